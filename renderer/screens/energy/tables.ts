/** The energy screen's tables: what is drawn and what the CSV holds come from the same rows. Cells are exact decimals in kWh. */
import type { MonthView } from "../../../shared/ipc/energyViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { csvText } from "../../parts/csv.ts";
import { digitsFor, exact, kilo } from "../../parts/figures.ts";
import { addMonths, dateText } from "../../parts/times.ts";
import { energyWords } from "./words.ts";

/** A cell is text, or Wh to be written as kWh, or nothing known. */
export type Cell = string | { readonly wh: number | null };
export interface DataTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly digits: 2 | 3;
}
export const wh = (value: number | null | undefined): Cell => ({ wh: value ?? null });

export const tableOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): DataTable => ({
  head,
  rows,
  digits: digitsFor(rows.flatMap((row) => row.map((cell) => (typeof cell === "string" ? null : cell.wh)))),
});

export const cellText = (cell: Cell, digits: 2 | 3, lang: Lang): string =>
  typeof cell === "string" ? cell : cell.wh === null ? "–" : kilo(lang, cell.wh, digits);
/** The same figure with as many decimals, a plain minus and no grouping. */
const cellCsv = (cell: Cell, digits: 2 | 3): string =>
  typeof cell === "string" ? cell : cell.wh === null ? "" : exact(cell.wh, 3).slice(0, digits === 2 ? -1 : undefined);
export const tableCsv = (data: DataTable): string =>
  csvText(
    data.head,
    data.rows.map((row) => row.map((cell) => cellCsv(cell, data.digits))),
  );

/** One day of a month with what the ledger adds to it; Wh. */
export interface MonthRow {
  readonly date: string;
  readonly number: number;
  readonly generation: number | null;
  readonly load: number | null;
  readonly own: number | null;
  readonly sold: number;
  readonly toGrid: number | null;
  readonly bought: number;
  readonly fromGrid: number | null;
  readonly missing: number;
  readonly partial: boolean;
  readonly previousGeneration: number | null;
  readonly previousLoad: number | null;
}
export interface DayTrade {
  readonly sold: number;
  readonly bought: number;
}

export const less = (whole: number | null, part: number) => (whole === null ? null : whole - part);

/** Every day of the month, read or not; what was traded is taken out of what crossed the meter, so the parts add up. */
export function monthRows(view: MonthView, traded: ReadonlyMap<string, DayTrade>): MonthRow[] {
  const [year = 1970, month = 1] = view.month.split("-").map(Number);
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = new Map(view.days.map((day) => [day.date, day]));
  const before = new Map(view.previous.map((day) => [Number(day.date.slice(8)), day]));
  return Array.from({ length: count }, (_, i) => {
    const date = `${view.month}-${String(i + 1).padStart(2, "0")}`;
    const day = days.get(date);
    const trade = traded.get(date) ?? { sold: 0, bought: 0 };
    const sold = Math.min(trade.sold, day?.exported ?? 0);
    const bought = Math.min(trade.bought, day?.imported ?? 0);
    return {
      date,
      number: i + 1,
      generation: day?.generation ?? null,
      load: day?.load ?? null,
      own: day?.ownUse ?? null,
      sold,
      toGrid: less(day?.exported ?? null, sold),
      bought,
      fromGrid: less(day?.imported ?? null, bought),
      missing: day?.missingSlots ?? 0,
      partial: day?.partial ?? false,
      previousGeneration: before.get(i + 1)?.generation ?? null,
      previousLoad: before.get(i + 1)?.load ?? null,
    };
  });
}

export function monthTable(view: MonthView, rows: readonly MonthRow[], beside: boolean, lang: Lang): DataTable {
  const t = energyWords.say;
  const kwh = (label: string) => t("inKwh", { label });
  const previous = dateText(lang, addMonths(view.month, -1), "monthName");
  const traded = rows.some((row) => row.sold > 0 || row.bought > 0);
  return tableOf(
    [
      t("dayHead"),
      kwh(t("generatedHead")),
      kwh(t("own")),
      ...(traded ? [kwh(t("sold"))] : []),
      kwh(t(traded ? "toGrid" : "exportedHead")),
      kwh(t("usedHead")),
      ...(traded ? [kwh(t("bought"))] : []),
      kwh(t(traded ? "fromGrid" : "importedHead")),
      ...(beside ? [kwh(t("previousGen", { previous })), kwh(t("previousUsed", { previous }))] : []),
      t("missingHead"),
    ],
    rows
      .filter((row) => row.generation !== null || row.load !== null || row.missing > 0)
      .map((row) => [
        row.date,
        wh(row.generation),
        wh(row.own),
        ...(traded ? [wh(row.sold)] : []),
        wh(row.toGrid),
        wh(row.load),
        ...(traded ? [wh(row.bought)] : []),
        wh(row.fromGrid),
        ...(beside ? [wh(row.previousGeneration), wh(row.previousLoad)] : []),
        String(row.missing),
      ]),
  );
}
