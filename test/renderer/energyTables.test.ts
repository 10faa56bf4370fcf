/** "Export is exactly what is on screen": the CSV has the table's rows and figures, and parts add up to wholes. */
import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import { csvText } from "../../renderer/parts/csv.ts";
import { i18n } from "../../renderer/words/i18n.ts";
import {
  cellText,
  dayTable,
  type DataTable,
  monthRows,
  monthTable,
  tableCsv,
} from "../../renderer/screens/energy/tables.ts";
import type { DayView, MonthView } from "../../shared/ipc/energyViews.ts";
import { mockBridge } from "./mockBridge.ts";

const bridge = mockBridge({ scene: "full", lang: "en", theme: "light", simulated: true, daySlots: 96 });
const value = async <T>(method: string, input: unknown): Promise<T> =>
  ((await bridge.call(method, input)) as { ok: true; value: T }).value;

/** The CSV's cells, and the drawn cells written plainly. */
function csvAndDrawn(table: DataTable) {
  const drawn = table.rows.map((row) =>
    row.map((cell) => {
      const text = cellText(cell, table.digits, "en");
      return text === "–" ? "" : typeof cell === "string" ? text : text.replaceAll(",", "").replace("−", "-");
    }),
  );
  return { csv: Papa.parse<string[]>(tableCsv(table).slice(1).trimEnd()).data, drawn: [[...table.head], ...drawn] };
}

describe("energy tables", () => {
  let day: DayView;
  let month: MonthView;
  beforeAll(async () => {
    await i18n.changeLanguage("en");
    day = await value<DayView>("energy.day", { source: "replay", date: null });
    month = await value<MonthView>("energy.month", { source: "replay", month: null });
  });
  test("a day's CSV holds the drawn figures, one row per slot", () => {
    const table = dayTable(day, []);
    expect(table.rows).toHaveLength(96);
    const { csv, drawn } = csvAndDrawn(table);
    expect(csv).toEqual(drawn);
  });
  test("a month's CSV holds the drawn figures", () => {
    const { csv, drawn } = csvAndDrawn(monthTable(month, monthRows(month, new Map()), true, "en"));
    expect(csv).toEqual(drawn);
  });
  test("what was traded is taken out of what crossed the meter", () => {
    const [first] = month.days;
    const rows = monthRows(month, new Map([[first?.date ?? "", { sold: 1000, bought: 500 }]]));
    expect(rows[0]).toMatchObject({
      sold: 1000,
      toGrid: (first?.exported ?? 0) - 1000,
      bought: 500,
      fromGrid: (first?.imported ?? 0) - 500,
    });
    expect((rows[0]?.own ?? 0) + (rows[0]?.sold ?? 0) + (rows[0]?.toGrid ?? 0)).toBe(first?.generation);
    expect((rows[0]?.own ?? 0) + (rows[0]?.bought ?? 0) + (rows[0]?.fromGrid ?? 0)).toBe(first?.load);
  });
  test("more was contracted than crossed the meter: nothing goes below zero", () => {
    const [first] = month.days;
    const rows = monthRows(month, new Map([[first?.date ?? "", { sold: 99_999_999, bought: 0 }]]));
    expect(rows[0]?.toGrid).toBe(0);
    expect(rows[0]?.sold).toBe(first?.exported);
  });
});

test("CSV quotes what needs it and defuses formulas", () => {
  expect(
    csvText(
      ["a,b", 'c"d'],
      [
        ["=1+1", "-2.5"],
        ["+x", "−3"],
      ],
    ),
  ).toBe('\uFEFF"a,b","c""d"\r\n\'=1+1,-2.5\r\n\'+x,−3\r\n');
});
