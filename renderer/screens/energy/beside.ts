/**
 * A period beside the one before it, like with like: a day that is still running is held against the same hours of the day before,
 * and what was not read on either side counts on neither. Wh.
 */
import type { DayView, MonthView } from "../../../shared/ipc/energyViews.ts";
import { sum } from "../../parts/figures.ts";
import { slotLocal } from "../../parts/ribbon/geometry.ts";
import { dateSeconds } from "../../parts/times.ts";

interface Amounts {
  readonly generation: number | null;
  readonly load: number | null;
}
export interface Beside {
  readonly now: Amounts;
  readonly before: Amounts;
  /** All of both; up to a time of the last day (seconds); or only those hours or days that were read in both. */
  readonly extent:
    { readonly what: "all" } | { readonly what: "until"; readonly time: number } | { readonly what: "same" };
}

type Key = keyof Amounts;
const KEYS: readonly Key[] = ["generation", "load"];

export function besideDay(day: DayView, before: DayView): Beside | null {
  const theirs = new Map(before.load.map((_, slot) => [timeOf(before, slot), slot]));
  const read = (view: DayView, slot: number) => KEYS.some((key) => view[key][slot] !== null);
  const missing = (view: DayView) => view.load.some((_, slot) => !read(view, slot));
  if (!missing(day) && !missing(before)) return { now: day.totals, before: before.totals, extent: { what: "all" } };
  const pairs = day.load.flatMap((_, slot) => {
    const other = theirs.get(timeOf(day, slot));
    return other !== undefined && read(day, slot) && read(before, other) ? [{ slot, other }] : [];
  });
  const last = pairs.at(-1);
  if (!last) return null;
  const of = (view: DayView, which: "slot" | "other") => amounts((key) => pairs.map((pair) => view[key][pair[which]]));
  // From midnight on without a hole: then a time of day says it all.
  const isPrefix = pairs.length === last.slot + 1;
  return {
    now: of(day, "slot"),
    before: of(before, "other"),
    extent: isPrefix ? { what: "until", time: timeOf(day, last.slot) + day.slotSeconds } : { what: "same" },
  };
}

export function besideMonth(month: MonthView): Beside | null {
  const isWhole = (day: { partial: boolean; missingSlots: number }) => !day.partial && day.missingSlots === 0;
  const before = new Map(month.previous.filter(isWhole).map((day) => [numberOf(day), day]));
  const running = month.running;
  const pairs = month.days.flatMap((day) => {
    const other = day.date === running?.date ? running : isWhole(day) ? before.get(numberOf(day)) : undefined;
    return other ? [{ day, other }] : [];
  });
  if (pairs.length === 0) return null;
  const isAll = pairs.length === month.days.length;
  return {
    now: amounts((key) => pairs.map(({ day }) => day[key])),
    before: amounts((key) => pairs.map(({ other }) => other[key])),
    extent: !isAll ? { what: "same" } : running ? { what: "until", time: running.until } : { what: "all" },
  };
}

/** Of a series that was not read at all nothing is known. */
function amounts(of: (key: Key) => readonly (number | null | undefined)[]): Amounts {
  const total = (key: Key) => {
    const values = of(key).map((value) => value ?? null);
    return values.every((value) => value === null) ? null : sum(values);
  };
  return { generation: total("generation"), load: total("load") };
}

const timeOf = (day: DayView, slot: number): number => slotLocal(day, slot) - dateSeconds(day.date);
const numberOf = ({ date }: { date: string }): number => Number(date.slice(8));
