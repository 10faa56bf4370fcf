/**
 * The two clocks and the grid (DESIGN §2): header time in milliseconds, market time derived from it, slots as half-open
 * intervals of a carrier's grid. All arguments are given; nothing here reads a clock.
 */
import { type CalendarDate, dateOf } from "../calendar/days.ts";
import type { GridParams, Params } from "./params.ts";
import type { ClockRecord } from "./records.ts";

type Clock = Params["clock"];

/** Market time in ms: origin + rate * (header - genesis). */
export function marketTime(clock: Clock, headerMs: number): number {
  return clock.origin * 1000 + clock.rate * (headerMs - clock.genesis * 1000);
}

/** Header time in ms at which a market time (seconds) is reached, rounded up. */
export function headerTime(clock: Clock, marketSeconds: number): number {
  return clock.genesis * 1000 + Math.ceil(((marketSeconds - clock.origin) * 1000) / clock.rate);
}

/** Index of the slot that holds a market time (seconds). */
export function slotOf(grid: GridParams, marketSeconds: number): number {
  return Math.floor((marketSeconds - grid.startSeconds) / grid.slotSeconds);
}

/** First second of a slot, market time. */
export function slotStart(grid: GridParams, slot: number): number {
  return slot * grid.slotSeconds + grid.startSeconds;
}

/** First second after a slot, market time. */
export function slotEnd(grid: GridParams, slot: number): number {
  return slotStart(grid, slot + 1);
}

/** Market second from which on nothing more is traded for a slot. */
export function gateOf(grid: GridParams, slot: number): number {
  return slotStart(grid, slot) - grid.gateSeconds;
}

/** First slot whose gate is still open at a market time (seconds). */
export function firstOpenSlot(grid: GridParams, marketSeconds: number): number {
  return slotOf(grid, marketSeconds + grid.gateSeconds) + 1;
}

/** UTC day (days since 1970) of a header time in seconds: nonces are counted per day of `validUntil`. */
export function utcDay(headerSeconds: number): number {
  return Math.floor(headerSeconds / 86_400);
}

/**
 * The clocks of a block: administrative time runs with market time, but of a gap between headers beyond the chain's
 * standstill threshold nothing counts, so no deadline of people falls into a time when nobody could act.
 */
export function nextClock(params: Params, before: ClockRecord, height: number, headerMs: number): ClockRecord {
  const { clock } = params;
  const market = marketTime(clock, headerMs);
  const excess = Math.max(0, headerMs - before.header - clock.standstill * 1000);
  const stood = before.market - before.adm + excess * clock.rate;
  return { height, header: headerMs, market, adm: market - stood };
}

/** Month (1-12) and second of the day of a local time, given as seconds since 1970 with the zone's offset already added. */
export function civil(localSeconds: number): CalendarDate & { readonly second: number } {
  const days = Math.floor(localSeconds / 86_400);
  return { ...dateOf(days), second: localSeconds - days * 86_400 };
}
