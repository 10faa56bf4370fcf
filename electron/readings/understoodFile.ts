/** From a path and choices (or none) to a home's history: the one way by which preview and import understand a file. */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ImportChoices } from "../../shared/ipc/energyViews.ts";
import { type Aligned, align } from "../../shared/metering/alignment.ts";
import { DAY } from "../../shared/metering/civilTime.ts";
import { namesEnd } from "../../shared/metering/columnNames.ts";
import { type DayTotal, rollUp } from "../../shared/metering/days.ts";
import { type History, historyOf } from "../../shared/metering/history.ts";
import { importFault } from "../../shared/metering/importFault.ts";
import type { Scanned } from "../../shared/metering/meterScan.ts";
import { type Guess, understand } from "../../shared/metering/understand.ts";
import { likeliestZone } from "../../shared/metering/zoneGuess.ts";
import { type ZoneTable, localDay } from "../../shared/metering/zoneTable.ts";
import { type Head, type ScannedFile, readHead, scanFile } from "./meterFile.ts";
import { CANDIDATE_ZONES, systemZone, zoneTable } from "./zones.ts";

export interface Understood {
  readonly choices: ImportChoices;
  readonly file: ScannedFile;
  readonly zone: ZoneTable;
  readonly aligned: Aligned;
  readonly history: History;
  readonly days: readonly DayTotal[];
}

/** Throws import.* faults. */
export function understandFile(path: string, choices: ImportChoices | null): Understood {
  const head = readHead(path);
  if (choices) return withChoices(path, head, choices, null);
  const guess = named(path, () => understand(head.text, head.whole));
  try {
    return withChoices(path, head, { ...guess, zone: systemZone() }, guess);
  } catch (error) {
    // A head within the first twelve days of a month does not tell day from month: the whole file does.
    const other = guess.dateOrder === "dmy" ? "mdy" : guess.dateOrder === "mdy" ? "dmy" : undefined;
    if (!other || !(error instanceof FaultError) || !DATE_FAULTS.has(error.fault.code)) throw error;
    try {
      return withChoices(
        path,
        head,
        { ...guess, dateOrder: other, zone: systemZone() },
        { ...guess, dateOrder: other },
      );
    } catch {
      throw error;
    }
  }
}
const DATE_FAULTS: ReadonlySet<string> = new Set(["import.time", "import.order", "import.interval", "import.duplicate", "import.span"]); // prettier-ignore

/** With a `guess` the zone is open: the clock changes in the file decide among candidates. */
function withChoices(path: string, head: Head, wanted: ImportChoices, guess: Guess | null): Understood {
  const file = scanFile(path, head, wanted);
  return named(path, () => {
    const { scanned, layout } = file;
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
    const history = historyOf(aligned, choices.meaning);
    return { choices, file, zone, aligned, history, days: rollUp(history, zone) };
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

/** Adds the file's name to faults of the pure part. */
function named<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new FaultError(
      error.fault.code,
      { file: path.replace(/^.*[/\\]/, ""), ...error.fault.data },
      error.fault.next,
    );
  }
}
