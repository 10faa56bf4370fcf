/** The real home of the sample data: totals, clock changes, days and months, held against a plain sum of the file's own numbers. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DayView, ImportPreview, ImportReport, MonthView } from "../../../shared/ipc/energyViews.ts";
import { SAMPLE, fixture, hasSample, importPath, rowsIn } from "./readingsFixture.ts";

describe.skipIf(!hasSample)("the sample home", () => {
  const rows = hasSample
    ? readFileSync(SAMPLE, "utf8").trimEnd().split("\n").slice(1).map((line) => line.split(",")).map(([time = "", used, made]) => ({ time, used: Math.round(Number(used) * 1000), made: Math.round(Number(made) * 1000) })) // prettier-ignore
    : [];
  const sum = (of: (row: (typeof rows)[number]) => number, day = "") =>
    rows.filter((row) => row.time.startsWith(day)).reduce((total, row) => total + of(row), 0);

  it("is understood without help", () => {
    const { readings } = fixture();
    const preview = readings.previewFile(SAMPLE, null);
    ImportPreview.parse(preview);
    expect(preview).toMatchObject({
      bytes: 625_677,
      choices: { delimiter: ",", decimal: ".", timeColumn: 0, consumptionColumn: 1, generationColumn: 2, unit: "kWh", zone: "Australia/Sydney", meaning: "gross", dateOrder: "ymd" },
      rows: 17_568,
      intervalSeconds: 1800,
      first: "2011-07-01 00:00",
      last: "2012-06-30 23:30",
      gaps: 0,
      clockChanges: [
        { at: "2011-10-02 02:00", kind: "skipped", reading: "zero" },
        { at: "2012-04-01 02:00", kind: "doubled", reading: "summed" },
      ],
    }); // prettier-ignore
    expect(preview.totals).toEqual({
      consumption: sum((row) => row.used),
      generation: sum((row) => row.made),
      exported: sum((row) => Math.max(0, row.made - row.used)),
      imported: sum((row) => Math.max(0, row.used - row.made)),
    });
  });

  it("has its best day where the file's own numbers say", () => {
    const { readings } = fixture();
    const { preview, report } = importPath(readings, SAMPLE);
    ImportReport.parse(report);
    const surplus = new Map<string, number>();
    for (const { time, used, made } of rows)
      surplus.set(time.slice(0, 10), (surplus.get(time.slice(0, 10)) ?? 0) + Math.max(0, made - used));
    const [date, most] = [...surplus].reduce((a, b) => (b[1] > a[1] ? b : a));
    expect(preview.bestDay).toEqual({ date, surplus: most });
    expect(report).toEqual({ file: "ausgrid-home-12-2011-2012.csv", readings: 17_568, days: 366, gaps: 0, merged: null, others: [], plays: "seller", replayDate: date }); // prettier-ignore
  });

  it("shows every day with the file's totals, in 92, 96 or 100 slots that add up", () => {
    const { readings, db } = fixture();
    importPath(readings, SAMPLE);
    const dates = [...new Set(rows.map((row) => row.time.slice(0, 10)))];
    const lengths = new Map<number, number>();
    for (const date of dates) {
      const day = readings.day("file", date, null);
      if (!day) throw new Error(date);
      lengths.set(day.slots, (lengths.get(day.slots) ?? 0) + 1);
      expect(day.totals).toEqual({
        load: sum((row) => row.used, date),
        generation: sum((row) => row.made, date),
        exported: sum((row) => Math.max(0, row.made - row.used), date),
        imported: sum((row) => Math.max(0, row.used - row.made), date),
        ownUse: sum((row) => Math.min(row.used, row.made), date),
      });
      for (const key of ["generation", "load", "exported", "imported"] as const)
        expect(day[key].reduce<number>((total, wh) => total + (wh ?? NaN), 0)).toBe(day.totals[key]);
      for (const { register, from, to } of day.registers)
        expect(to - from).toBe(register === "1.8.0" ? day.totals.imported : day.totals.exported);
    }
    expect([...lengths].sort(([a], [b]) => a - b)).toEqual([[92, 1], [96, 364], [100, 1]]); // prettier-ignore
    expect(rowsIn(db)).toEqual([1, 366 * 96 + 1, 366]);
  });

  it("says what its figures rest on", () => {
    const { readings } = fixture();
    importPath(readings, SAMPLE);
    const notes = (date: string) => readings.day("file", date, null)?.notes;
    expect(notes("2011-10-01")).toEqual(["derivedRegisters", "splitHalfHours"]);
    expect(notes("2011-10-02")).toEqual(["derivedRegisters", "splitHalfHours", "clockForward"]);
    expect(notes("2012-04-01")).toEqual(["derivedRegisters", "splitHalfHours", "clockBack"]);
    DayView.parse(readings.day("file", null, null));
    expect(readings.day("file", null, null)?.date).toBe("2012-06-30");
    expect(readings.day("file", "2010-01-01", null)).toBeNull();
  });

  it("shows months that are the sum of their days and the difference of their registers", () => {
    const { readings } = fixture();
    importPath(readings, SAMPLE);
    let carried = 0;
    for (const month of ["2011-07", "2011-08", "2011-09", "2011-10", "2011-11", "2011-12", "2012-01", "2012-02", "2012-03", "2012-04", "2012-05", "2012-06"]) {
      const view = MonthView.parse(readings.month("file", month, null));
      for (const key of ["generation", "load", "exported", "imported", "ownUse"] as const)
        expect(view.days.reduce((total, day) => total + (day[key] ?? NaN), 0)).toBe(view.totals[key]);
      const imported = view.registers.find((span) => span.register === "1.8.0");
      expect(imported?.from).toBe(carried);
      carried = imported?.to ?? NaN;
      expect(view.days.every((day) => !day.partial && day.missingSlots === 0)).toBe(true);
    } // prettier-ignore
    expect(carried).toBe(sum((row) => Math.max(0, row.used - row.made)));
    expect(readings.month("file", "2011-08", null)?.previous).toHaveLength(31);
  });

  it("is read by other choices when the reader corrects them", () => {
    const { readings } = fixture();
    const first = readings.previewFile(SAMPLE, null);
    const second = readings.previewFile(SAMPLE, { ...first.choices, zone: "Asia/Shanghai", meaning: "boundary" });
    expect(second).toMatchObject({ handle: first.handle, clockChanges: [], totals: { generation: null, consumption: null, imported: sum((row) => row.used), exported: sum((row) => row.made) } }); // prettier-ignore
    const power = readings.previewFile(SAMPLE, { ...first.choices, unit: "kW" });
    expect(power.totals.consumption).toBe(sum((row) => row.used) / 2);
  });
});
