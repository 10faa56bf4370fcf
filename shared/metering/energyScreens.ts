/** Day and month as the screens draw them (shared/ipc/energyViews.ts), composed of counters and forecast. */
import type { DayView, MonthView } from "../ipc/energyViews.ts";
import type { Forecast } from "./forecast/forecast.ts";
import { QUARTER } from "./history.ts";
import { type Boundary, type Flows, NO_FLOWS, flowsOf, gapsOf, slotsOf } from "./periods.ts";

type Note = DayView["notes"][number];
type RegisterSpan = DayView["registers"][number];

/** Facts of a file that stand beside its figures. */
export interface Provenance {
  readonly derived: boolean;
  readonly interval: number;
}

export interface DayInput {
  readonly date: string;
  readonly start: number;
  readonly slots: number;
  /** Quarter-hours that are past. */
  readonly known: number;
  /** Readings from the day's start to its last past boundary, in the same clock as `start`. */
  readonly boundaries: readonly Boundary[];
  readonly provenance: Provenance;
  /** Of the slots from `known` on. */
  readonly forecast: Forecast | null;
  readonly replay: DayView["replay"];
}

export function composeDay(input: DayInput): DayView {
  const { slots: count, known, boundaries, provenance } = input;
  const slots = slotsOf(boundaries, input.start, count);
  const series = (of: (slot: Flows) => number | null): (number | null)[] => slots.map(of);
  const notes: Note[] = [];
  if (provenance.derived) notes.push("derivedRegisters");
  if (provenance.interval > QUARTER) notes.push("splitHalfHours");
  if (count < 96) notes.push("clockForward");
  if (count > 96) notes.push("clockBack");
  if (input.replay) notes.push("replayed");
  return {
    date: input.date,
    start: input.start,
    slots: count,
    slotSeconds: QUARTER,
    generation: series((slot) => slot.generation),
    load: series((slot) => slot.load),
    exported: series((slot) => slot.exported),
    imported: series((slot) => slot.imported),
    known,
    forecast: input.forecast && {
      from: known,
      generation: [...input.forecast.generation],
      load: [...input.forecast.load],
    },
    gaps: gapsOf(slots, known),
    registers: registersOf(boundaries, provenance.derived),
    totals: flowsOf(boundaries),
    notes,
    replay: input.replay,
  };
}

/** What the registers read at the first and the last boundary that has a reading. */
export function registersOf(boundaries: readonly Boundary[], derived: boolean): RegisterSpan[] {
  const first = boundaries[0];
  const last = boundaries[boundaries.length - 1];
  if (!first || !last || first.at >= last.at) return [];
  const spans: RegisterSpan[] = [];
  if (first.imported !== null && last.imported !== null)
    spans.push({ register: "1.8.0", from: first.imported, to: last.imported, derived });
  if (first.exported !== null && last.exported !== null)
    spans.push({ register: "2.8.0", from: first.exported, to: last.exported, derived });
  return spans;
}

export interface MonthDay {
  readonly date: string;
  readonly flows: Flows;
  readonly missing: number;
  readonly partial: boolean;
}

export function composeMonth(input: {
  readonly month: string;
  readonly days: readonly MonthDay[];
  readonly previous: readonly MonthDay[];
  readonly running: MonthView["running"];
  /** First and last reading of the month. */
  readonly ends: readonly Boundary[];
  readonly derived: boolean;
}): MonthView {
  return {
    month: input.month,
    days: input.days.map(({ date, flows, missing, partial }) => ({ date, ...flows, missingSlots: missing, partial })),
    previous: input.previous.map(({ date, flows, missing, partial }) => ({
      date,
      generation: flows.generation,
      load: flows.load,
      missingSlots: missing,
      partial,
    })),
    running: input.running,
    registers: registersOf(input.ends, input.derived),
    totals: input.ends.length > 1 ? flowsOf(input.ends) : NO_FLOWS,
  };
}
