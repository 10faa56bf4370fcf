/** What the energy and overview screens draw of the own meter: no seal, it is the reader's own. Energy in Wh, null = no reading. */
import { z } from "zod";

const wh = z.number().int().nullable();
export const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const LocalMonth = z.string().regex(/^\d{4}-\d{2}$/);

/** `replay`: the demo meter's market time; `file`: the imported file's own dates; `devices`: what live devices read, by this computer's clock. */
export const MeterSource = z.enum(["replay", "file", "devices"]);
export type MeterSource = z.infer<typeof MeterSource>;

const SlotSeries = z.array(wh);
const Band = z.array(z.strictObject({ p10: z.number().int(), p50: z.number().int(), p90: z.number().int() }));

export const RegisterSpan = z.strictObject({
  register: z.enum(["1.8.0", "2.8.0"]),
  from: z.number().int(),
  to: z.number().int(),
  derived: z.boolean(),
});

export const DayView = z.strictObject({
  date: LocalDate,
  /** Market seconds of the first slot's start, and how many slots the local day has (92, 96 or 100). */
  start: z.number().int(),
  slots: z.number().int(),
  slotSeconds: z.number().int(),
  generation: SlotSeries,
  load: SlotSeries,
  exported: SlotSeries,
  imported: SlotSeries,
  /** Slots already past; later ones are forecast. Equal to `slots` for a past day. */
  known: z.number().int(),
  forecast: z.strictObject({ from: z.number().int(), generation: Band, load: Band }).nullable(),
  gaps: z.array(z.strictObject({ from: z.number().int(), to: z.number().int() })),
  registers: z.array(RegisterSpan),
  totals: z.strictObject({ generation: wh, load: wh, exported: wh, imported: wh, ownUse: wh }),
  /** What the figures rest on, e.g. half-hours split in two. */
  notes: z.array(z.enum(["derivedRegisters", "splitHalfHours", "clockForward", "clockBack", "replayed"])),
  replay: z.strictObject({ file: z.string(), fileDate: LocalDate }).nullable(),
});
export type DayView = z.infer<typeof DayView>;

export const MonthView = z.strictObject({
  month: LocalMonth,
  days: z.array(
    z.strictObject({
      date: LocalDate,
      generation: wh,
      load: wh,
      exported: wh,
      imported: wh,
      ownUse: wh,
      missingSlots: z.number().int(),
      partial: z.boolean(),
    }),
  ),
  previous: z.array(
    z.strictObject({
      date: LocalDate,
      generation: wh,
      load: wh,
      missingSlots: z.number().int(),
      partial: z.boolean(),
    }),
  ),
  /** The day that is still running, and what its like of the month before came to by the same time of day (seconds). */
  running: z.strictObject({ date: LocalDate, until: z.number().int(), generation: wh, load: wh }).nullable(),
  registers: z.array(RegisterSpan),
  totals: z.strictObject({ generation: wh, load: wh, exported: wh, imported: wh, ownUse: wh }),
});
export type MonthView = z.infer<typeof MonthView>;

/** Average power of the slot under way or last read, W. */
export const LiveView = z.strictObject({
  hasMeter: z.boolean(),
  /** Live devices have read the connection's registers. */
  fromDevices: z.boolean(),
  at: z.number().int().nullable(),
  makingW: z.number().int().nullable(),
  usingW: z.number().int().nullable(),
  exportW: z.number().int().nullable(),
  importW: z.number().int().nullable(),
});
export type LiveView = z.infer<typeof LiveView>;

/** A column of another carrier beside electricity. `counter`: readings of a register, not amounts per interval. */
export const CarrierColumn = z.strictObject({
  column: z.number().int().min(0),
  carrier: z.enum(["gas", "heat", "water"]),
  unit: z.enum(["m³", "L", "kWh", "GJ", "MJ"]),
  counter: z.boolean(),
});
export type CarrierColumn = z.infer<typeof CarrierColumn>;
/** The operator's factor from gas to energy, and the gas day from which it holds. */
export const GasFactorChoice = z.strictObject({ whPerM3: z.number().int().min(1).max(100_000), from: LocalDate });
export type GasFactorChoice = z.infer<typeof GasFactorChoice>;

/** What the importer understood of a file; the reader may correct `columns`, `unit`, `zone` and `meaning`. */
export const ImportChoices = z.strictObject({
  delimiter: z.enum([",", ";", "\t", "|"]),
  decimal: z.enum([".", ","]),
  timeColumn: z.number().int(),
  consumptionColumn: z.number().int().nullable(),
  generationColumn: z.number().int().nullable(),
  unit: z.enum(["kWh", "Wh", "kW", "W"]),
  /** IANA zone of the times in the file. */
  zone: z.string().max(64),
  /** gross: energy used and made per interval; boundary: energy from and to the grid per interval; counters: readings of 1.8.0/2.8.0. */
  meaning: z.enum(["gross", "boundary", "counters"]),
  dateOrder: z.enum(["ymd", "dmy", "mdy"]),
  /** Absent in what was imported before there were any. */
  others: z.array(CarrierColumn).max(3).optional(),
});
export type ImportChoices = z.infer<typeof ImportChoices>;

export const CarrierTotal = z.strictObject({
  carrier: CarrierColumn.shape.carrier,
  unit: z.enum(["L", "Wh", "kJ"]),
  total: z.number().int(),
  energy: wh,
});
export type CarrierTotal = z.infer<typeof CarrierTotal>;
/** Quarter-hours of two files as one, by rule (shared/metering/mergeHistories.ts). `at`: local time, energy in Wh. */
export const SlotReportView = z.strictObject({
  added: z.number().int(),
  same: z.number().int(),
  improved: z.number().int(),
  kept: z.number().int(),
  conflicts: z.array(z.strictObject({ at: z.string(), kept: z.number().int(), other: z.number().int() })),
});
export type SlotReportView = z.infer<typeof SlotReportView>;

/** What else an import does: keep the choices under a name, add the file to the one that is shown, and the gas factor. */
export const ImportWays = z.strictObject({
  profile: z.string().trim().min(1).max(60).nullable(),
  onto: z.boolean(),
  gas: GasFactorChoice.nullable(),
});
export type ImportWays = z.infer<typeof ImportWays>;

export const ImportPreview = z.strictObject({
  handle: z.string(),
  file: z.string(),
  bytes: z.number().int(),
  /** A file of another kind than delimited text says itself what it holds: the zone alone is a choice. */
  kind: z.enum(["delimited", "greenButton", "dsmr", "sml"]),
  choices: ImportChoices,
  columns: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  rows: z.number().int(),
  intervalSeconds: z.number().int(),
  first: z.string(),
  last: z.string(),
  gaps: z.number().int(),
  /**
   * Hours that clock changes skip or double (`at`: their first local time), and how they were read. Skipped: absent, zero
   * (left out) or moved (energy given to the next interval). Doubled: summed (split in two), repeated (in turn) or absent.
   */
  clockChanges: z.array(
    z.strictObject({
      at: z.string(),
      kind: z.enum(["skipped", "doubled"]),
      reading: z.enum(["absent", "zero", "moved", "summed", "repeated"]),
    }),
  ),
  totals: z.strictObject({ consumption: wh, generation: wh, exported: wh, imported: wh }),
  bestDay: z.strictObject({ date: LocalDate, surplus: z.number().int() }).nullable(),
  /** Gas, heat and water of the file, in smallest units (L, Wh, kJ); `energy`: Wh of gas by the factors that are known, null without. */
  others: z.array(CarrierTotal),
  /** The profile by which it was read: choices that were kept for files of this header. */
  profile: z.string().nullable(),
  /** The file names its columns, so its choices can be kept for the next one like it. */
  named: z.boolean(),
  /** The file that is shown now has the same registers: what adding this one to it would come to. */
  onto: z.strictObject({ file: z.string(), report: SlotReportView }).nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportReport = z.strictObject({
  file: z.string(),
  readings: z.number().int(),
  days: z.number().int(),
  gaps: z.number().int(),
  plays: z.enum(["seller", "buyer"]),
  replayDate: LocalDate,
  /** What became of the quarter-hours where the file was added to another one. */
  merged: SlotReportView.nullable(),
  others: z.array(CarrierTotal),
});
export type ImportReport = z.infer<typeof ImportReport>;
