/**
 * The ribbon's measures, pure. Slots are the unit: whole pixels per slot, one scale for up and down, energy in Wh drawn as the
 * average power of its slot. A day keeps its pixels per slot and grows or shrinks with 92, 96 or 100 of them.
 */
import { clockText, dateSeconds } from "../times.ts";

export type Band = readonly { p10: number; p50: number; p90: number }[];
export interface RibbonDay {
  readonly date: string;
  readonly slots: number;
  readonly slotSeconds: number;
  /** Wh per slot; null is no reading. */
  readonly generation: readonly (number | null)[];
  readonly load: readonly (number | null)[];
  /** Slots already read; later ones come from the forecast. */
  readonly known: number;
  readonly forecast: { readonly from: number; readonly generation: Band; readonly load: Band } | null;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

export interface Frame {
  readonly slots: number;
  readonly slotPx: number;
  readonly slotSeconds: number;
  readonly pxPerKw: number;
  /** Room above for flags and the hand's disc. */
  readonly top: number;
  /** y of the base line, 1 px high, and of the lower end. */
  readonly base: number;
  readonly foot: number;
  readonly width: number;
}
export type Sign = 1 | -1;

export const kwOf = (wh: number, slotSeconds: number): number => (wh * 3.6) / slotSeconds;
export const slotX = (frame: Frame, slot: number): number => Math.round(slot * frame.slotPx);
/** Height of a slot's energy in whole pixels. */
export const barPx = (frame: Frame, wh: number): number => Math.round(kwOf(wh, frame.slotSeconds) * frame.pxPerKw);
/** From this many pixels a slot up, bars stand apart by one; below, a stepped area. */
export const combed = (frame: Frame): boolean => frame.slotPx >= 5;

const largest = (values: readonly (number | null)[]) =>
  values.reduce<number>((m, v) => (v !== null && v > m ? v : m), 0);

/** `up` and `down`: further energy per slot (Wh) that must fit, e.g. stacked blocks. `body`: pixels for both directions together. */
export function frameFor(
  day: RibbonDay,
  size: { slotPx: number; body: number; top: number },
  reach: { up: number; down: number } = { up: 0, down: 0 },
): Frame {
  const most = (values: readonly (number | null)[], band: Band | undefined, more: number) =>
    Math.max(largest(values), largest((band ?? []).map((b) => b.p90)), more);
  const floor = (day.slotSeconds * 300) / 3600;
  const up = Math.max(floor, most(day.generation, day.forecast?.generation, reach.up));
  const down = Math.max(floor, most(day.load, day.forecast?.load, reach.down));
  const kw = kwOf(up + down, day.slotSeconds);
  const pxPerKw = size.body / (kw * 1.04);
  const base = size.top + Math.round(kwOf(up, day.slotSeconds) * pxPerKw * 1.04);
  return {
    slots: day.slots,
    slotPx: size.slotPx,
    slotSeconds: day.slotSeconds,
    pxPerKw,
    top: size.top,
    base,
    foot: base + 1 + Math.round(kwOf(down, day.slotSeconds) * pxPerKw * 1.04),
    width: Math.round(day.slots * size.slotPx),
  };
}

/** Bars of the slots in [from, to) as one path, each its own rectangle; from `low` to `high` above (or below) the line. */
export function combPath(
  frame: Frame,
  sign: Sign,
  from: number,
  to: number,
  low: (slot: number) => number,
  high: (slot: number) => number,
): string {
  let path = "";
  for (let slot = from; slot < to; slot++) {
    const a = low(slot);
    const b = high(slot);
    if (b <= a) continue;
    const x = slotX(frame, slot);
    const w = Math.max(1, slotX(frame, slot + 1) - x - (combed(frame) ? 1 : 0));
    const y = sign > 0 ? frame.base - b : frame.base + 1 + a;
    path += `M${x} ${y}h${w}v${b - a}h${-w}z`;
  }
  return path;
}

/** A stepped area over [from, to) between per-slot heights, for blocks and for small ribbons. Heights in pixels. */
export function stepPath(
  frame: Frame,
  sign: Sign,
  from: number,
  to: number,
  low: (slot: number) => number,
  high: (slot: number) => number,
  inset = 0,
): string {
  if (to <= from) return "";
  const y = (h: number) => (sign > 0 ? frame.base - h : frame.base + 1 + h);
  const points: string[] = [];
  const add = (slot: number, last: boolean, h: number, inner: number) => {
    const x = slotX(frame, slot) + (last ? -inset : inset);
    points.push(`${x} ${y(h) + (sign > 0 ? inner : -inner)}`);
  };
  for (let slot = from; slot < to; slot++) {
    add(slot, slot > from, high(slot), inset);
    add(slot + 1, slot === to - 1, high(slot), inset);
  }
  for (let slot = to - 1; slot >= from; slot--) {
    add(slot + 1, slot === to - 1, low(slot), -inset);
    add(slot, slot > from, low(slot), -inset);
  }
  return `M${points.join("L")}Z`;
}

/** kW at which hair lines stand: a round step, 26 px or more apart, wider on a tall ribbon. */
export function powerTicks(frame: Frame): number[] {
  const least = Math.max(26, (frame.foot - frame.top) / 7) / frame.pxPerKw;
  const decade = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((m) => m * decade).find((s) => s >= least) ?? 10 * decade;
  const ticks: number[] = [];
  const tidy = (value: number) => Number(value.toPrecision(6));
  for (let kw = step; kw * frame.pxPerKw <= frame.base - frame.top; kw += step) ticks.push(tidy(kw));
  for (let kw = step; kw * frame.pxPerKw <= frame.foot - frame.base; kw += step) ticks.push(tidy(-kw));
  return ticks;
}

/**
 * Local time of a slot's start, seconds. Days of 92 and 100 quarter-hours jump where the clocks do: at 02:00 forward, and back
 * at 03:00, as nearly every zone does.
 */
export function slotLocal(day: Pick<RibbonDay, "date" | "slots" | "slotSeconds">, slot: number): number {
  const usual = 86_400 / day.slotSeconds;
  const hour = 3600 / day.slotSeconds;
  const gained = (day.slots - usual) * day.slotSeconds;
  const jump = gained < 0 ? 2 * hour : 3 * hour;
  const plain = dateSeconds(day.date) + slot * day.slotSeconds;
  return gained !== 0 && slot >= jump ? plain - gained : plain;
}

/** Ticks of the ruler: each full hour, with a label every so many hours. */
export function hourMarks(day: Pick<RibbonDay, "date" | "slots" | "slotSeconds">, everyHours: number) {
  const marks: { slot: number; label: string | null }[] = [];
  const midnight = dateSeconds(day.date);
  let last = "";
  for (let slot = 0; slot <= day.slots; slot++) {
    const since = slotLocal(day, slot) - midnight;
    if (since % 3600 !== 0) continue;
    const label = since % (everyHours * 3600) === 0 ? clockText(since, slot === day.slots) : null;
    marks.push({ slot, label: label === last ? null : label });
    if (label) last = label;
  }
  return marks;
}

/** Slot under a distance from the left edge, kept within the day. */
export const slotAt = (frame: Frame, x: number): number =>
  Math.min(frame.slots - 1, Math.max(0, Math.floor(x / frame.slotPx)));
