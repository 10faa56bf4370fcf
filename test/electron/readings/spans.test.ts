/** Weeks, curves and years of a file and of the demo meter: what is shown is what the registers moved. */
import { describe, expect, it } from "vitest";
import { CurveView, YearView } from "../../../shared/ipc/curveViews.ts";
import { dayNumber } from "../../../shared/calendar/days.ts";
import { civilText } from "../../../shared/metering/civilTime.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import type { Clocks } from "../../../electron/readings/readings.ts";
import { fixture, importPath } from "./readingsFixture.ts";

const NOWHERE: Clocks = { market: null, now: 0 };
const add = (values: readonly (number | null)[]): number => values.reduce<number>((sum, one) => sum + (one ?? 0), 0);

/** Every quarter-hour of `days` days from a date makes 30 Wh and uses 70; `silent` ones are not in the file. */
function steady(from: [number, number, number], days: number, silent: (k: number) => boolean = () => false): string {
  const start = dayNumber(...from) * 86_400;
  const rows = Array.from({ length: days * 96 }, (_, k) => (silent(k) ? [] : [`${civilText(start + k * 900)},0.070,0.030`])).flat(); // prettier-ignore
  return `time,consumption kWh,generation kWh\n${rows.join("\n")}\n`;
}

describe("a file", () => {
  it("gives its last week from Monday to Sunday by the quarter-hour", () => {
    const { readings, file } = fixture();
    importPath(readings, file("home.csv", steady([2023, 1, 1], 31)));
    const week = CurveView.parse(readings.curve("file", null, 7, NOWHERE));
    // 31 January 2023 was a Tuesday.
    expect(week).toMatchObject({ from: "2023-01-30", to: "2023-02-05", width: 1, past: 192 });
    expect(week.at).toHaveLength(672);
    expect(week.days.map((day) => [day.date, day.missing, day.partial])).toEqual([
      ["2023-01-30", 0, false],
      ["2023-01-31", 0, false],
      ...["02-01", "02-02", "02-03", "02-04", "02-05"].map((date) => [`2023-${date}`, 0, true]),
    ]);
    expect(add(week.imported)).toBe(week.totals.imported);
    expect(week.totals).toMatchObject({ imported: 192 * 40, load: 192 * 70 });
  });

  it("shows no more points than a chart has room for, and the totals of the registers", () => {
    const { readings, file } = fixture();
    const silent = (k: number) => k >= 500 && k < 520;
    importPath(readings, file("home.csv", steady([2023, 1, 1], 31, silent)));
    const month = CurveView.parse(readings.curve("file", "2023-01-01", 31, NOWHERE));
    expect(month.at.length).toBeLessThanOrEqual(700);
    expect(add(month.known)).toBe(31 * 96 - 20);
    const [imported] = month.registers;
    expect(imported?.register).toBe("1.8.0");
    expect(month.totals.imported).toBe((imported?.to ?? 0) - (imported?.from ?? 0));
    expect(add(month.imported)).toBe((31 * 96 - 20) * 40);
  });

  it("gives its year by months, beside the year before", () => {
    const { readings, file } = fixture();
    importPath(readings, file("home.csv", steady([2022, 11, 16], 60)));
    const year = YearView.parse(readings.year("file", null, NOWHERE));
    expect(year.year).toBe("2023");
    expect(year.months).toHaveLength(1);
    expect(year.months[0]).toMatchObject({ month: "2023-01", missingSlots: 0, partial: true, load: 14 * 96 * 70 });
    expect(year.previous.map((one) => [one.month, one.partial, one.load])).toEqual([
      ["2022-11", true, 15 * 96 * 70],
      ["2022-12", false, 31 * 96 * 70],
    ]);
    expect(readings.year("file", "2021", NOWHERE)).toBeNull();
  });

  it("counts a gap that lies across two months in neither, and in the year", () => {
    const { readings, file } = fixture();
    const silent = (k: number) => k >= 96 * 15 - 4 && k < 96 * 15 + 4;
    importPath(readings, file("home.csv", steady([2023, 1, 17], 30, silent)));
    const year = YearView.parse(readings.year("file", "2023", NOWHERE));
    expect(year.months.map((one) => one.missingSlots)).toEqual([4, 4]);
    expect(add(year.months.map((one) => one.load))).toBe((30 * 96 - 8) * 70);
  });

  it("keeps a day of 92 and one of 100 quarter-hours whole", () => {
    const { readings, file } = fixture();
    const rows = Array.from({ length: 400 * 96 }, (_, k) => `${new Date((1_672_531_200 + k * 900) * 1000).toISOString().slice(0, 19)}Z,0.070,0.030`); // prettier-ignore
    const path = file("home.csv", `time,consumption kWh,generation kWh\n${rows.join("\n")}\n`);
    const { handle, choices } = readings.previewFile(path, null);
    readings.importFile(handle, { ...choices, zone: "Europe/Amsterdam" }, null);
    const spring = CurveView.parse(readings.curve("file", "2023-03-20", 7, NOWHERE));
    expect(spring.days.map((day) => day.slots)).toEqual([96, 96, 96, 96, 96, 96, 92]);
    expect(spring.at).toHaveLength(668);
    // After 01:45 comes 03:00 on the wall.
    const first = spring.local[576] ?? NaN;
    expect([7, 8].map((slot) => (spring.local[576 + slot] ?? NaN) - first)).toEqual([6300, 10_800]);
    const autumn = CurveView.parse(readings.curve("file", "2023-10-23", 7, NOWHERE));
    expect(autumn.days.at(-1)).toMatchObject({ slots: 100, missing: 0, load: 7000 });
  });

  it("has no curve of days on which nothing was read", () => {
    const { readings, file } = fixture();
    expect(readings.curve("file", null, 7, NOWHERE)).toBeNull();
    importPath(readings, file("home.csv", steady([2023, 1, 1], 3)));
    expect(readings.curve("file", "2024-01-01", 7, NOWHERE)).toBeNull();
    expect(readings.curve("file", "2023-02-31", 7, NOWHERE)).toBeNull();
  });
});

describe("the demo meter", () => {
  const OFFSET = 28_800;
  // A Monday.
  const MIDNIGHT = dayNumber(2030, 6, 17) * 86_400 - OFFSET;
  const at = (hours: number) => ({ chain: "demo", now: MIDNIGHT + hours * 3600, utcOffset: OFFSET });
  const by = (market: ReturnType<typeof at>): Clocks => ({ market, now: 0 });

  it("hides what has not come in the week, and foresees it", () => {
    const { readings, file } = fixture();
    importPath(readings, file("home.csv", generateHome(3)), at(8));
    const week = CurveView.parse(readings.curve("replay", null, 7, by(at(60))));
    expect(week).toMatchObject({ from: "2030-06-17", width: 1, past: 240 });
    expect(week.load.slice(240).every((one) => one === null)).toBe(true);
    expect(week.forecast).toMatchObject({ from: 240 });
    expect(week.forecast?.load).toHaveLength(192);
    expect(add(week.exported)).toBe(week.totals.exported);
  });

  it("adds its months up to its year, also asked again later", () => {
    const { readings, file } = fixture();
    importPath(readings, file("home.csv", generateHome(3)), at(8));
    readings.year("replay", null, by(at(8)));
    const later = at(24 * 40);
    const year = YearView.parse(readings.year("replay", null, by(later)));
    const june = readings.month("replay", "2030-06", later);
    const found = year.months.find((one) => one.month === "2030-06");
    expect(found).toMatchObject({ partial: false, missingSlots: 0, load: june?.totals.load ?? NaN });
    expect(add(year.months.map((one) => one.imported))).toBe(year.totals.imported);
  });
});
