import { describe, expect, it } from "vitest";
import { civilText } from "../../../shared/metering/civilTime.ts";
import { understand } from "../../../shared/metering/understand.ts";
import { faultOf, scanText } from "./read.ts";

const steps = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join("\n") + "\n";
const T0 = 1_309_478_400; // 2011-07-01 00:00
const iso = (i: number, step = 1800) => civilText(T0 + i * step);
const german = (i: number) => iso(i, 900).replace(/(\d+)-(\d+)-(\d+)/, "$3.$2.$1");
const american = (i: number) => {
  const [, month, day, hour, minute] = /-(\d+)-(\d+) (\d+):(\d+)/.exec(iso(i)) ?? [];
  const h = Number(hour);
  return `${Number(month)}/${Number(day)}/2011 ${h % 12 === 0 ? 12 : h % 12}:${minute} ${h < 12 ? "AM" : "PM"}`;
};
const sun = (i: number) => (i % 48 > 14 && i % 48 < 34 ? 0.5 : 0);

describe("what a file seems to be", () => {
  it.each<[string, string, object]>([
    [
      "Ausgrid",
      `,GC,GG\n${steps(60, (i) => `${iso(i)}:00,0.392,${sun(i)}`)}`,
      { delimiter: ",", decimal: ".", timeColumn: 0, consumptionColumn: 1, generationColumn: 2, unit: "kWh", meaning: "gross", dateOrder: "ymd" },
    ],
    [
      "German boundary registers",
      `Zeitstempel;Bezug 1.8.0 [Wh];Einspeisung 2.8.0 [Wh]\n${steps(200, (i) => `${german(i)};${120 + (i % 7)},5;${i % 3}`)}`,
      { delimiter: ";", decimal: ",", timeColumn: 0, consumptionColumn: 1, generationColumn: 2, unit: "Wh", meaning: "boundary", dateOrder: "dmy" },
    ],
    [
      "Chinese",
      `时间\t发电(kWh)\t用电(kWh)\n${steps(60, (i) => `${iso(i)}\t${sun(i)}\t0.3`)}`,
      { delimiter: "\t", consumptionColumn: 2, generationColumn: 1, unit: "kWh", meaning: "gross" },
    ],
    [
      "American, import and export",
      `Site 7 Main Street\nMeter,9\nDate,Import (kWh),Export (kWh)\n${steps(60, (i) => `${american(i)},0.2,${sun(i)}`)}`,
      { timeColumn: 0, consumptionColumn: 1, generationColumn: 2, meaning: "boundary", dateOrder: "mdy" },
    ],
    [
      "no header, generation known by its nights",
      steps(60, (i) => `${iso(i)},${sun(i)},0.3`),
      { consumptionColumn: 2, generationColumn: 1, unit: "kWh", meaning: "gross" },
    ],
    [
      "power in watts",
      `timestamp|load W|pv W\n${steps(60, (i) => `${iso(i, 300)}|${400 + i}|${sun(i) * 1000}`)}`,
      { delimiter: "|", consumptionColumn: 1, generationColumn: 2, unit: "W", meaning: "gross" },
    ],
    [
      "counters",
      `time,1.8.0 kWh,2.8.0 kWh\n${steps(60, (i) => `${iso(i)},${1000 + i * 0.25},${500 + i * 0.5}`)}`,
      { consumptionColumn: 1, generationColumn: 2, meaning: "counters" },
    ],
    [
      "one column of use",
      `Datetime,Usage\n${steps(60, (i) => `${iso(i)},0.25`)}`,
      { consumptionColumn: 1, generationColumn: null, meaning: "gross" },
    ],
    [
      "quoted, with other columns between",
      `"id","reading start","quality","generation kWh","consumption kWh"\n${steps(60, (i) => `"${i}a","${iso(i)}","ok","${sun(i)}","0.3"`)}`,
      { timeColumn: 1, consumptionColumn: 4, generationColumn: 3 },
    ],
  ])("%s", (_, text, expected) => expect(understand(text, true)).toMatchObject(expected)); // prettier-ignore

  it("reads date and time of day in two columns", () => {
    const text = `Datum;Uhrzeit;Verbrauch kWh\n${steps(60, (i) => `${german(i).replace(" ", ";")};0,25`)}`;
    const { scanned, choices } = scanText(text);
    expect(choices).toMatchObject({ timeColumn: 0, consumptionColumn: 2 });
    expect(civilText(scanned.times[5] ?? 0)).toBe("2011-07-01 01:15");
  });

  it("tells day from month by steady steps where both would read", () => {
    const text = `t,load kWh\n${steps(96 * 3, (i) => `${iso(i).replace(/(\d+)-(\d+)-(\d+)/, "$2/$3/$1")},1`)}`;
    expect(understand(text, true).dateOrder).toBe("mdy");
  });

  it.each([
    ["prose", "Dear neighbour,\nthe meter was read, thank you.\n"],
    ["numbers without a time", steps(40, (i) => `${i},${i * 2}`)],
    ["times without energy", steps(40, (i) => `${iso(i)},ok`)],
    ["one column", steps(40, (i) => iso(i))],
  ])("refuses %s with line and column", (_, text) =>
    expect(faultOf(() => understand(text, true))).toMatchObject({
      code: "import.columns",
      data: { line: 1, column: 1 },
    }),
  );
});

describe("faults while reading name line, column and text", () => {
  const rows = (broken: string, at = 30) =>
    `time,consumption,generation\n${steps(60, (i) => (i === at ? broken : `${iso(i)},0.392,0.0`))}`;
  it.each([
    [
      "a word for a number",
      `${iso(30)},abc,0.0`,
      { code: "import.number", data: { line: 32, column: 2, text: "abc" } },
    ],
    [
      "a negative register",
      `${iso(30)},0.1,-0.5`,
      { code: "import.negative", data: { line: 32, column: 3, text: "-0.5" } },
    ],
    [
      "more than any connection carries",
      `${iso(30)},1e9,0`,
      { code: "import.impossible", data: { line: 32, column: 2 } },
    ],
    ["no time", `yesterday,0.1,0`, { code: "import.time", data: { line: 32, column: 1, text: "yesterday" } }],
    ["a date that is none", `2011-02-30 00:00,0.1,0`, { code: "import.time", data: { line: 32, column: 1 } }],
    ["too few columns", `${iso(30)},0.1`, { code: "import.columns", data: { line: 32, expected: 3, found: 2 } }],
    [
      "too many columns",
      `${iso(30)},0.1,0,7`,
      { code: "import.columns", data: { line: 32, column: 4, expected: 3, found: 4 } },
    ],
  ])("%s", (_, broken, expected) => expect(faultOf(() => scanText(rows(broken)))).toMatchObject(expected));

  it("a last line that stops in the middle is cut off", () => {
    const whole = rows(`${iso(30)},0.1,0.0`).trimEnd();
    for (const cut of [1, 2, 3, 4, 9])
      expect(faultOf(() => scanText(whole.slice(0, -cut - 1))).code).toBe("import.truncated");
    expect(faultOf(() => scanText(whole.slice(0, -9))).data).toMatchObject({ line: 61 });
  });
  it("an empty cell is no reading, never zero", () => {
    const { scanned } = scanText(rows(`${iso(30)},,0.0`));
    expect(scanned.first?.[30]).toBeNaN();
    expect(scanned.second?.[30]).toBe(0);
  });
});
