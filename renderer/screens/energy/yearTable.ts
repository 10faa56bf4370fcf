/** A year by months, as bars and as a table. What was traded is taken out of what crossed the meter, so the parts add up. */
import type { YearView } from "../../../shared/ipc/curveViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { dateText } from "../../parts/times.ts";
import { type DataTable, type DayTrade, less, type MonthRow, tableOf, wh } from "./tables.ts";
import { energyWords } from "./words.ts";

/** Every month of the year, read or not. `date`: "YYYY-MM". */
export function yearRows(view: YearView, traded: ReadonlyMap<string, DayTrade>): MonthRow[] {
  const months = new Map(view.months.map((one) => [one.month, one]));
  const before = new Map(view.previous.map((one) => [one.month.slice(5), one]));
  return Array.from({ length: 12 }, (_, i) => {
    const number = String(i + 1).padStart(2, "0");
    const date = `${view.year}-${number}`;
    const month = months.get(date);
    const trade = traded.get(date) ?? { sold: 0, bought: 0 };
    const sold = Math.min(trade.sold, month?.exported ?? 0);
    const bought = Math.min(trade.bought, month?.imported ?? 0);
    return {
      date,
      number: i + 1,
      generation: month?.generation ?? null,
      load: month?.load ?? null,
      own: month?.ownUse ?? null,
      sold,
      toGrid: less(month?.exported ?? null, sold),
      bought,
      fromGrid: less(month?.imported ?? null, bought),
      missing: month?.missingSlots ?? 0,
      partial: month?.partial ?? false,
      previousGeneration: before.get(number)?.generation ?? null,
      previousLoad: before.get(number)?.load ?? null,
    };
  });
}

export function yearTable(view: YearView, rows: readonly MonthRow[], beside: boolean, lang: Lang): DataTable {
  const t = energyWords.say;
  const kwh = (label: string) => t("inKwh", { label });
  const previous = dateText(lang, String(Number(view.year) - 1), "year");
  const isTraded = rows.some((row) => row.sold > 0 || row.bought > 0);
  return tableOf(
    [
      t("monthHead"),
      kwh(t("generatedHead")),
      kwh(t("own")),
      ...(isTraded ? [kwh(t("sold"))] : []),
      kwh(t(isTraded ? "toGrid" : "exportedHead")),
      kwh(t("usedHead")),
      ...(isTraded ? [kwh(t("bought"))] : []),
      kwh(t(isTraded ? "fromGrid" : "importedHead")),
      ...(beside ? [kwh(t("previousGen", { previous })), kwh(t("previousUsed", { previous }))] : []),
      t("missingHead"),
    ],
    rows
      .filter(
        (row) =>
          row.toGrid !== null || row.fromGrid !== null || row.missing > 0 || (beside && row.previousLoad !== null),
      )
      .map((row) => [
        row.date,
        wh(row.generation),
        wh(row.own),
        ...(isTraded ? [wh(row.sold)] : []),
        wh(row.toGrid),
        wh(row.load),
        ...(isTraded ? [wh(row.bought)] : []),
        wh(row.fromGrid),
        ...(beside ? [wh(row.previousGeneration), wh(row.previousLoad)] : []),
        String(row.missing),
      ]),
  );
}
