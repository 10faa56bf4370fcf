/** Curves of some days, weeks and years of a dated meter. */
import type { CurveView, YearView } from "../../shared/ipc/curveViews.ts";
import { DAY, dateText, dayOfText } from "../../shared/metering/civilTime.ts";
import { type MonthReadings, composeCurve, composeYear } from "../../shared/metering/curveScreens.ts";
import type { Forecast } from "../../shared/metering/forecast/forecast.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import type { DatedMeter } from "./datedMeter.ts";

/** Quarter-hours ahead that are foreseen at most: two days. */
const AHEAD = 192;

/** Monday of the week of a day number: 1 January 1970 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/**
 * `count` days from `from`; null: the day that is looked at first, or the week that it is in, from its Monday. Null where nothing was read.
 * `forecast`: bands of the next `count` quarter-hours.
 */
export function curveView(
  meter: DatedMeter,
  from: string | null,
  count: number,
  forecast: (count: number) => Pick<Forecast, "generation" | "load"> | null,
): CurveView | null {
  const first = from !== null ? dayOfText(from) : count === 1 ? meter.latest : mondayOf(meter.latest);
  if (first === undefined) return null;
  const days = Array.from({ length: count }, (_, i) => {
    const { start, end } = meter.bounds(first + i);
    const date = dateText(first + i);
    return { date, start, slots: Math.round((end - start) / QUARTER), boundaries: meter.boundaries(start, end) };
  });
  if (days.every((day) => day.boundaries.length < 2)) return null;
  const end = meter.bounds(first + count).start;
  const ahead = Math.min(AHEAD, Math.ceil((end - meter.now) / QUARTER));
  return composeCurve({
    days,
    begins: meter.begins,
    now: meter.now,
    provenance: meter.provenance,
    replayed: meter.replayed,
    local: (at) => meter.local(at),
    forecast: ahead > 0 ? forecast(ahead) : null,
  });
}

/** `year` null: the one in which the meter's time has come to. Null where nothing was read. */
export function yearView(meter: DatedMeter, year: string | null): YearView | null {
  const asked = year ?? dateText(Math.floor(meter.local(meter.now - 1) / DAY)).slice(0, 4);
  const monthsOf = (one: string): MonthReadings[] =>
    Array.from({ length: 12 }, (_, i) => meter.month(`${one}-${String(i + 1).padStart(2, "0")}`)).filter(
      (month) => month !== null,
    );
  const months = monthsOf(asked);
  if (months.every((month) => month.first === null)) return null;
  const before = String(Number(asked) - 1).padStart(4, "0");
  return composeYear({ year: asked, months, previous: monthsOf(before), derived: meter.provenance.derived });
}
