/** What counts for a slot to come: working days for working days, the clock of the people over a change of it, later days before earlier ones. */
import { describe, expect, it } from "vitest";
import { forecast } from "../../../../shared/metering/forecast/forecast.ts";
import { LOAD, similar } from "../../../../shared/metering/forecast/similar.ts";
import type { Flows } from "../../../../shared/metering/periods.ts";
import { fixedZone, offsetAt } from "../../../../shared/metering/zoneTable.ts";
import { zoneTable } from "../../../../shared/metering/zones.ts";

const using = (load: number): Flows => ({ generation: 0, load, exported: 0, imported: load, ownUse: 0 });
const at = (text: string): number => Date.parse(text) / 1000;

describe("similar days", () => {
  it("a weekend is foretold from weekends, where they differ from working days", () => {
    const start = at("2026-03-02T00:00:00Z"); // a Monday
    const past = Array.from({ length: 5 * 7 * 96 }, (_, k) => using(Math.floor(k / 96) % 7 >= 5 ? 900 : 300));
    const clock = { start, zone: fixedZone("UTC", 0) };
    const weight = (index: number, load: number): number =>
      similar({ past, value: (slot) => slot.load, like: LOAD, clock }, index).reduce((sum, { value, weight: w }) => sum + (value === load ? w : 0), 0); // prettier-ignore
    const saturday = past.length + 5 * 96 + 40;
    const monday = past.length + 40;
    expect(weight(saturday, 900) / weight(saturday, 300)).toBeGreaterThan(
      1.5 * (weight(monday, 900) / weight(monday, 300)),
    );
  });
  it("keep the time on the clock over a change of it, and the sun's time for what is made", () => {
    const zone = zoneTable("Europe/Berlin", at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"));
    const start = at("2026-03-15T23:00:00Z");
    const hour = (k: number): number => (new Date((start + k * 900 + offsetAt(zone, start + k * 900)) * 1000).getUTCHours()); // prettier-ignore
    // Uses 1,000 Wh a quarter-hour from seven to eight on its clock; clocks went forward on 29 March.
    const past = Array.from({ length: 14 * 96 - 4 }, (_, k) => using(hour(k) === 7 ? 1000 : 100));
    const bands = forecast(past, 96, { start, zone })?.load ?? [];
    const peak = bands.flatMap(({ p50 }, k) => (p50 === 1000 ? [hour(past.length + k)] : []));
    expect(new Set(peak)).toEqual(new Set([7]));
    expect(peak.length).toBeGreaterThanOrEqual(3);
  });
  it("the days just gone count more than those of last month", () => {
    const past = Array.from({ length: 40 * 96 }, (_, k) => using(k < 28 * 96 ? 200 : 800));
    expect(forecast(past, 96)?.load[40]?.p50).toBe(800);
  });
});
