/**
 * A period beside the one before it, like with like: a day that is still running is held against the same hours of the day before,
 * and what was not read on either side counts on neither. Wh.
 */
import type { CurveView, YearView } from "../../../shared/ipc/curveViews.ts";
import type { MonthView } from "../../../shared/ipc/energyViews.ts";
import { sum } from "../../parts/figures.ts";
import { alignedTo } from "./curve/stretch.ts";

interface Amounts {
  readonly generation: number | null;
  readonly load: number | null;
}
export interface Beside {
  readonly now: Amounts;
  readonly before: Amounts;
  /** All of both; up to a time (seconds from the beginning of the first day, or of the last of a month); or only those hours or days that were read in both. */
  readonly extent:
    { readonly what: "all" } | { readonly what: "until"; readonly time: number } | { readonly what: "same" };
}

type Key = keyof Amounts;

/** Points of equal width, one held against the one as far from the beginning on the wall's clock. */
export function besideCurve(now: CurveView, before: CurveView): Beside | null {
  const isWhole = (view: CurveView, i: number) => (view.known[i] ?? 0) > 0 && view.known[i] === view.slots[i];
  const isAll = (view: CurveView) => view.at.every((_, i) => isWhole(view, i));
  if (isAll(now) && isAll(before)) return { now: now.totals, before: before.totals, extent: { what: "all" } };
  const pairs = alignedTo(now, before).flatMap((other, i) =>
    other !== null && isWhole(now, i) && isWhole(before, other) ? [{ i, other }] : [],
  );
  const last = pairs.at(-1);
  if (!last) return null;
  // From the beginning on without a hole: then one time says it all.
  const isPrefix = pairs.length === last.i + 1;
  return {
    now: amounts((key) => pairs.map(({ i }) => now[key][i])),
    before: amounts((key) => pairs.map(({ other }) => before[key][other])),
    extent: isPrefix
      ? {
          what: "until",
          time: (now.local[last.i] ?? 0) - (now.local[0] ?? 0) + (now.slots[last.i] ?? 0) * now.slotSeconds,
        }
      : { what: "same" },
  };
}

/** Months that were read whole on both sides. */
export function besideYear(year: YearView): Beside | null {
  const isWhole = (month: { partial: boolean; missingSlots: number }) => !month.partial && month.missingSlots === 0;
  const before = new Map(year.previous.filter(isWhole).map((one) => [one.month.slice(5), one]));
  const pairs = year.months.filter(isWhole).flatMap((month) => {
    const other = before.get(month.month.slice(5));
    return other ? [{ month, other }] : [];
  });
  if (pairs.length === 0) return null;
  return {
    now: amounts((key) => pairs.map(({ month }) => month[key])),
    before: amounts((key) => pairs.map(({ other }) => other[key])),
    extent: { what: pairs.length === 12 ? "all" : "same" },
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

const numberOf = ({ date }: { date: string }): number => Number(date.slice(8));
