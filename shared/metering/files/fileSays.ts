/** What any supported meter file says, register by register: units, rhythm, first and last, gaps, totals. For people and programs alike. */
import type { Fault } from "../../ipc/fault.ts";
import type { Aligned } from "../alignment.ts";
import type { TelegramMeaning } from "../dsmr/telegramMeaning.ts";
import type { IntervalSeries } from "../greenButton/intervalSeries.ts";
import { CARRIER_REGISTER, scanUnit } from "../carrierColumns.ts";
import { type History, MISSING, QUARTER, SUBSTITUTED } from "../history.ts";
import { importFault } from "../importFault.ts";
import { EXPORTED, IMPORTED, carrierOf, readObis } from "../registers/obis.ts";
import type { Carrier, Reading, Unit } from "../registers/reading.ts";
import { type UnderstoodText, understandDelimited } from "./delimitedFile.ts";
import { type DsmrFile, readDsmrFile } from "./dsmrFile.ts";
import { type FileKind, fileKindOf } from "./fileKind.ts";
import { type FileBytes, type Surroundings, refuseSize } from "./fileText.ts";
import { type SmlFile, readSmlFile } from "./smlFile.ts";
import { readGreenButton } from "./greenButtonFile.ts";

export interface RegisterSays {
  /** OBIS code; "" for a figure that is no register (gross consumption or generation). */
  readonly register: string;
  readonly name: string;
  readonly carrier: Carrier | null;
  readonly unit: Unit;
  /** counter: its readings; interval: energy per interval; moment: a value of the moment; derived: worked out from gross figures. */
  readonly kind: "counter" | "interval" | "moment" | "derived";
  readonly readings: number;
  /** Seconds between readings; null for fewer than two. */
  readonly interval: number | null;
  /** UTC seconds of the first and last reading or interval's start; null where the file states no time. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of a counter or a moment. */
  readonly firstValue: number | null;
  readonly lastValue: number | null;
  /** Energy or volume from first to last; null where it is not known. */
  readonly total: number | null;
  /** Runs without a reading, and how many readings they lack. */
  readonly gaps: number;
  readonly missing: number;
  readonly substituted: number;
}
export interface Telegrams extends Pick<DsmrFile, "telegrams" | "checksums" | "skipped"> {
  readonly identification: string;
  /** Lines of the last telegram that are no objects. */
  readonly unknownLines: DsmrFile["last"]["unknown"];
}
export interface FileSays {
  readonly kind: FileKind;
  /** IANA zone of the file's clock, or of this computer where the file does not say. */
  readonly zone: string;
  readonly registers: readonly RegisterSays[];
  readonly meaning: TelegramMeaning | null;
  readonly telegrams: Telegrams | null;
  readonly sml: Pick<SmlFile, "transmissions" | "server" | "skipped"> | null;
  readonly clockChanges: Aligned["changes"];
  /** The file is damaged, though it could be read. */
  readonly damage: Fault | null;
  /** Nobody can say whether it is. */
  readonly doubt: Fault | null;
}

/** Throws import.* faults. */
export function fileSays(file: FileBytes, around: Surroundings): FileSays {
  refuseSize(file.bytes);
  const kind = fileKindOf(Uint8Array.from(file.readAt(0, 65_536)));
  const none = { meaning: null, telegrams: null, sml: null, clockChanges: [], damage: null, doubt: null };
  switch (kind) {
    case "sml":
      return smlSays(readSmlFile(file));
    case "dsmr":
      return dsmrSays(readDsmrFile(file));
    case "greenButton": {
      const { series, zone } = readGreenButton(file, around);
      if (series.length === 0) throw importFault("noReadings");
      return { kind, zone, registers: series.map(seriesSays), ...none };
    }
    case "delimited": {
      const { choices, layout, aligned, history, others } = understandDelimited(
        file,
        null,
        around,
        () => () => undefined,
      );
      const column = (index: number | null): string => (index === null ? "" : (layout.columns[index] ?? ""));
      const names = [column(choices.consumptionColumn), column(choices.generationColumn)] as const;
      const registers = [aligned.first, aligned.second].flatMap((values, i) =>
        values ? [columnSays(aligned, values, choices.meaning, i, names[i] ?? "")] : [],
      );
      const derived = choices.meaning === "gross" ? derivedSays(history) : [];
      return {
        kind,
        ...none,
        zone: choices.zone,
        registers: [...registers, ...derived, ...others.map((one) => otherSays(one, column(one.column.column)))],
        clockChanges: aligned.changes,
      };
    }
    default:
      return kind satisfies never;
  }
}

function dsmrSays(file: DsmrFile): FileSays {
  const { meaning, registers, telegrams, checksums, skipped, last, damage, doubt } = file;
  const counters = [...registers].map(([register, readings]) => readingsSay(register, readings));
  const timeless = meaning.at === null ? meaning.registers.filter(({ counter }) => counter) : [];
  const moments = [...timeless, ...meaning.registers.filter(({ counter }) => !counter)];
  return {
    kind: "dsmr",
    zone: "Europe/Amsterdam",
    registers: [
      ...counters,
      ...moments.map(({ register, counter, value, unit, at }): RegisterSays => {
        const time = at ?? meaning.at;
        return { ...blank(register, unit), kind: counter ? "counter" : "moment", readings: 1, first: time, last: time, firstValue: value, lastValue: value }; // prettier-ignore
      }),
    ],
    meaning,
    sml: null,
    telegrams: { telegrams, checksums, skipped, identification: last.identification, unknownLines: last.unknown },
    clockChanges: [],
    damage,
    doubt,
  };
}

function smlSays(file: SmlFile): FileSays {
  const { last, registers, seen, transmissions, server, skipped } = file;
  return {
    kind: "sml",
    zone: "Europe/Berlin",
    registers: last.map(({ register, counter, value, unit, at }): RegisterSays => {
      const readings = registers.get(register);
      if (readings) return readingsSay(register, readings);
      const { count = 1, first = value } = seen.get(register) ?? {};
      const total = counter && count > 1 && value >= first ? value - first : null;
      return { ...blank(register, unit), kind: counter ? "counter" : "moment", readings: count, first: at, last: at, firstValue: first, lastValue: value, total }; // prettier-ignore
    }),
    meaning: null,
    telegrams: null,
    sml: { transmissions, server, skipped },
    clockChanges: [],
    damage: null,
    doubt: null,
  };
}

function blank(register: string, unit: Unit): RegisterSays {
  const code = readObis(register);
  return {
    register,
    name: "",
    carrier: (code && carrierOf(code.medium)) ?? null,
    unit,
    kind: "counter",
    readings: 0,
    interval: null,
    first: null,
    last: null,
    firstValue: null,
    lastValue: null,
    total: null,
    gaps: 0,
    missing: 0,
    substituted: 0,
  };
}

function readingsSay(register: string, readings: readonly Reading[]): RegisterSays {
  const [first, last] = [readings[0], readings[readings.length - 1]];
  if (!first || !last) return blank(register, "Wh");
  const steps = readings.slice(1).map(({ at }, i) => at - (readings[i]?.at ?? at));
  const interval = usual(steps);
  const long = interval === null ? [] : steps.filter((step) => step > interval * 1.5);
  const falls = readings.some(({ value }, i) => i > 0 && value < (readings[i - 1]?.value ?? value));
  return {
    ...blank(register, first.unit),
    readings: readings.length,
    interval,
    first: first.at,
    last: last.at,
    firstValue: first.value,
    lastValue: last.value,
    total: readings.length < 2 || falls ? null : last.value - first.value,
    gaps: long.length,
    missing: long.reduce((sum, step) => sum + Math.round(step / (interval ?? step)) - 1, 0),
    substituted: readings.filter(({ quality }) => quality === "substituted").length,
  };
}

function usual(steps: readonly number[]): number | null {
  const seen = new Map<number, number>();
  for (const step of steps) seen.set(step, (seen.get(step) ?? 0) + 1);
  return [...seen].reduce<readonly [number, number] | null>((best, one) => (!best || one[1] > best[1] ? one : best), null)?.[0] ?? null; // prettier-ignore
}

/** `values`: thousandths of the unit, NaN = missing. */
function gridSays(
  said: RegisterSays,
  grid: Pick<Aligned, "start" | "interval" | "count">,
  values: Float64Array,
  counters: boolean,
): RegisterSays {
  let [readings, gaps, missing, sum] = [0, 0, 0, 0];
  let firstValue: number | null = null;
  let lastValue: number | null = null;
  for (let k = 0; k < grid.count; k++) {
    const value = values[k] ?? NaN;
    if (value !== value) {
      missing++;
      if (k === 0 || values[k - 1] === values[k - 1]) gaps++;
      continue;
    }
    readings++;
    sum += value;
    firstValue ??= Math.floor((value + 500) / 1000);
    lastValue = Math.floor((value + 500) / 1000);
  }
  const total = counters ? (firstValue === null || lastValue === null ? null : lastValue - firstValue) : Math.floor((sum + 500) / 1000); // prettier-ignore
  return {
    ...said,
    kind: counters ? "counter" : "interval",
    readings,
    interval: grid.interval,
    first: grid.start,
    last: grid.start + (grid.count - 1) * grid.interval,
    firstValue: counters ? firstValue : null,
    lastValue: counters ? lastValue : null,
    total,
    gaps,
    missing,
  };
}

const ones = (marks: Uint8Array, mark: number): number => marks.reduce((sum, one) => sum + (one === mark ? 1 : 0), 0);

function seriesSays(series: IntervalSeries): RegisterSays {
  const said = { ...blank(series.register, series.unit), name: series.title, carrier: series.carrier };
  return { ...gridSays(said, series, series.values, series.counters), substituted: ones(series.quality, SUBSTITUTED) };
}

function columnSays(
  aligned: Aligned,
  values: Float64Array,
  meaning: string,
  index: number,
  name: string,
): RegisterSays {
  const register = meaning === "gross" ? "" : index === 0 ? IMPORTED : EXPORTED;
  const said = { ...blank(register, "Wh"), name, carrier: "electricity" as const };
  return { ...gridSays(said, aligned, values, meaning === "counters"), substituted: ones(aligned.substituted, 1) };
}

/** A column of gas, heat or water, in our smallest unit. */
function otherSays({ column, aligned }: UnderstoodText["others"][number], name: string): RegisterSays {
  const { by, unit } = scanUnit(column.unit);
  const said = { ...blank(CARRIER_REGISTER[column.carrier], unit), name, carrier: column.carrier };
  // The scan counts in thousandths of its own unit; those of ours are `by` to one.
  const thousandths = (aligned.first ?? new Float64Array(0)).map((value) => (value * 1000) / by);
  return { ...gridSays(said, aligned, thousandths, column.counter), substituted: ones(aligned.substituted, 1) };
}

/** What crosses the connection point when both gross figures are known. */
function derivedSays(history: History): RegisterSays[] {
  return [[IMPORTED, history.imported] as const, [EXPORTED, history.exported] as const].flatMap(
    ([register, counters]) => {
      if (!counters) return [];
      const known = [...counters].filter((value) => value === value);
      let gaps = 0;
      history.quality.forEach((one, k) => {
        if (one === MISSING && history.quality[k - 1] !== MISSING) gaps++;
      });
      return [{
      ...blank(register, "Wh"),
      kind: "derived" as const,
      readings: known.length,
      interval: QUARTER,
      first: history.start,
      last: history.start + history.quarters * QUARTER,
      firstValue: known[0] ?? null,
      lastValue: known[known.length - 1] ?? null,
      total: (known[known.length - 1] ?? 0) - (known[0] ?? 0),
      gaps,
      missing: ones(history.quality, MISSING),
      substituted: ones(history.quality, SUBSTITUTED),
    }]; // prettier-ignore
    },
  );
}
