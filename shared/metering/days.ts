/** Daily roll-ups of a history by local days of 92, 96 or 100 quarter-hours, and the days that matter for the demo meter. */
import { dateText } from "./civilTime.ts";
import { type History, MISSING, QUARTER } from "./history.ts";
import { type Boundary, type Flows, boundaryAt, flowsOf } from "./periods.ts";
import { type ZoneTable, dayBounds, localDay } from "./zoneTable.ts";

/** One local day. `slots`: its quarter-hours; `missing`: those without a reading, also where the file begins or ends. */
export interface DayTotal {
  readonly date: string;
  readonly start: number;
  readonly slots: number;
  readonly missing: number;
  readonly flows: Flows;
  /** First and last reading of the day. */
  readonly first: Boundary | null;
  readonly last: Boundary | null;
}

export function rollUp(history: History, zone: ZoneTable): DayTotal[] {
  const end = history.start + history.quarters * QUARTER;
  if (history.quarters === 0) return [];
  const days: DayTotal[] = [];
  const lastDay = localDay(zone, end - 1);
  for (let day = localDay(zone, history.start); day <= lastDay; day++) {
    const bounds = dayBounds(zone, day);
    const slots = Math.round((bounds.end - bounds.start) / QUARTER);
    const from = (bounds.start - history.start) / QUARTER;
    const low = Math.max(0, Math.ceil(from));
    const high = Math.min(history.quarters, Math.floor(from + slots));
    let known = 0;
    for (let k = low; k < high; k++) if (history.quality[k] !== MISSING) known++;
    const first = firstReading(history, low, high, 1);
    const last = firstReading(history, high, low, -1);
    days.push({
      date: dateText(day),
      start: bounds.start,
      slots,
      missing: slots - known,
      flows: flowsOf(first && last ? [first, last] : []),
      first,
      last,
    });
  }
  return days;
}

function firstReading(history: History, from: number, to: number, step: 1 | -1): Boundary | null {
  for (let k = from; step > 0 ? k <= to : k >= to; k += step) {
    const boundary = boundaryAt(history, k);
    if (boundary) return boundary;
  }
  return null;
}

const most = (days: readonly DayTotal[], energy: (day: DayTotal) => number): DayTotal | undefined =>
  days.reduce<DayTotal | undefined>((best, day) => (energy(day) > (best ? energy(best) : 0) ? day : best), undefined);

/** The day with most energy given to the grid, a whole day before a broken one; undefined when none was given at all. */
export function mostSurplus(days: readonly DayTotal[]): DayTotal | undefined {
  const surplus = (day: DayTotal) => day.flows.exported ?? 0;
  return (
    most(
      days.filter((day) => day.missing === 0),
      surplus,
    ) ?? most(days, surplus)
  );
}

/** The day with most energy taken from the grid. */
export function mostImport(days: readonly DayTotal[]): DayTotal | undefined {
  const imported = (day: DayTotal) => day.flows.imported ?? 0;
  return (
    most(
      days.filter((day) => day.missing === 0),
      imported,
    ) ??
    most(days, imported) ??
    days[0]
  );
}
