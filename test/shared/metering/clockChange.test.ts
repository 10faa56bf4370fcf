import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../shared/calendar/days.ts";
import { civilText } from "../../../shared/metering/civilTime.ts";
import { rollUp } from "../../../shared/metering/days.ts";
import { boundariesOf, flowsOf } from "../../../shared/metering/periods.ts";
import { likeliestZone } from "../../../shared/metering/zoneGuess.ts";
import { clockChanges, dayBounds, instantOf, localDate, offsetAt } from "../../../shared/metering/zoneTable.ts";
import { faultOf, readText, scanText } from "./read.ts";
import { BERLIN, SHANGHAI, SYDNEY } from "./zones.ts";

/** Rows of 48 half-hours a day as `value` says, null = no row; the clock as written. */
function file(
  first: [number, number, number],
  days: number,
  value: (civil: string) => string | string[] | null,
): string {
  const start = dayNumber(...first) * 86_400;
  const lines = ["time,consumption,generation"];
  for (let k = 0; k < days * 48; k++) {
    const civil = civilText(start + k * 1800);
    for (const one of [value(civil) ?? []].flat()) lines.push(`${civil},${one}`);
  }
  return lines.join("\n") + "\n";
}
const total = (text: string, zone = SYDNEY) => flowsOf([...boundariesOf(readText(text, zone).history)]).load;

describe("zone tables", () => {
  it("goes from civil time to instants and back through both changes", () => {
    for (const zone of [SYDNEY, BERLIN])
      for (let utc = 1_317_400_000; utc < 1_352_000_000; utc += 1800 * 7) {
        const civil = utc + offsetAt(zone, utc);
        const back = instantOf(zone, civil);
        // Within a doubled hour the first instant is meant.
        const doubled = clockChanges(zone, civil, civil).some((one) => one.kind === "doubled");
        expect(doubled ? [utc, utc - 3600] : [utc]).toContain(back);
      }
  });
  it("has local days of 23, 24 and 25 hours", () => {
    const hours = (zone: typeof SYDNEY, ...date: [number, number, number]) => {
      const { start, end } = dayBounds(zone, dayNumber(...date));
      return (end - start) / 3600;
    };
    expect([hours(SYDNEY, 2011, 10, 2), hours(SYDNEY, 2012, 4, 1), hours(SYDNEY, 2012, 4, 2)]).toEqual([23, 25, 24]);
    expect([hours(BERLIN, 2012, 3, 25), hours(BERLIN, 2012, 10, 28)]).toEqual([23, 25]);
    expect(localDate(SYDNEY, 1_317_477_600)).toBe("2011-10-02");
  });
});

describe("an hour that does not exist", () => {
  const skipped = (civil: string) => civil.startsWith("2011-10-02 02:");
  it.each<[string, (civil: string) => string | null, string, number]>([
    ["absent", (civil) => (skipped(civil) ? null : "0.5,0"), "absent", 71 * 1000],
    ["zero", (civil) => (skipped(civil) ? "0.0,0.0" : "0.5,0"), "zero", 71 * 1000],
    ["empty", (civil) => (skipped(civil) ? "," : "0.5,0"), "zero", 71 * 1000],
    ["energy in it: kept, given to the next interval", () => "0.5,0", "moved", 72 * 1000],
  ])("%s", (_, value, reading, wh) => {
    const { aligned, history } = readText(file([2011, 10, 1], 3, value), SYDNEY);
    expect(aligned.changes).toMatchObject([{ kind: "skipped", reading }]);
    expect(civilText(aligned.changes[0]?.from ?? 0)).toBe("2011-10-02 02:00");
    expect(flowsOf([...boundariesOf(history)]).load).toBe(wh);
    expect(rollUp(history, SYDNEY).map((day) => [day.slots, day.missing])).toEqual([[96, 0], [92, 0], [96, 0]]); // prettier-ignore
  });
});

describe("an hour that is there twice", () => {
  const doubled = (civil: string) => civil.startsWith("2012-04-01 02:");
  it("summed in one row: split over both, substituted, energy kept", () => {
    const text = file([2012, 3, 31], 3, (civil) => (doubled(civil) ? "1.001,0" : "0.5,0"));
    const { aligned, history } = readText(text, SYDNEY);
    expect(aligned.changes).toMatchObject([{ kind: "doubled", reading: "summed" }]);
    expect(aligned.substituted.reduce((a, b) => a + b, 0)).toBe(4);
    expect(flowsOf([...boundariesOf(history)]).load).toBe(142 * 500 + 2 * 1001);
    expect(rollUp(history, SYDNEY).map((day) => [day.slots, day.missing])).toEqual([[96, 0], [100, 0], [96, 0]]); // prettier-ignore
  });
  it("repeated row by row", () => {
    const { aligned, history } = readText(file([2012, 3, 31], 3, (civil) => (doubled(civil) ? ["0.3,0", "0.7,0"] : "0.5,0")), SYDNEY); // prettier-ignore
    expect(aligned.changes).toMatchObject([{ kind: "doubled", reading: "repeated" }]);
    expect(rollUp(history, SYDNEY)[1]).toMatchObject({ slots: 100, missing: 0, flows: { load: 25_000 } });
    expect(aligned.substituted.some((one) => one === 1)).toBe(false);
  });
  it("repeated hour by hour, as a clock runs", () => {
    const lines = file([2012, 3, 31], 3, () => "0.5,0").split("\n");
    const at = lines.findIndex((line) => doubled(line));
    lines.splice(at + 2, 0, ...lines.slice(at, at + 2));
    const { aligned, history } = readText(lines.join("\n"), SYDNEY);
    expect(aligned.changes).toMatchObject([{ reading: "repeated" }]);
    expect(rollUp(history, SYDNEY)[1]).toMatchObject({ slots: 100, missing: 0, flows: { load: 25_000 } });
  });
  it("absent: a gap of two hours, not zero", () => {
    const { aligned, history } = readText(
      file([2012, 3, 31], 3, (civil) => (doubled(civil) ? null : "0.5,0")),
      SYDNEY,
    );
    expect(aligned.changes).toMatchObject([{ kind: "doubled", reading: "absent" }]);
    expect(rollUp(history, SYDNEY)[1]).toMatchObject({ slots: 100, missing: 8, flows: { load: 23_000 } });
  });
  it("three times is a duplicate", () => {
    const text = file([2012, 3, 31], 3, (civil) => (doubled(civil) ? ["0.3,0", "0.7,0", "0.1,0"] : "0.5,0"));
    expect(faultOf(() => readText(text, SYDNEY))).toMatchObject({ code: "import.duplicate", data: { line: 56 } });
  });
  it("a counter's reading at a doubled time stays unread", () => {
    const lines = ["time,1.8.0 kWh,2.8.0 kWh"];
    const start = dayNumber(2012, 3, 31) * 86_400;
    for (let k = 0; k < 144; k++) lines.push(`${civilText(start + k * 1800)},${1000 + k * 0.5},${7 + k / 4}`);
    const { aligned, history, choices } = readText(`${lines.join("\n")}\n`, SYDNEY);
    expect(choices.meaning).toBe("counters");
    expect(aligned.changes).toMatchObject([{ reading: "absent" }]);
    expect(rollUp(history, SYDNEY)[1]).toMatchObject({ slots: 100, missing: 10 });
  });
  it("loses no energy in any way of writing it", () => {
    expect(total(file([2012, 3, 31], 3, () => "0.5,0"))).toBe(72_000);
    expect(
      total(
        file([2012, 3, 31], 3, () => "0.5,0"),
        SHANGHAI,
      ),
    ).toBe(72_000);
  });
});

describe("times that are wrong", () => {
  const rows = (...times: string[]) =>
    `time,consumption,generation\n${times.map((time) => `${time},0.5,0`).join("\n")}\n`;
  const good = Array.from({ length: 20 }, (_, i) => civilText(1_309_478_400 + i * 1800));
  it.each<[string, string[], object]>([
    ["going back", [...good, good[3] ?? ""], { code: "import.order", data: { line: 22, column: 1, text: "2011-07-01 01:30", before: "2011-07-01 09:30" } }], // prettier-ignore
    ["twice", [...good, good[19] ?? ""], { code: "import.duplicate", data: { line: 22, column: 1 } }],
    ["off the rhythm", [...good, "2011-07-01 10:07"], { code: "import.interval", data: { line: 22, column: 1, seconds: 1800 } }],
    ["no quarter-hours", ["2011-07-01 00:07", "2011-07-01 00:37", "2011-07-01 01:07"], { code: "import.interval" }],
    ["a day's rhythm", ["2011-07-01", "2011-07-02", "2011-07-03"], { code: "import.interval", data: { seconds: 86_400 } }],
    ["centuries apart", ["1990-07-01 00:00", "1990-07-01 00:01", "2199-07-01 00:00"], { code: "import.span", data: { line: 4 } }],
  ])("%s", (_, times, expected) => expect(faultOf(() => readText(rows(...times)))).toMatchObject(expected)); // prettier-ignore

  it("a stamp at the interval's end is moved to its beginning", () => {
    const text = rows(...Array.from({ length: 96 }, (_, i) => civilText(1_309_478_400 + (i + 1) * 900)));
    const { aligned } = readText(text);
    expect(aligned.start + 28_800).toBe(1_309_478_400);
  });
  it("instants with an offset of their own need no zone", () => {
    const text = rows("2012-04-01T02:30:00+11:00", "2012-04-01T02:00:00+10:00", "2012-04-01T02:30:00+10:00");
    const { aligned } = readText(text, SHANGHAI);
    expect(aligned).toMatchObject({ start: 1_333_207_800, count: 3, interval: 1800 });
  });
});

describe("the zone by a file's clock changes", () => {
  const zones = [SHANGHAI, BERLIN, SYDNEY];
  const guess = (text: string) => zones[likeliestZone(scanText(text).scanned, zones)]?.zone;
  it("zeros where Sydney skips an hour", () =>
    expect(guess(file([2011, 7, 1], 365, (civil) => (civil.startsWith("2011-10-02 02:") ? "0,0" : "0.5,0")))).toBe("Australia/Sydney")); // prettier-ignore
  it("an hour missing where Berlin skips one", () =>
    expect(guess(file([2012, 1, 1], 200, (civil) => (civil.startsWith("2012-03-25 02:") ? null : "0.5,0")))).toBe("Europe/Berlin")); // prettier-ignore
  it("every hour of the year used: not a clock that changes, though it is asked first", () => {
    const { scanned } = scanText(file([2012, 1, 1], 366, () => "0.5,0"));
    expect(likeliestZone(scanned, [BERLIN, SHANGHAI])).toBe(1);
  });
  it("every hour of the year used: a clock that never changes", () =>
    expect(guess(file([2011, 7, 1], 365, () => "0.5,0"))).toBe("Asia/Shanghai"));
});
