/** Green Button files and telegrams through preview and import, as delimited text goes: whole or not at all, twice is once. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ImportPreview } from "../../../shared/ipc/energyViews.ts";
import { crc16, crcText } from "../../../shared/metering/dsmr/crc16.ts";
import { feedText } from "../../shared/metering/greenButton/feed.ts";
import { faultOf, fixture, importPath, rowsIn } from "./readingsFixture.ts";

const SAMPLE = join(import.meta.dirname, "../../../../shared/data/meters/green-button-usage.xml");
const hasSample = existsSync(SAMPLE);
if (!hasSample) console.warn("SKIPPED: the Green Button sample is not in ../shared/data/meters");

const two = (n: number): string => String(n).padStart(2, "0");
function telegramAt(minute: number, wh: number): string {
  const body = `/Ene5\\T210-D\r\n\r\n1-3:0.2.8(50)\r\n0-0:1.0.0(2306${two(1 + Math.floor(minute / 1440))}${two(Math.floor(minute / 60) % 24)}${two(minute % 60)}10S)\r\n1-0:1.8.1(${(wh / 1000).toFixed(3).padStart(10, "0")}*kWh)\r\n1-0:2.8.1(000000.000*kWh)\r\n!`;
  return `${body}${crcText(crc16(body))}\r\n`;
}
/** Two days, a telegram every five minutes, 100 Wh each; silent from 06:00 to 09:00 of the second. */
const minutes = Array.from({ length: 577 }, (_, i) => i * 5).filter((minute) => minute < 1800 || minute >= 1980);
const log = minutes.map((minute) => telegramAt(minute, 50_000 + minute * 20)).join("");

describe("Green Button", () => {
  it.skipIf(!hasSample)("the sample: fourteen days of New York, one of them of 92 quarter-hours", () => {
    const { readings, db } = fixture();
    const { preview, report } = importPath(readings, SAMPLE);
    expect(ImportPreview.parse(preview)).toMatchObject({
      kind: "greenButton",
      choices: { zone: "America/New_York", meaning: "boundary", consumptionColumn: 1, generationColumn: null },
      rows: 1340,
      intervalSeconds: 900,
      first: "2012-03-01 00:00",
      last: "2012-03-14 23:45",
      gaps: 0,
      totals: { imported: 1_391_666, exported: null },
    });
    expect(report).toMatchObject({ readings: 1340, days: 14, plays: "buyer" });
    expect(readings.day("file", "2012-03-11", null)?.slots).toBe(92);
    expect(readings.day("file", "2012-03-12", null)?.slots).toBe(96);
    importPath(readings, SAMPLE);
    expect(rowsIn(db)).toEqual([1, 1341, 14]);
  });
  it("both directions become the registers of the connection point; a gap stays one", () => {
    const { readings, file } = fixture();
    const row = Array.from({ length: 96 }, () => [250] as const);
    const text = feedText({ start: 1_330_588_800, readings: row, exported: row.map(() => [40] as const) }).replace(/<IntervalReading><timePeriod><duration>900<\/duration><start>1330592400.*?<\/IntervalReading>/s, ""); // prettier-ignore
    const { preview } = importPath(readings, file("usage.xml", text));
    expect(preview).toMatchObject({ columns: ["", "1-0:1.8.0", "1-0:2.8.0"], gaps: 1, totals: { imported: 95 * 250, exported: 95 * 40 } }); // prettier-ignore
  });
  it("a broken one leaves nothing", () => {
    const { readings, db, file } = fixture();
    const good = feedText({ readings: [[1], [2], [3]] });
    for (const [text, code] of [
      [good.slice(0, -30), "import.xml"],
      [`<!DOCTYPE x>${good.slice(good.indexOf("<feed"))}`, "import.doctype"],
      [good.replaceAll("<duration>900", "<duration>86400"), "import.interval"],
    ] as const)
      expect(faultOf(() => readings.previewFile(file("bad.xml", text), null))).toMatchObject({ code, data: { file: "bad.xml" } }); // prettier-ignore
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
});

describe("telegrams", () => {
  it("become counters at quarter-hours; three silent hours are a gap and not a bar", () => {
    const { readings, file } = fixture();
    const { preview, report } = importPath(readings, file("p1.log", log));
    expect(preview).toMatchObject({ kind: "dsmr", rows: minutes.length, intervalSeconds: 300, gaps: 1, choices: { zone: "Europe/Amsterdam", meaning: "counters" } }); // prettier-ignore
    expect(report).toMatchObject({ readings: minutes.length, plays: "buyer" });
    const day = readings.day("file", "2023-06-02", null);
    expect(day?.imported.slice(0, 23)).toEqual(Array.from({ length: 23 }, () => 300));
    expect(day?.imported.slice(24, 36)).toEqual(Array.from({ length: 12 }, () => null));
    expect(day?.imported.slice(40, 90)).toEqual(Array.from({ length: 50 }, () => 300));
    const spans = day?.registers.find(({ register }) => register === "1.8.0");
    expect((spans?.to ?? 0) - (spans?.from ?? 0)).toBe(day?.totals.imported);
  });
  it("one whose checksum does not hold, or cannot be checked, is refused with all others", () => {
    const { readings, db, file } = fixture();
    const flipped = log.replace("(000050.100*kWh)", "(000050.101*kWh)");
    expect(faultOf(() => readings.previewFile(file("p1.log", flipped), null))).toMatchObject({ code: "import.checksum", data: { line: 14 } }); // prettier-ignore
    expect(faultOf(() => readings.previewFile(file("p1.log", flipped.replaceAll("\r\n", "\n")), null)).code).toBe("import.checksum"); // prettier-ignore
    expect(faultOf(() => readings.previewFile(file("one.txt", telegramAt(0, 5)), null)).code).toBe("import.tooShort");
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
});
