/** A stretch of days as one curve, and a year by its months, as the energy screen draws them. Energy in Wh, null = not known. */
import { z } from "zod";
import { DayView, LocalDate, LocalMonth, RegisterSpan } from "./energyViews.ts";

const int = z.number().int();
const wh = int.nullable();
const flows = { generation: wh, load: wh, exported: wh, imported: wh, ownUse: wh };
const Extents = z.array(z.strictObject({ low: int, high: int }).nullable());
const Bands = z.array(z.strictObject({ p10: int, p50: int, p90: int }));

export const LocalYear = z.string().regex(/^\d{4}$/);
/** Days of a curve at most: a year and a week. */
export const CURVE_DAYS = 373;

export const CurveView = z.strictObject({
  /** First and last day. */
  from: LocalDate,
  to: LocalDate,
  /** Quarter-hours that a point stands for; the last point of a day of 92 or 100 may stand for fewer. */
  width: int,
  slotSeconds: int,
  /** Seconds of the meter's clock, and the same as local seconds, of each point's start. */
  at: z.array(int),
  local: z.array(int),
  slots: z.array(int),
  known: z.array(int),
  substituted: z.array(int),
  generation: z.array(wh),
  load: z.array(wh),
  exported: z.array(wh),
  imported: z.array(wh),
  ownUse: z.array(wh),
  /** Least and most of one quarter-hour. */
  made: Extents,
  used: Extents,
  /** Points before the meter's first reading, and from the first that is not over yet: no gaps. */
  begins: int,
  past: int,
  /** Of the points from `from` on, one quarter-hour each; null where points are wider or nothing lies ahead. */
  forecast: z.strictObject({ from: int, generation: Bands, load: Bands }).nullable(),
  days: z.array(z.strictObject({ date: LocalDate, slots: int, missing: int, partial: z.boolean(), ...flows })),
  registers: z.array(RegisterSpan),
  totals: z.strictObject(flows),
  notes: DayView.shape.notes,
});
export type CurveView = z.infer<typeof CurveView>;

const YearMonth = { month: LocalMonth, missingSlots: int, partial: z.boolean() };
export const YearView = z.strictObject({
  year: LocalYear,
  months: z.array(z.strictObject({ ...YearMonth, ...flows })),
  previous: z.array(z.strictObject({ ...YearMonth, generation: wh, load: wh })),
  registers: z.array(RegisterSpan),
  totals: z.strictObject(flows),
});
export type YearView = z.infer<typeof YearView>;
