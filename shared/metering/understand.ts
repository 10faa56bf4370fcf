/**
 * What a meter file seems to be, from its head: delimiter, where the data begin, which columns hold time and energy, decimal
 * mark, unit, order of the date, gross or boundary registers. Everything is a proposal that the reader may correct; the
 * layout that follows from corrected choices is worked out by the same rules.
 */
import type { CarrierColumn, ImportChoices } from "../ipc/energyViews.ts";
import { type DateOrder, newReadTime, readClock, readTime } from "./civilTime.ts";
import { carrierNamed, carrierUnit } from "./carrierNames.ts";
import { headerKey } from "./headerKey.ts";
import { type ColumnRole, namesTime, roleOf, unitOf } from "./columnNames.ts";
import { isBlank, readDecimal } from "./decimal.ts";
import { DELIMITERS, type Delimiter, headRows } from "./delimited.ts";
import { importFault } from "./importFault.ts";

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}
const HEAD_ROWS = 1500;
/** Preambles longer than this are no preambles. */
const PREAMBLE = 60;
const ORDERS: readonly DateOrder[] = ["ymd", "dmy", "mdy"];
type Decimal = ImportChoices["decimal"];

/** How the rows of a file are to be read, given the choices. Columns count from 0, lines from 1. */
export interface Layout {
  readonly choices: ImportChoices;
  readonly columns: readonly string[];
  readonly count: number;
  readonly firstLine: number;
  /** A column of its own for the time of day, when `timeColumn` holds dates alone. */
  readonly clockColumn: number | null;
  readonly sample: readonly (readonly string[])[];
  /** By which a file of the same columns is known again; null for one that names none. */
  readonly header: string | null;
}
export type Guess = Omit<ImportChoices, "zone">;

/** Proposes choices for `head`, the beginning of the file (`whole`: all of it). Throws import.columns when nothing fits. */
export function understand(head: string, whole: boolean): Guess {
  const tried = DELIMITERS.map((delimiter) => tryDelimiter(head, whole, delimiter)).filter((one) => one !== undefined);
  const best = tried.reduce<(typeof tried)[number] | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
  if (!best) throw importFault("columns", { line: 1, column: 1, expected: 2, found: 1 });
  return best.guess;
}

function tryDelimiter(head: string, whole: boolean, delimiter: Delimiter): { guess: Guess; score: number } | undefined {
  let rows: Row[];
  try {
    rows = headRows(head, delimiter, HEAD_ROWS, whole);
  } catch {
    return undefined;
  }
  const start = firstDataRow(rows);
  if (!start) return undefined;
  const width = start.cells.length;
  const data = rows.slice(start.row).filter((row) => row.cells.length === width);
  const names = headerOf(rows, start.row, width);
  const timeColumn = start.column;
  const clockColumn = clockColumnOf(start.cells, timeColumn);
  const decimal = decimalOf(data, delimiter, timeColumn);
  const numeric: number[] = [];
  for (let c = 0; c < width; c++) {
    if (c === timeColumn || c === clockColumn || !data.some((row) => !blankCell(row.cells[c]))) continue;
    if (isTimeColumn(data, c)) continue;
    if (mostly(data, (row) => blankCell(row.cells[c]) || !Number.isNaN(numberOf(row.cells[c] ?? "", decimal))))
      numeric.push(c);
  }
  if (numeric.length === 0) return undefined;
  const electric = numeric.filter((c) => carrierNamed(names[c] ?? "") === undefined);
  const roles = assignRoles(names, electric, data, decimal);
  const main = roles.consumption ?? roles.generation;
  if (main === null) return undefined;
  const unit = unitOf(names[main] ?? "") ?? unitFromNames(names, electric) ?? unitFromValues(data, main, decimal);
  const counters =
    unit.endsWith("h") &&
    looksLikeCounters(data, main, decimal) &&
    (roles.generation === null || neverFalls(data, roles.generation, decimal));
  const guess: Guess = {
    delimiter,
    decimal,
    timeColumn,
    consumptionColumn: roles.consumption,
    generationColumn: roles.generation,
    unit,
    meaning: counters ? "counters" : roles.meaning,
    dateOrder: start.order,
  };
  const others = carrierColumns(names, numeric, data, decimal);
  if (others.length > 0) guess.others = others;
  return { guess, score: data.length * 10 + numeric.length };
}

/** The first column of each other carrier. */
function carrierColumns(names: readonly string[], numeric: readonly number[], data: readonly Row[], decimal: Decimal) {
  return (["gas", "heat", "water"] as const).flatMap((carrier): CarrierColumn[] => {
    const column = numeric.find((c) => carrierNamed(names[c] ?? "") === carrier);
    if (column === undefined) return [];
    const counter = looksLikeCounters(data, column, decimal);
    return [{ column, carrier, unit: carrierUnit(names[column] ?? "", carrier), counter }];
  });
}

/** The layout for given choices: where data begin and what the header says. Throws import.choices or import.time. */
export function layoutOf(head: string, whole: boolean, choices: ImportChoices): Layout {
  const rows = headRows(head, choices.delimiter, HEAD_ROWS, whole);
  const time = newReadTime();
  const at = rows.findIndex((row, i) => i <= PREAMBLE && reads(row.cells[choices.timeColumn], choices.dateOrder, time));
  const first = rows[at];
  if (!first) {
    const row = rows.find((one) => one.cells.length > choices.timeColumn && one.cells.length > 1) ?? rows[0];
    if (!row || row.cells.length <= choices.timeColumn)
      throw importFault("columns", { line: row?.line ?? 1, column: choices.timeColumn + 1, expected: choices.timeColumn + 1, found: row?.cells.length ?? 0 }); // prettier-ignore
    const shown = rows[rows.indexOf(row) + 1] ?? row;
    throw importFault("time", { line: shown.line, column: choices.timeColumn + 1, text: (shown.cells[choices.timeColumn] ?? "").slice(0, 40) }); // prettier-ignore
  }
  const count = first.cells.length;
  const { consumptionColumn, generationColumn } = choices;
  if (consumptionColumn === null && generationColumn === null) throw importFault("choices", { choice: "columns" });
  for (const column of [consumptionColumn, generationColumn])
    if (column !== null && (column < 0 || column >= count || column === choices.timeColumn))
      throw importFault("columns", { line: first.line, column: column + 1, expected: column + 1, found: count });
  if (consumptionColumn === generationColumn) throw importFault("choices", { choice: "columns" });
  return {
    choices,
    columns: headerOf(rows, at, count).map((name, i) => (name === "" ? `#${i + 1}` : name)),
    count,
    firstLine: first.line,
    clockColumn: clockColumnOf(first.cells, choices.timeColumn),
    header: headerKey(head),
    sample: rows.slice(at, at + 8).map((row) => row.cells.map((cell) => cell.slice(0, 60))),
  };
}

const blankCell = (cell: string | undefined): boolean => cell === undefined || isBlank(cell, 0, cell.length);
const numberOf = (cell: string, decimal: Decimal): number =>
  readDecimal(cell, 0, cell.length, decimal.charCodeAt(0), 6);
const reads = (cell: string | undefined, order: DateOrder, out = newReadTime()): boolean =>
  cell !== undefined && readTime(cell, 0, cell.length, order, out);
const mostly = (rows: readonly Row[], holds: (row: Row) => boolean): boolean =>
  rows.length > 0 && rows.filter(holds).length >= rows.length * 0.9;
const isTimeColumn = (rows: readonly Row[], c: number): boolean =>
  mostly(rows, (row) => /[-/.:年T]/.test(row.cells[c] ?? "") && ORDERS.some((order) => reads(row.cells[c], order)) && !/^\d*[.,]\d+$/.test(row.cells[c] ?? "")); // prettier-ignore

/** First row from which a column reads as times in one order: row, column and order. */
function firstDataRow(
  rows: readonly Row[],
): { row: number; cells: readonly string[]; column: number; order: DateOrder } | undefined {
  const time = newReadTime();
  for (const [r, { cells }] of rows.slice(0, PREAMBLE).entries()) {
    if (cells.length < 2) continue;
    for (const [c, cell] of cells.slice(0, 32).entries()) {
      // A lone number may be a date (20110701) or Unix time only where nothing else is.
      if (/^[\d.,]+$/.test(cell) && !(c === 0 && /^(\d{8}|\d{10}|\d{12,14})$/.test(cell)) && !/^\d{1,2}\.\d{1,2}\.\d{2,4}$/.test(cell)) continue; // prettier-ignore
      const following = rows.slice(r, r + 400).filter((row) => row.cells.length === cells.length);
      const fits = ORDERS.filter(
        (order) => reads(cell, order, time) && mostly(following, (row) => reads(row.cells[c], order)),
      );
      const order = fits.length > 1 ? steadiest(following, c, fits) : fits[0];
      if (order && following.length >= Math.min(2, rows.length - r)) return { row: r, cells, column: c, order };
    }
  }
  return undefined;
}

/** Of orders that all read, the one whose times advance in the smallest steps. */
function steadiest(rows: readonly Row[], column: number, orders: readonly DateOrder[]): DateOrder {
  const time = newReadTime();
  let best: DateOrder = orders[0] ?? "ymd";
  let least = Infinity;
  for (const order of orders) {
    let sum = 0;
    let before = NaN;
    for (const row of rows) {
      if (!reads(row.cells[column], order, time)) sum += 1e9;
      else if (before === before) sum += time.seconds < before ? 1e9 : time.seconds - before;
      before = time.seconds;
    }
    if (sum < least) [least, best] = [sum, order];
  }
  return best;
}

function headerOf(rows: readonly Row[], at: number, width: number): string[] {
  const above = at > 0 ? rows[at - 1] : undefined;
  const named = above !== undefined && above.cells.length === width && above.cells.some((cell) => /\p{L}/u.test(cell));
  return Array.from({ length: width }, (_, i) => (named ? (above.cells[i] ?? "").trim().slice(0, 80) : ""));
}

function clockColumnOf(cells: readonly string[], timeColumn: number): number | null {
  const time = newReadTime();
  const cell = cells[timeColumn] ?? "";
  if (!ORDERS.some((order) => reads(cell, order, time)) || time.hasClock) return null;
  const next = cells[timeColumn + 1];
  return next !== undefined && !Number.isNaN(readClock(next)) ? timeColumn + 1 : null;
}

function decimalOf(rows: readonly Row[], delimiter: Delimiter, timeColumn: number): Decimal {
  if (delimiter === ",") return ".";
  let commas = 0;
  let points = 0;
  for (const row of rows.slice(0, 500))
    row.cells.forEach((cell, c) => {
      if (c === timeColumn) return;
      if (/^[-+]?\d*,\d+$/.test(cell)) commas++;
      if (/^[-+]?\d*\.\d+$/.test(cell)) points++;
    });
  return commas > points ? "," : ".";
}

function assignRoles(names: readonly string[], numeric: readonly number[], rows: readonly Row[], decimal: Decimal) {
  const find = (role: ColumnRole): number | null => numeric.find((c) => roleOf(names[c] ?? "") === role) ?? null;
  const [used, made, from, to] = [find("consumption"), find("generation"), find("import"), find("export")];
  if (used !== null && made !== null) return { consumption: used, generation: made, meaning: "gross" as const };
  if (from !== null) return { consumption: from, generation: to, meaning: "boundary" as const };
  if (used !== null && to !== null) return { consumption: used, generation: to, meaning: "boundary" as const };
  if (used !== null) return { consumption: used, generation: null, meaning: "gross" as const };
  if (made !== null || to !== null) {
    const other = numeric.find((c) => c !== made && c !== to) ?? null;
    return { consumption: other, generation: made ?? to, meaning: made !== null ? ("gross" as const) : ("boundary" as const) }; // prettier-ignore
  }
  const nameless = numeric.filter((c) => !namesTime(names[c] ?? ""));
  const [one, two] = [nameless[0] ?? null, nameless[1] ?? null];
  if (two !== null && mostlyZero(rows, two, decimal))
    return { consumption: one, generation: two, meaning: "gross" as const };
  if (one !== null && two !== null && mostlyZero(rows, one, decimal))
    return { consumption: two, generation: one, meaning: "gross" as const };
  return { consumption: one, generation: null, meaning: "gross" as const };
}

/** Zero for a good part of the time, as a generator is at night. */
const mostlyZero = (rows: readonly Row[], c: number, decimal: Decimal): boolean =>
  rows.filter((row) => numberOf(row.cells[c] ?? "", decimal) === 0).length >= rows.length * 0.25;

const unitFromNames = (names: readonly string[], numeric: readonly number[]) =>
  numeric.map((c) => unitOf(names[c] ?? "")).find((unit) => unit !== undefined);

/** Without a word: fractions are kWh, large whole numbers Wh. */
function unitFromValues(rows: readonly Row[], c: number, decimal: Decimal): "kWh" | "Wh" {
  let largest = 0;
  for (const row of rows) {
    const value = numberOf(row.cells[c] ?? "", decimal);
    if (Number.isNaN(value)) continue;
    if (value % 1_000_000 !== 0) return "kWh";
    largest = Math.max(largest, value);
  }
  return largest >= 50_000_000 ? "Wh" : "kWh";
}

function neverFalls(rows: readonly Row[], c: number, decimal: Decimal): boolean {
  let before = 0;
  return rows.every((row) => {
    const value = numberOf(row.cells[c] ?? "", decimal);
    if (Number.isNaN(value)) return true;
    const falls = value < before;
    before = value;
    return !falls;
  });
}

/** Values that never fall over many rows, and rise well above their own steps, are readings of a counter. */
function looksLikeCounters(rows: readonly Row[], c: number, decimal: Decimal): boolean {
  let rises = 0;
  let before = NaN;
  let first = NaN;
  for (const row of rows) {
    const value = numberOf(row.cells[c] ?? "", decimal);
    if (Number.isNaN(value)) continue;
    if (value > before) rises++;
    if (first !== first) first = value;
    before = value;
  }
  return neverFalls(rows, c, decimal) && rises >= 5 && rises >= rows.length / 4 && rows.length >= 12 && first > 0;
}
