/** A meter file of any kind as a home's history, with what an import screen shows of it. Telegrams count only where their checksum holds. */
import type { ImportChoices } from "../../ipc/energyViews.ts";
import { FaultError } from "../../ipc/fault.ts";
import type { ClassifiedChange } from "../alignment.ts";
import { civilText } from "../civilTime.ts";
import { type History, QUARTER, historyOf } from "../history.ts";
import { importFault } from "../importFault.ts";
import { decimal } from "../../words/format.ts";
import { gridOf } from "../registers/boundaries.ts";
import { EXPORTED, IMPORTED } from "../registers/obis.ts";
import type { Reading } from "../registers/reading.ts";
import { historyOfRegisters } from "../registers/registerHistory.ts";
import { totalsOf } from "../registers/totals.ts";
import { type ZoneTable, offsetAt } from "../zoneTable.ts";
import { zoneTable } from "../zones.ts";
import { type UnderstoodText, understandDelimited } from "./delimitedFile.ts";
import { readDsmrFile } from "./dsmrFile.ts";
import { readSmlFile } from "./smlFile.ts";
import { type FileKind, fileKindOf } from "./fileKind.ts";
import type { FileBytes, Surroundings } from "./fileText.ts";
import { alignedOf, readGreenButton } from "./greenButtonFile.ts";

export interface UnderstoodHistory {
  readonly kind: FileKind;
  readonly choices: ImportChoices;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  /** Rows, intervals or telegrams. */
  readonly readings: number;
  readonly interval: number;
  /** UTC seconds of the first and last reading. */
  readonly first: number;
  readonly last: number;
  readonly changes: readonly ClassifiedChange[];
  readonly zone: ZoneTable;
  readonly history: History;
  /** By which a file of the same columns is known again; null for one that names none, or of another kind. */
  readonly header: string | null;
  readonly others: UnderstoodText["others"];
}
/** Where meters of a kind stand. */
const METER_ZONE = { dsmr: "Europe/Amsterdam", sml: "Europe/Berlin" } as const;
type Seen = () => (chunk: Uint8Array) => void;

const DAY = 86_400;
/** 100 MW: more is no connection's. */
const MOST_PER_HOUR = 100_000_000;
/** A file of telegrams is one a second to one a quarter-hour: grid points lie between two that are no further apart. */
const NEAR = QUARTER;

/** `choices` null: propose. Of other kinds than delimited text the zone alone is a choice. Throws import.* faults. */
export function understandHistory(
  file: FileBytes,
  choices: ImportChoices | null,
  around: Surroundings,
  seen: Seen,
): UnderstoodHistory {
  const kind = fileKindOf(Uint8Array.from(file.readAt(0, 65_536)));
  switch (kind) {
    case "delimited":
      return delimited(file, choices, around, seen);
    case "greenButton":
      return greenButton(file, choices, around, seen);
    case "dsmr": {
      const read = readDsmrFile(file, seen());
      const bad = read.damage ?? read.doubt;
      if (bad) throw new FaultError(bad.code, bad.data, bad.next);
      return metered("dsmr", read.registers, read.telegrams, choices);
    }
    case "sml": {
      const read = readSmlFile(file, seen());
      if (read.registers.size === 0) throw importFault("smlTimeless");
      return metered("sml", read.registers, read.transmissions, choices);
    }
    default:
      return kind satisfies never;
  }
}

function delimited(
  file: FileBytes,
  choices: ImportChoices | null,
  around: Surroundings,
  seen: Seen,
): UnderstoodHistory {
  const { aligned, layout, scanned, ...understood } = understandDelimited(file, choices, around, seen);
  return {
    kind: "delimited",
    ...understood,
    columns: layout.columns,
    header: layout.header,
    sample: layout.sample,
    readings: scanned.count,
    interval: aligned.interval,
    first: aligned.start,
    last: aligned.start + (aligned.count - 1) * aligned.interval,
    changes: aligned.changes,
  };
}

/** Choices of a file that says itself what it holds; the columns are those of the sample that is shown. */
const sayingChoices = (zone: string, exported: boolean, meaning: ImportChoices["meaning"]): ImportChoices => ({
  delimiter: ",",
  decimal: ".",
  timeColumn: 0,
  consumptionColumn: 1,
  generationColumn: exported ? 2 : null,
  unit: "kWh",
  zone,
  meaning,
  dateOrder: "ymd",
});

function greenButton(
  file: FileBytes,
  choices: ImportChoices | null,
  around: Surroundings,
  seen: Seen,
): UnderstoodHistory {
  const { feed, series, zone: proposed } = readGreenButton(file, around, seen());
  const one = alignedOf(series);
  if (!one) throw importFault("noReadings");
  const { aligned, counters } = one;
  if (![60, 120, 180, 300, 900, 1800, 3600].includes(aligned.interval))
    throw importFault("interval", { line: feed.blocks[0]?.lines[0] ?? 1, column: 1, text: civilText(aligned.start), seconds: aligned.interval }); // prettier-ignore
  const last = aligned.start + (aligned.count - 1) * aligned.interval;
  const zone = zoneTable(choices?.zone ?? proposed, aligned.start - 2 * DAY, last + 2 * DAY);
  const meaning = counters ? "counters" : "boundary";
  const sample = Array.from({ length: Math.min(8, aligned.count) }, (_, k) => {
    const at = aligned.start + k * aligned.interval;
    return [civilText(at + offsetAt(zone, at)), ...[aligned.first, aligned.second].flatMap((values) => (values ? [kWh(values[k] ?? NaN)] : []))]; // prettier-ignore
  });
  const names = [aligned.first ? IMPORTED : null, aligned.second ? EXPORTED : null].filter((name) => name !== null);
  return {
    kind: "greenButton",
    choices: sayingChoices(zone.zone, aligned.second !== null, meaning),
    columns: ["", ...names],
    sample,
    readings: feed.count,
    interval: aligned.interval,
    first: aligned.start,
    last,
    changes: [],
    zone,
    history: historyOf(aligned, meaning),
    header: null,
    others: [],
  };
}

/** mWh as kWh, for the sample. */
const kWh = (milli: number): string => (milli === milli ? decimal(Math.floor((milli + 500) / 1000), 3, 3) : "–");

/** Counters that a meter itself stated, each with its time. */
function metered(
  kind: "dsmr" | "sml",
  registers: ReadonlyMap<string, readonly Reading[]>,
  transmissions: number,
  choices: ImportChoices | null,
): UnderstoodHistory {
  const of = (register: string): readonly Reading[] => registers.get(register) ?? [];
  const nature = { modulus: 1_000_000_000, mostPerHour: MOST_PER_HOUR, resolution: 1000, events: [] };
  const points = (register: string) => {
    const readings = of(register);
    return readings.length === 0 ? null : gridOf(totalsOf(readings, nature), QUARTER, NEAR);
  };
  const readings = of(IMPORTED).length > 0 ? of(IMPORTED) : of(EXPORTED);
  const [first, second, last] = [readings[0], readings[1], readings[readings.length - 1]];
  const history = historyOfRegisters(points(IMPORTED), points(EXPORTED));
  if (!first || !second || !last || !history || history.quarters === 0)
    throw importFault("tooShort", { line: 1, rows: transmissions });
  const zone = zoneTable(choices?.zone ?? METER_ZONE[kind], first.at - 2 * DAY, last.at + 2 * DAY);
  const exported = of(EXPORTED).length > 0;
  return {
    kind,
    choices: sayingChoices(zone.zone, exported, "counters"),
    columns: ["", IMPORTED, ...(exported ? [EXPORTED] : [])],
    sample: of(IMPORTED).slice(0, 8).map(({ at, value }, i) => [civilText(at + offsetAt(zone, at)), kWh(value * 1000), ...(exported ? [kWh((of(EXPORTED)[i]?.value ?? NaN) * 1000)] : [])]), // prettier-ignore
    readings: transmissions,
    interval: second.at - first.at,
    first: first.at,
    last: last.at,
    changes: [],
    zone,
    history,
    header: null,
    others: [],
  };
}
