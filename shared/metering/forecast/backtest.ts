/**
 * How well a home's days would have been foretold: each day forecast at its midnight from what was known then, held against what came,
 * beside the simplest guesses. Errors are means of the absolute error over the mean of what came, at the file's own interval.
 */
import { DAY } from "../civilTime.ts";
import { QUARTER } from "../history.ts";
import type { Flows } from "../periods.ts";
import { dayBounds, localDay } from "../zoneTable.ts";
import { LOOKED_AT, type Setting, forecast } from "./forecast.ts";
import { SLOTS_PER_DAY } from "./similar.ts";
import type { Band } from "./weighted.ts";

export const FORETOLD = ["generation", "load", "surplus", "need"] as const;
export type Foretold = (typeof FORETOLD)[number];
const VALUE: Readonly<Record<Foretold, (slot: Flows) => number | null>> = {
  generation: (slot) => slot.generation,
  load: (slot) => slot.load,
  surplus: (slot) => slot.exported,
  need: (slot) => slot.imported,
};

/** Of one quantity: what came (Wh), and errors as parts of it; NaN where nothing came. */
export interface Judged {
  readonly what: Foretold;
  readonly wh: number;
  readonly error: number;
  /** The same time of the day before, and its mean over the seven days before. */
  readonly asYesterday: number;
  readonly meanOfWeek: number;
  /** Part of the intervals that fell within P10 to P90; where nothing was expected and nothing came (a panel at night) counts for neither. */
  readonly within: number;
  /** What P10 would have promised, and what of it did not come, Wh. */
  readonly promised: number;
  readonly short: number;
}
export interface Backtest {
  /** Days that were foretold, and days that were not because something of them or before them is missing. */
  readonly days: number;
  readonly left: number;
  readonly rows: readonly Judged[];
}

/** Days of past before the first that is foretold. */
const BEFORE = 35;

/** `slots`: quarter-hours from `setting.start`; `interval`: seconds, 900 or a multiple, at which errors are taken. */
export function backtest(slots: readonly Flows[], setting: Setting, interval: number): Backtest {
  const { start, zone } = setting;
  const every = Math.max(1, Math.floor(interval / QUARTER));
  const sums = FORETOLD.map((what) => ({ what, wh: 0, error: 0, yesterday: 0, week: 0, count: 0, within: 0, promised: 0, short: 0 })); // prettier-ignore
  let days = 0;
  let left = 0;
  const end = start + slots.length * QUARTER;
  for (let day = localDay(zone, start + BEFORE * DAY - 1) + 1; ; day++) {
    const bounds = dayBounds(zone, day);
    if (bounds.end > end) break;
    const [from, to] = [(bounds.start - start) / QUARTER, (bounds.end - start) / QUARTER];
    const first = Math.max(0, from - LOOKED_AT);
    const past = slots.slice(first, from);
    const came = slots.slice(from, to);
    const bands = isWhole(came) ? forecast(past, to - from, { ...setting, start: start + first * QUARTER }) : null;
    const week = bands && references(slots, from, to);
    if (!bands || !week) {
      left++;
      continue;
    }
    days++;
    for (const sum of sums) {
      const value = VALUE[sum.what];
      for (let k = 0; k + every <= came.length; k += every) {
        const real = total(every, (i) => value(came[k + i] as Flows) ?? 0);
        const edge = (name: keyof Band): number => total(every, (i) => bands[sum.what][k + i]?.[name] ?? 0);
        sum.wh += real;
        sum.error += Math.abs(edge("p50") - real);
        sum.yesterday += Math.abs(total(every, (i) => week(1, sum.what, k + i)) - real);
        sum.week += Math.abs(total(every, (i) => meanOf(7, (back) => week(back, sum.what, k + i))) - real);
        if (real > 0 || edge("p90") > 0) {
          sum.count++;
          if (edge("p10") <= real && real <= edge("p90")) sum.within++;
        }
        sum.promised += edge("p10");
        sum.short += Math.max(0, edge("p10") - real);
      }
    }
  }
  const rows = sums.map(({ what, wh, error, yesterday, week, count, within, promised, short }): Judged => ({
    what,
    wh,
    error: error / wh,
    asYesterday: yesterday / wh,
    meanOfWeek: week / wh,
    within: within / count,
    promised,
    short,
  }));
  return { days, left, rows };
}

type Back = (days: number, what: Foretold, k: number) => number;

/** What the slots of the seven days before held; null where one of them is not known. */
function references(slots: readonly Flows[], from: number, to: number): Back | null {
  if (from < 7 * SLOTS_PER_DAY || !isWhole(slots.slice(from - 7 * SLOTS_PER_DAY, to))) return null;
  return (days, what, k) => VALUE[what](slots[from - days * SLOTS_PER_DAY + k] as Flows) ?? 0;
}

const isWhole = (slots: readonly Flows[]): boolean =>
  slots.every(({ generation, load, exported, imported }) =>
    [generation, load, exported, imported].every((value) => value !== null),
  );

function total(count: number, of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(i);
  return sum;
}

const meanOf = (days: number, of: (back: number) => number): number => total(days, (i) => of(i + 1)) / days;
