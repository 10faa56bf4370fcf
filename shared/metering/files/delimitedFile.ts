/** From a delimited file and choices (or none) to a home's history: the one way by which preview, import and command line understand it. */
import { FaultError } from "../../ipc/fault.ts";
import type { CarrierColumn, ImportChoices } from "../../ipc/energyViews.ts";
import { type Aligned, align } from "../alignment.ts";
import { scanUnit } from "../carrierColumns.ts";
import { DAY } from "../civilTime.ts";
import { namesEnd } from "../columnNames.ts";
import { type History, historyOf } from "../history.ts";
import { importFault } from "../importFault.ts";
import { MeterScan, type Scanned } from "../meterScan.ts";
import { type Guess, type Layout, layoutOf, understand } from "../understand.ts";
import { likeliestZone } from "../zoneGuess.ts";
import { type ZoneTable, localDay } from "../zoneTable.ts";
import { CANDIDATE_ZONES, zoneTable } from "../zones.ts";
import { type FileBytes, type Head, headOf, type Surroundings, textOf } from "./fileText.ts";

export interface UnderstoodText {
  readonly choices: ImportChoices;
  readonly layout: Layout;
  readonly scanned: Scanned;
  readonly zone: ZoneTable;
  readonly aligned: Aligned;
  readonly history: History;
  /** Columns of other carriers, each on its own grid: thousandths of the unit that it is scanned as. */
  readonly others: readonly { readonly column: CarrierColumn; readonly aligned: Aligned }[];
}
type Seen = (chunk: Uint8Array) => void;

/** Throws import.* faults. */
/** `seen`: starts a new look at the bytes each time the file is read. */
export function understandDelimited(
  file: FileBytes,
  choices: ImportChoices | null,
  around: Surroundings,
  seen: () => Seen,
): UnderstoodText {
  const head = headOf(file, around.decoding);
  const read: Reader = (wanted, guess) => withChoices(file, head, wanted, guess, around, seen());
  if (choices) return read(choices, null);
  const guess = understand(head.text, head.whole);
  try {
    return read({ ...guess, zone: around.zone }, guess);
  } catch (error) {
    // A head within the first twelve days of a month does not tell day from month: the whole file does.
    const other = guess.dateOrder === "dmy" ? "mdy" : guess.dateOrder === "mdy" ? "dmy" : undefined;
    if (!other || !(error instanceof FaultError) || !DATE_FAULTS.has(error.fault.code)) throw error;
    try {
      return read({ ...guess, dateOrder: other, zone: around.zone }, { ...guess, dateOrder: other });
    } catch {
      throw error;
    }
  }
}
const DATE_FAULTS: ReadonlySet<string> = new Set(["import.time", "import.order", "import.interval", "import.duplicate", "import.span"]); // prettier-ignore

type Reader = (wanted: ImportChoices, guess: Guess | null) => UnderstoodText;

/** With a `guess` the zone is open: the clock changes in the file decide among candidates. */
function withChoices(
  file: FileBytes,
  head: Head,
  wanted: ImportChoices,
  guess: Guess | null,
  around: Surroundings,
  seen: Seen,
): UnderstoodText {
  const layout = layoutOf(head.text, head.whole, wanted);
  const scan = new MeterScan(layout);
  for (const text of textOf(file, head.encoding, around.decoding, seen)) scan.push(text);
  const scanned = scan.end();
  const tables = (zone: string) => zoneTable(zone, (scanned.times[0] ?? NaN) - 2 * DAY, latest(scanned) + 2 * DAY);
  let zone = tables(wanted.zone);
  if (guess && !scanned.absolute) {
    const candidates = [zone, ...CANDIDATE_ZONES.filter((name) => name !== wanted.zone).map(tables)];
    zone = candidates[likeliestZone(scanned, candidates)] ?? zone;
  }
  const choices = { ...wanted, zone: zone.zone };
  const aligned = align(scanned, {
    zone,
    timeColumn: choices.timeColumn,
    stampedAtEnd: namesEnd(layout.columns[choices.timeColumn] ?? "") ? true : undefined,
    power: choices.meaning !== "counters" && (choices.unit === "kW" || choices.unit === "W"),
    counters: choices.meaning === "counters",
  });
  refuseCutOff(scanned, aligned, zone, choices, layout.count);
  refuseFalling(scanned, choices);
  const others = (choices.others ?? []).map((column) => ({ column, aligned: other(file, head, choices, column, zone, around) })); // prettier-ignore
  return { choices, layout, scanned, zone, aligned, history: historyOf(aligned, choices.meaning), others };
}

/** One column of another carrier, read like one of electricity. */
function other(
  file: FileBytes,
  head: Head,
  choices: ImportChoices,
  column: CarrierColumn,
  zone: ZoneTable,
  around: Surroundings,
): Aligned {
  const layout = layoutOf(head.text, head.whole, {
    ...choices,
    consumptionColumn: column.column,
    generationColumn: null,
    unit: scanUnit(column.unit).as,
    meaning: column.counter ? "counters" : "boundary",
  });
  const scan = new MeterScan(layout);
  for (const text of textOf(file, head.encoding, around.decoding)) scan.push(text);
  return align(scan.end(), {
    zone,
    timeColumn: choices.timeColumn,
    stampedAtEnd: namesEnd(layout.columns[choices.timeColumn] ?? "") ? true : undefined,
    power: false,
    counters: column.counter,
  });
}

const latest = (scanned: Scanned): number => Math.max(scanned.times[0] ?? NaN, scanned.times[scanned.count - 1] ?? NaN);

/** Short lists are typed by hand and often lack the last line end; an export of days that stops in mid-line was cut off. */
const TYPED_BY_HAND = 200;

/** A last number may have lost digits without looking wrong: without a line end only a file that ends with a day is whole. */
function refuseCutOff(
  scanned: Scanned,
  aligned: Aligned,
  zone: ZoneTable,
  choices: ImportChoices,
  count: number,
): void {
  if (!scanned.unterminated || scanned.count < TYPED_BY_HAND) return;
  const end = aligned.start + (aligned.count - (choices.meaning === "counters" ? 1 : 0)) * aligned.interval;
  if (localDay(zone, end) !== localDay(zone, end - 1)) return;
  throw importFault("truncated", {
    line: scanned.lines[scanned.count - 1] ?? 0,
    column: count,
    expected: count,
    found: count,
  });
}

/** Counters only rise; one that falls was reset, exchanged or is no counter. */
function refuseFalling(scanned: Scanned, choices: ImportChoices): void {
  if (choices.meaning !== "counters") return;
  for (const [register, column] of [
    [scanned.first, choices.consumptionColumn],
    [scanned.second, choices.generationColumn],
  ] as const) {
    let before = 0;
    for (let i = 0; register && i < scanned.count; i++) {
      const value = register[i] ?? NaN;
      if (value < before) throw importFault("counterBack", { line: (scanned.lines[i] ?? 0), column: (column ?? 0) + 1, text: `${value / 1000}` }); // prettier-ignore
      if (value === value) before = value;
    }
  }
}
