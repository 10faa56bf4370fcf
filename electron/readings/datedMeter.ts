/**
 * A meter's past by local days, whichever clock it runs by: the current file by its own dates, or the demo meter by market time. Curves,
 * weeks and years are drawn of it.
 */
import { DAY, dateText, dayOfText } from "../../shared/metering/civilTime.ts";
import type { MonthReadings } from "../../shared/metering/curveScreens.ts";
import type { Provenance } from "../../shared/metering/energyScreens.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import { type Boundary, isKnown, slotsOf } from "../../shared/metering/periods.ts";
import { dayBounds, localDay, offsetAt } from "../../shared/metering/zoneTable.ts";
import type { DemoMeter } from "./demoMeter.ts";
import type { KeptFile, ReadingsStore } from "./readingsStore.ts";
import type { Market } from "./replay.ts";

export interface DatedMeter {
  readonly provenance: Provenance;
  readonly replayed: boolean;
  /** The day that is looked at first. */
  readonly latest: number;
  /** First reading, and up to where time has gone; seconds of the meter's clock. */
  readonly begins: number;
  readonly now: number;
  /** Local seconds of an instant. */
  local(at: number): number;
  /** A local day in seconds of the meter's clock. */
  bounds(day: number): { readonly start: number; readonly end: number };
  /** Readings from `from` to `to`, both included, as far as they are past. */
  boundaries(from: number, to: number): Boundary[];
  /** A month "YYYY-MM" by its ends; null: it lies outside of what was read. */
  month(month: string): MonthReadings | null;
}

/** Local day numbers of a month, [first, next). */
function monthDays(month: string): { first: number; next: number } {
  const first = dayOfText(`${month}-01`) ?? NaN;
  let next = first + 28;
  while (dateText(next).startsWith(month)) next++;
  return { first, next };
}

export function datedFile(store: ReadingsStore, file: KeptFile): DatedMeter {
  const bounds = (day: number) => dayBounds(file.zone, day);
  return {
    provenance: file,
    replayed: false,
    latest: dayOfText(store.lastDay(file.id)?.date ?? "") ?? localDay(file.zone, file.finish - 1),
    begins: file.start,
    now: file.finish,
    local: (at) => at + offsetAt(file.zone, at),
    bounds,
    boundaries: (from, to) => store.boundaries(file.id, from, to),
    month(month) {
      const days = monthDays(month);
      const start = bounds(days.first).start;
      const end = bounds(days.next).start;
      if (end <= file.start || start >= file.finish) return null;
      const first = store.firstFrom(file.id, start);
      const last = store.lastBefore(file.id, end);
      const within = (one: Boundary | null) => (one && one.at >= start && one.at <= end ? one : null);
      const missing = store
        .days(file.id, `${month}-01`, `${month}-31`)
        .reduce((sum, day) => sum + day.missing - outside(day, file), 0);
      return { month, first: within(first), last: within(last), missing, partial: start < file.start || end > file.finish }; // prettier-ignore
    },
  };
}

/** Quarter-hours of a day before the file begins and after it ends: nobody misses them. */
const outside = (day: { start: number; slots: number }, file: KeptFile): number =>
  Math.max(0, file.start - day.start) / QUARTER + Math.max(0, day.start + day.slots * QUARTER - file.finish) / QUARTER;

/** `past`: months that are over, kept by the caller; what a demo meter once played stays as it was. */
export function datedReplay(meter: DemoMeter, market: Market, past: Map<string, MonthReadings>): DatedMeter {
  const { now, utcOffset } = market;
  const bounds = (day: number) => ({ start: day * DAY - utcOffset, end: (day + 1) * DAY - utcOffset });
  const boundaries = (from: number, to: number) => meter.boundaries(from, to, now);
  return {
    provenance: meter.current?.file ?? { derived: true, interval: QUARTER },
    replayed: true,
    latest: Math.floor((now + utcOffset) / DAY),
    begins: meter.start,
    now,
    local: (at) => at + utcOffset,
    bounds,
    boundaries,
    month(month) {
      const days = monthDays(month);
      const start = bounds(days.first).start;
      const end = bounds(days.next).start;
      if (end <= meter.start || start >= now) return null;
      const kept = past.get(month);
      if (kept) return kept;
      const readings = boundaries(start, end);
      const from = Math.max(start, Math.ceil(meter.start / QUARTER) * QUARTER);
      const slots = Math.max(0, Math.floor((Math.min(now, end) - from) / QUARTER));
      const found: MonthReadings = {
        month,
        first: readings[0] ?? null,
        last: readings.at(-1) ?? null,
        missing: slots - slotsOf(readings, from, slots).filter(isKnown).length,
        partial: start < meter.start || end > now,
      };
      if (end <= now) past.set(month, found);
      return found;
    },
  };
}
