/** "Export is exactly what is on screen": the CSV has the table's rows and figures, and parts add up to wholes. */
import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import { csvText } from "../../renderer/parts/csv.ts";
import { i18n } from "../../renderer/words/i18n.ts";
import { cellText, type DataTable, monthRows, monthTable, tableCsv } from "../../renderer/screens/energy/tables.ts";
import { LAYERS } from "../../renderer/screens/energy/curve/layers.ts";
import { ribbonOf } from "../../renderer/screens/energy/curve/stretch.ts";
import { curveTable } from "../../renderer/screens/energy/curveTable.ts";
import { yearRows, yearTable } from "../../renderer/screens/energy/yearTable.ts";
import type { CurveView, YearView } from "../../shared/ipc/curveViews.ts";
import type { MonthView } from "../../shared/ipc/energyViews.ts";
import { sampleCurve } from "./mock/sampleCurve.ts";
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
  let month: MonthView;
  beforeAll(async () => {
    await i18n.changeLanguage("en");
    month = await value<MonthView>("energy.month", { source: "replay", month: null });
  });
  test.each([1, 7])("the CSV of %i days holds the drawn figures, one row per point", async (days) => {
    const view = await value<CurveView>("energy.curve", { source: "replay", from: null, days });
    const before = await value<CurveView>("energy.curve", { source: "replay", from: "2026-06-08", days });
    const part = { from: 20, to: view.at.length - 4 };
    const block = { key: "a", from: 30, wh: [100, 200, 300], side: "sell" as const, done: 32, offer: false, label: "" };
    const table = curveTable(
      { stretch: view, part, layers: new Set(LAYERS), blocks: [block], before, previousName: "8 June", more: [] },
      "en",
    );
    expect(table.rows).toHaveLength(part.to - part.from);
    const { csv, drawn } = csvAndDrawn(table);
    expect(csv).toEqual(drawn);
    // What is drawn as generation stands in the table, point by point, and so does what was sold.
    const ribbon = ribbonOf(view, part);
    const at = (head: string) => table.head.indexOf(head);
    const column = (head: string) => table.rows.map((row) => (row[at(head)] as { wh: number | null }).wh);
    expect(column("Generated, kWh")).toEqual(ribbon.generation);
    expect(column("Used, kWh")).toEqual(ribbon.load);
    expect(column("Sold, kWh").slice(9, 14)).toEqual([0, 100, 200, 300, 0]);
  });
  test("wider points hold sums with their extents, and what was sold in them", () => {
    const view = sampleCurve(
      "2026-06-01",
      Array.from({ length: 30 }, () => ({
        slots: 96,
        held: (slot: number) => ({ own: slot, out: 10, into: 5 }),
      })),
    );
    expect(view.width).toBe(8);
    const block = { key: "a", from: 6, wh: [100, 200, 300], side: "sell" as const, done: 9, offer: false, label: "" };
    const table = curveTable(
      { stretch: view, part: { from: 0, to: 3 }, layers: new Set(["contracts"]), blocks: [block], before: null, previousName: "", more: [] },
      "en",
    ); // prettier-ignore
    const { csv, drawn } = csvAndDrawn(table);
    expect(csv).toEqual(drawn);
    const column = (head: string) =>
      table.rows.map((row) => (row[table.head.indexOf(head)] as { wh: number | null }).wh);
    expect(column("Generated, kWh")).toEqual([108, 172, 236]);
    expect(column("Generated, highest quarter-hour, kWh")).toEqual([17, 25, 33]);
    expect(column("Sold, kWh")).toEqual([300, 300, 0]);
  });
  test("a row says what it rests on: read, substituted, partly, missing, still to come", () => {
    const held = (slot: number) => (slot === 3 || slot > 90 ? null : { own: 1, out: 1, into: 1 });
    const view = sampleCurve("2026-06-01", [{ slots: 96, held, substituted: (slot) => slot === 5 }], 92);
    const table = curveTable(
      { stretch: view, part: { from: 0, to: 96 }, layers: new Set(), blocks: [], before: null, previousName: "", more: [] },
      "en",
    ); // prettier-ignore
    const kinds = table.rows.map((row) => row.at(-1));
    expect([0, 3, 5, 91, 92].map((i) => kinds[i])).toEqual(["reading", "no reading", "substituted", "no reading", "still to come"]); // prettier-ignore
  });
  test("a year's CSV holds the drawn figures, and its parts add up to what was made and used", async () => {
    const year = await value<YearView>("energy.year", { source: "replay", year: null });
    const [first] = year.months;
    const rows = yearRows(year, new Map([[first?.month ?? "", { sold: 1000, bought: 500 }]]));
    const { csv, drawn } = csvAndDrawn(yearTable(year, rows, true, "en"));
    expect(csv).toEqual(drawn);
    for (const row of rows) {
      expect(row.generation === null ? null : (row.own ?? NaN) + row.sold + (row.toGrid ?? NaN)).toBe(row.generation);
      expect(row.load === null ? null : (row.own ?? NaN) + row.bought + (row.fromGrid ?? NaN)).toBe(row.load);
    }
    expect(rows[0]).toMatchObject({ sold: 1000, toGrid: (first?.exported ?? 0) - 1000 });
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
