/** Delimited text, the second time: choices kept by header, files added to each other by rule, gas, heat and water beside electricity. */
import { describe, expect, it } from "vitest";
import { ImportPreview, ImportReport, type ImportWays } from "../../../shared/ipc/energyViews.ts";
import { fileSays } from "../../../shared/metering/files/fileSays.ts";
import { SURROUNDINGS, withMeterFile } from "../../../electron/readings/meterFile.ts";
import { FILES_DEVICE } from "../../../electron/readings/carrierImport.ts";
import { faultOf, fixture } from "./readingsFixture.ts";

const ALONE: ImportWays = { profile: null, onto: false, gas: null };
const two = (n: number): string => String(n).padStart(2, "0");
/** Quarter-hours of June 2026 from a day on; `row` gives the cells after the time. */
const table = (header: string, fromDay: number, days: number, row: (k: number) => string): string =>
  [
    header,
    ...Array.from({ length: days * 96 }, (_, i) => {
      const k = (fromDay - 1) * 96 + i;
      return `2026-06-${two(1 + Math.floor(k / 96))} ${two(Math.floor(k / 4) % 24)}:${two((k % 4) * 15)};${row(k)}`;
    }),
  ].join("\n") + "\n";
const HEADER = "Zeitstempel;Wert A;Wert B";
const plain = (fromDay: number, days: number, of = (k: number) => k % 7) =>
  table(HEADER, fromDay, days, (k) => `0,${100 + of(k)};0,${200 + (k % 5)}`);

describe("a profile", () => {
  it("proposes what was corrected for the next file of the same header, under its name", () => {
    const { readings, file } = fixture();
    const first = readings.previewFile(file("june.csv", plain(1, 3)), null);
    expect(first).toMatchObject({ profile: null, named: true });
    const choices = { ...first.choices, consumptionColumn: 2, generationColumn: 1, unit: "kW", meaning: "boundary", zone: "Asia/Shanghai" } as const; // prettier-ignore
    readings.importFile(first.handle, choices, null, { ...ALONE, profile: "Portal" });
    const next = readings.previewFile(file("july.csv", plain(4, 3)), null);
    expect(ImportPreview.parse(next)).toMatchObject({ profile: "Portal", choices });
    const other = readings.previewFile(file("other.csv", plain(4, 3).replace("Wert B", "Value B")), null);
    expect(other.profile).toBeNull();
    expect(other.choices.unit).toBe("kWh");
  });
  it("that no longer fits gives way to what the file says", () => {
    const { readings, file } = fixture();
    const first = readings.previewFile(file("june.csv", plain(1, 3)), null);
    const choices = { ...first.choices, generationColumn: 2, meaning: "boundary" } as const;
    readings.importFile(first.handle, choices, null, { ...ALONE, profile: "Portal" });
    const changed = readings.previewFile(file("new.csv", plain(4, 3).replaceAll(/;0,2\d\d/g, ";viel")), null);
    expect(changed).toMatchObject({ profile: null, choices: { generationColumn: null } });
  });
  it("is not kept for a file that names no columns", () => {
    const { readings, file } = fixture();
    expect(readings.previewFile(file("bare.csv", plain(1, 3).replace(`${HEADER}\n`, "")), null).named).toBe(false);
  });
});

describe("a file added to another", () => {
  it("is one history with it, with a report by rule; twice is once", () => {
    const { readings, db, file } = fixture();
    const import_ = (name: string, text: string, onto: boolean) => {
      const { handle, choices, onto: proposed } = readings.previewFile(file(name, text), null);
      const report = readings.importFile(handle, choices, null, { ...ALONE, onto });
      return { proposed, report: ImportReport.parse(report) };
    };
    import_("a.csv", plain(1, 4), false);
    const text = plain(3, 4, (k) => (k === 2 * 96 + 8 ? 50 : k % 7));
    const { proposed, report } = import_("b.csv", text, true);
    expect(proposed).toMatchObject({ file: "a.csv", report: { added: 192, same: 191, kept: 1 } });
    expect(report.merged).toMatchObject({ added: 192, same: 191, improved: 0, kept: 1, conflicts: [{ at: "2026-06-03 02:00" }] }); // prettier-ignore
    const month = readings.month("file", "2026-06", null);
    expect(month?.days.map(({ date, missingSlots }) => [date, missingSlots])).toEqual(
      [1, 2, 3, 4, 5, 6].map((day) => [`2026-06-0${day}`, 0]),
    );
    const files = () => db.prepare("SELECT count(*) AS n FROM meter_file").get();
    const before = files();
    const again = readings.previewFile(file("b.csv", text), null);
    expect(again.onto?.report).toMatchObject({ added: 0 });
    import_("b.csv", text, true);
    expect(readings.month("file", "2026-06", null)).toEqual(month);
    expect(files()).not.toEqual(before); // the merged one with the same file again is a third
  });
  it("with other registers is refused, and nothing changes", () => {
    const { readings, db, file } = fixture();
    const a = readings.previewFile(file("a.csv", plain(1, 4)), null);
    readings.importFile(a.handle, a.choices, null);
    const b = readings.previewFile(file("b.csv", plain(3, 4)), null);
    const ways = { ...ALONE, onto: true };
    const choices = { ...b.choices, meaning: "boundary", generationColumn: null } as const;
    expect(faultOf(() => readings.importFile(b.handle, choices, null, ways)).code).toBe("import.registers");
    expect(db.prepare("SELECT count(*) AS n FROM meter_file").get()).toEqual({ n: 1 });
  });
});

describe("gas, heat and water", () => {
  const text = table("time;consumption kWh;gas m3;Wärme GJ;water L", 1, 2, (k) => `0,25;${k % 2 === 0 ? "0,125" : "0"};0,000250;${k % 4 === 0 ? 12 : 0}`); // prettier-ignore
  it("are known by their names and summed exactly, gas as energy by the factor of its day", () => {
    const { readings, file } = fixture();
    const path = file("all.csv", text);
    const preview = readings.previewFile(path, null);
    expect(preview.choices).toMatchObject({ consumptionColumn: 1, generationColumn: null });
    expect(ImportPreview.parse(preview).others).toEqual([
      { carrier: "gas", unit: "L", total: 96 * 125, energy: null },
      { carrier: "heat", unit: "kJ", total: 192 * 250, energy: null },
      { carrier: "water", unit: "L", total: 48 * 12, energy: null },
    ]);
    const zoned = { ...preview.choices, zone: "Europe/Berlin" };
    const gas = { whPerM3: 11_200, from: "2026-05-31" };
    const report = readings.importFile(preview.handle, zoned, null, { ...ALONE, gas });
    expect(report.others[0]).toEqual({ carrier: "gas", unit: "L", total: 12_000, energy: 134_400 });
    const days = readings.registers.days(FILES_DEVICE, "7-0:3.0.0", "2026-06-01", "2026-06-02");
    expect(days.map(({ energy, missing }) => [energy, missing])).toEqual([[6_000, 0], [6_000, 0]]); // prettier-ignore
  });
  it("twice is once, and the next days go on from there", () => {
    const { readings, file } = fixture();
    const take = (name: string, content: string) => {
      const { handle, choices } = readings.previewFile(file(name, content), null);
      readings.importFile(handle, { ...choices, zone: "UTC" }, null, ALONE);
    };
    const day = (from: number, days: number) => table("time;consumption kWh;water L", from, days, () => "0,25;3");
    take("a.csv", day(1, 2));
    take("a.csv", day(1, 2));
    take("b.csv", day(2, 2));
    const kept = readings.registers.days(FILES_DEVICE, "8-0:1.0.0", "2026-06-01", "2026-06-03");
    expect(kept.map(({ energy, missing }) => [energy, missing])).toEqual([[288, 0], [288, 0], [288, 0]]); // prettier-ignore
  });
  it("are said by the command line too", () => {
    const { file } = fixture();
    const says = withMeterFile(file("all.csv", text), (open) => fileSays(open, SURROUNDINGS));
    expect(says.registers.map(({ register, unit, total }) => [register, unit, total])).toContainEqual(["7-0:3.0.0", "L", 12_000]); // prettier-ignore
    expect(says.registers.map(({ register, unit, total }) => [register, unit, total])).toContainEqual(["6-0:1.0.0", "kJ", 48_000]); // prettier-ignore
  });
});
