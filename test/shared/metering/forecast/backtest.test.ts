/** The judge of forecasts: a home without chance has no error, the guesses beside it are what they say, gaps are left out and counted. */
import { describe, expect, it } from "vitest";
import { backtest } from "../../../../shared/metering/forecast/backtest.ts";
import { type Flows, NO_FLOWS } from "../../../../shared/metering/periods.ts";
import { fixedZone } from "../../../../shared/metering/zoneTable.ts";

const setting = { start: 0, zone: fixedZone("UTC", 0) };
const home = (days: number, load: (day: number, slot: number) => number): Flows[] =>
  Array.from({ length: days * 96 }, (_, k) => {
    const used = load(Math.floor(k / 96), k % 96);
    return { generation: 0, load: used, exported: 0, imported: used, ownUse: 0 };
  });
const row = (slots: readonly Flows[], interval = 900) => {
  const { rows, ...days } = backtest(slots, setting, interval);
  return { ...days, load: rows.find(({ what }) => what === "load") };
};

describe("a backtest", () => {
  it("of a home that is always the same finds nothing missed", () => {
    const { days, left, load } = row(home(40, () => 250));
    expect([days, left]).toEqual([5, 0]);
    expect(load).toMatchObject({ wh: 5 * 96 * 250, error: 0, asYesterday: 0, meanOfWeek: 0, within: 1, promised: 5 * 96 * 250, short: 0 }); // prettier-ignore
  });
  it("works the references out as they are named", () => {
    // 100 and 300 by turns: yesterday is always 200 wrong of a mean of 200; the mean of seven days is wrong by 100 and a seventh of it.
    const { load } = row(home(41, (day) => (day % 2 === 0 ? 100 : 300)));
    expect(load?.asYesterday).toBeCloseTo(1);
    expect(load?.meanOfWeek).toBeCloseTo((100 + 100 / 7) / 200);
  });
  it("takes errors at the file's interval: what is too early within an hour is not wrong by the hour", () => {
    const shaken = home(40, (day, slot) => (slot % 4 === day % 4 ? 400 : 0));
    expect(row(shaken, 3600).load?.wh).toBe(row(shaken).load?.wh);
    expect(row(shaken, 3600).load?.asYesterday).toBe(0);
    expect(row(shaken).load?.asYesterday).toBeCloseTo(2);
  });
  it("leaves out days that are not whole, and says how many; promises that did not come are short", () => {
    const slots = home(45, (day) => (day === 44 ? 50 : 250));
    slots[37 * 96 + 5] = NO_FLOWS;
    const { days, left, load } = row(slots);
    expect([days, left]).toEqual([2, 8]);
    expect(load?.short).toBe(0);
    const whole = row(home(45, (day) => (day === 44 ? 50 : 250))).load;
    expect(whole?.short).toBe(96 * 200);
  });
  it("has nothing to say of five weeks", () => {
    expect(row(home(35, () => 1))).toMatchObject({ days: 0, left: 0 });
  });
});
