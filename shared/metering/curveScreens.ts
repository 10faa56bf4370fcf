/** The curve of some days and the months of a year as the screens draw them (shared/ipc/curveViews.ts), composed of counters. */
import type { CurveView, YearView } from "../ipc/curveViews.ts";
import { type CurveDay, type CurvePoint, curveOf, pointWidth, substitutedSlots } from "./curve.ts";
import { type Provenance, registersOf } from "./energyScreens.ts";
import type { Forecast } from "./forecast/forecast.ts";
import { QUARTER } from "./history.ts";
import { type Boundary, NO_FLOWS, flowsOf, isKnown, slotsOf } from "./periods.ts";

export interface DayReadings {
  readonly date: string;
  readonly start: number;
  readonly slots: number;
  /** Readings from the day's start to its end, as far as it is past. */
  readonly boundaries: readonly Boundary[];
}

export interface CurveInput {
  /** Consecutive days, at least one. */
  readonly days: readonly DayReadings[];
  /** The meter's first reading, and up to where it is past; seconds. */
  readonly begins: number;
  readonly now: number;
  readonly provenance: Provenance;
  readonly replayed: boolean;
  /** Local seconds of an instant. */
  readonly local: (at: number) => number;
  /** Of the quarter-hours from `now` on. */
  readonly forecast: Pick<Forecast, "generation" | "load"> | null;
}

export function composeCurve(input: CurveInput): CurveView {
  const days = input.days.map((day): CurveDay => ({
    start: day.start,
    slots: slotsOf(day.boundaries, day.start, day.slots),
    substituted: substitutedSlots(day.boundaries, day.start, day.slots),
  }));
  const width = pointWidth(days);
  const points = curveOf(days, width);
  const each = <T>(of: (point: CurvePoint) => T): T[] => points.map(of);
  const index = (at: number): number => points.filter((point) => point.at < at).length;
  const end = (point: CurvePoint): number => point.at + point.slots * QUARTER;
  const past = points.filter((point) => end(point) <= input.now).length;
  const readings = input.days.flatMap((day) => day.boundaries);
  const { forecast } = input;
  return {
    from: input.days[0]?.date ?? "",
    to: input.days.at(-1)?.date ?? "",
    width,
    slotSeconds: QUARTER,
    at: each((point) => point.at),
    local: each((point) => input.local(point.at)),
    slots: each((point) => point.slots),
    known: each((point) => point.known),
    substituted: each((point) => point.substituted),
    generation: each((point) => point.generation),
    load: each((point) => point.load),
    exported: each((point) => point.exported),
    imported: each((point) => point.imported),
    ownUse: each((point) => point.ownUse),
    made: each((point) => point.made),
    used: each((point) => point.used),
    begins: Math.min(points.length, index(input.begins)),
    past,
    forecast:
      forecast && width === 1 && past < points.length
        ? {
            from: past,
            generation: forecast.generation.slice(0, points.length - past).map((band) => ({ ...band })),
            load: forecast.load.slice(0, points.length - past).map((band) => ({ ...band })),
          }
        : null,
    days: input.days.map((day, i) => {
      const over = Math.min(day.slots, Math.max(0, Math.floor((input.now - day.start) / QUARTER)));
      const known = (days[i]?.slots ?? []).filter(isKnown).length;
      return {
        date: day.date,
        slots: day.slots,
        missing: Math.max(0, over - known),
        partial: over < day.slots || day.start < input.begins,
        ...flowsOf(day.boundaries),
      };
    }),
    registers: registersOf(readings, input.provenance.derived),
    totals: flowsOf(readings),
    notes: notesOf(input),
  };
}

function notesOf({ provenance, days, replayed }: CurveInput): CurveView["notes"] {
  const notes: CurveView["notes"] = [];
  if (provenance.derived) notes.push("derivedRegisters");
  if (provenance.interval > QUARTER) notes.push("splitHalfHours");
  if (days.some((day) => day.slots < 96)) notes.push("clockForward");
  if (days.some((day) => day.slots > 96)) notes.push("clockBack");
  if (replayed) notes.push("replayed");
  return notes;
}

/** A month by its first and last reading. */
export interface MonthReadings {
  readonly month: string;
  readonly first: Boundary | null;
  readonly last: Boundary | null;
  readonly missing: number;
  readonly partial: boolean;
}

export function composeYear(input: {
  readonly year: string;
  readonly months: readonly MonthReadings[];
  readonly previous: readonly MonthReadings[];
  readonly derived: boolean;
}): YearView {
  const ends = (months: readonly MonthReadings[]): Boundary[] =>
    months.flatMap(({ first, last }) => [first, last]).filter((one): one is Boundary => one !== null);
  const flows = (month: MonthReadings) => flowsOf(ends([month]));
  const all = ends(input.months);
  return {
    year: input.year,
    months: input.months.map((one) => ({
      month: one.month,
      ...flows(one),
      missingSlots: one.missing,
      partial: one.partial,
    })),
    previous: input.previous.map((one) => {
      const { generation, load } = flows(one);
      return { month: one.month, generation, load, missingSlots: one.missing, partial: one.partial };
    }),
    registers: registersOf(all, input.derived),
    totals: all.length > 1 ? flowsOf(all) : NO_FLOWS,
  };
}
