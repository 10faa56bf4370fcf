/** Rules that the kinds of this room share, one per function (DESIGN §4, Screening). */
import type { Context } from "../context.ts";
import type { GridParams } from "../params.ts";
import { atLeast, atMost, earlier, holds, type Verdict } from "../rules.ts";
import { HORIZON } from "../screening.ts";
import { load } from "../stored.ts";
import { slotStart } from "../time.ts";
import type { Carrier } from "../units.ts";

/** The zone exists, and the sender is its operator and active. */
export function* operated(context: Context, zone: string, sender: string): Iterable<Verdict> {
  const known = load.zone(context.state, zone);
  yield holds("grid.zone", known !== undefined);
  yield holds("grid.operator", known?.operator === sender && load.party(context.state, sender)?.status === "active");
}

/** The chain has a grid for the carrier. */
export function carried({ params }: Context, carrier: Carrier): Verdict {
  return holds("grid.carrier", params.grids[carrier] !== undefined);
}

/** An entry of a schedule begins now or later, at most a year ahead, market seconds. */
export function* ahead({ market }: Context, from: number): Iterable<Verdict> {
  yield atLeast("grid.past", from, market, "s");
  yield atMost("grid.horizon", from, market + HORIZON, "s");
}

/** The first slot has not begun, and the last one begins within a year. */
export function* toCome({ market }: Context, grid: GridParams, first: number, count: number): Iterable<Verdict> {
  yield earlier("grid.notBegun", market, slotStart(grid, first), first);
  const last = first + count - 1;
  yield atMost("grid.horizon", slotStart(grid, last), market + HORIZON, "s", last);
}

/** The slot has begun. */
export function begun({ market }: Context, grid: GridParams, slot: number): Verdict {
  return atMost("grid.begun", slotStart(grid, slot), market, "s", slot);
}
