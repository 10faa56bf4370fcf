/** The register model case by case: codes, merging, events, outages, clocks, gas. */
import { describe, expect, it } from "vitest";
import { energyBetween, gridOf, outagesOf, slotEnergies } from "../../../../shared/metering/registers/boundaries.ts";
import { clockOf, instantOfReading } from "../../../../shared/metering/registers/clockDrift.ts";
import { factorOf, gasDayBounds, gasDayOf, gasWh } from "../../../../shared/metering/registers/gasEnergy.ts";
import { ReadingSet } from "../../../../shared/metering/registers/mergeReadings.ts";
import { directionOf, isCounter, obisText, readObis } from "../../../../shared/metering/registers/obis.ts";
import type { Reading, ReadingQuality, SourceKind } from "../../../../shared/metering/registers/reading.ts";
import { type RegisterEvent, totalsOf } from "../../../../shared/metering/registers/totals.ts";
import { BERLIN } from "../zones.ts";

const reading = (
  at: number,
  value: number,
  quality: ReadingQuality = "measured",
  kind: SourceKind = "meter",
): Reading => ({
  register: "1-0:1.8.0",
  value,
  unit: "Wh",
  at,
  quality,
  source: { kind, name: kind },
});
const nature = (events: RegisterEvent[] = [], modulus: number | null = 1_000_000) => ({
  modulus,
  mostPerHour: 20_000,
  resolution: 1,
  events,
});
const totals = (readings: Reading[], events: RegisterEvent[] = [], modulus: number | null = 1_000_000) =>
  totalsOf(readings, nature(events, modulus)).map(({ total, stretch, broke }) => [total, stretch, broke]);

describe("OBIS codes", () => {
  it.each([
    ["1-0:1.8.0", "1-0:1.8.0"],
    ["1-0:1.8.0.255", "1-0:1.8.0"],
    ["1-0:2.8.1*255", "1-0:2.8.1"],
  ])("%s", (text, kept) => {
    const code = readObis(text);
    expect(code && obisText(code)).toBe(kept);
  });
  it.each(["", "1.8.0", "1-0:72:32.0", "1-0:1.8.256", "1-0:1.8.0 ", "999-0:1.8.0"])("not a code: %s", (text) =>
    expect(readObis(text)).toBeUndefined(),
  );
  it("says which way and whether it only counts up", () => {
    const of = (text: string) => readObis(text) ?? { medium: 0, channel: 0, quantity: 0, processing: 0, tariff: 0 };
    expect([directionOf(of("1-0:1.8.0")), directionOf(of("1-0:62.7.0")), directionOf(of("1-0:32.7.0"))]).toEqual(["imported", "exported", undefined]); // prettier-ignore
    expect([isCounter(of("1-0:1.8.0")), isCounter(of("1-0:1.7.0")), isCounter(of("7-1:3.0.0"))]).toEqual([true, false, true]); // prettier-ignore
  });
});

describe("two readings of one instant", () => {
  it("the better one counts, the other is kept with it and reported", () => {
    const set = new ReadingSet();
    expect(set.put(reading(900, 5, "substituted", "manual"))).toBe("added");
    expect(set.put(reading(900, 7))).toBe("improved");
    expect(set.put(reading(900, 7))).toBe("same");
    expect(set.put(reading(900, 9, "measured", "file"))).toBe("kept");
    expect(set.put(reading(0, 1))).toBe("added");
    expect(set.readings.map(({ at, value }) => [at, value])).toEqual([[0, 1], [900, 7]]); // prettier-ignore
    expect(set.readings[1]?.replaced).toEqual([
      { value: 5, quality: "substituted", source: { kind: "manual", name: "manual" }, reason: "better" },
    ]);
    expect(set.report).toEqual({
      added: 2,
      same: 1,
      improved: 1,
      kept: 1,
      conflicts: [
        { register: "1-0:1.8.0", at: 900, kept: 7, other: 5 },
        { register: "1-0:1.8.0", at: 900, kept: 7, other: 9 },
      ],
    });
  });
  it("a correction keeps the old value and its reason", () => {
    const set = new ReadingSet();
    set.put(reading(900, 7));
    const better = { value: 8, quality: "substituted", source: { kind: "operator", name: "grid" } } as const;
    expect(set.correct(900, better, "meter test of May")).toBe(true);
    expect(set.correct(1800, better, "nothing there")).toBe(false);
    expect(set.readings).toMatchObject([{ value: 8, quality: "substituted", replaced: [{ value: 7, quality: "measured", reason: "meter test of May" }] }]); // prettier-ignore
  });
});

describe("a register's life", () => {
  it("rolls over only past its last digit", () => {
    expect(totals([reading(0, 999_990), reading(900, 5)])).toEqual([[0, 0, null], [15, 0, null]]); // prettier-ignore
    expect(totals([reading(0, 999_990), reading(900, 5)], [], null)).toEqual([[0, 0, null], [0, 1, "backwards"]]); // prettier-ignore
    expect(totals([reading(0, 5_000), reading(900, 4_990)])).toEqual([[0, 0, null], [0, 1, "backwards"]]); // prettier-ignore
  });
  it("goes on with an exchanged meter that was read, and breaks with one that was not", () => {
    const two = [reading(0, 500), reading(900, 30)];
    expect(totals(two, [{ kind: "exchange", at: 500, last: 510, first: 20 }])).toEqual([[0, 0, null], [20, 0, null]]); // prettier-ignore
    expect(totals(two, [{ kind: "exchange", at: 500, last: null, first: 20 }])).toEqual([[0, 0, null], [0, 1, "exchange"]]); // prettier-ignore
    expect(totals(two, [{ kind: "reset", at: 500, first: 0 }])).toEqual([[0, 0, null], [0, 1, "reset"]]); // prettier-ignore
  });
  it("counts a reversed display the other way, and not when nobody knows since which value", () => {
    const three = [reading(0, 500), reading(900, 510), reading(1800, 490)];
    expect(totals(three, [{ kind: "reversed", at: 900, falls: true }])).toEqual([[0, 0, null], [10, 0, null], [30, 0, null]]); // prettier-ignore
    expect(totals(three, [{ kind: "reversed", at: 1000, falls: true }])).toEqual([[0, 0, null], [10, 0, null], [0, 1, "missing"]]); // prettier-ignore
  });
  it("breaks at more than the connection carries", () => {
    expect(totals([reading(0, 0), reading(900, 5_000), reading(1800, 10_100)])).toEqual([[0, 0, null], [5_000, 0, null], [0, 1, "leap"]]); // prettier-ignore
  });
  it("an outage is a gap whose energy is known as a whole: no zero, no giant bar", () => {
    const points = gridOf(
      totalsOf([reading(0, 0), reading(900, 100), reading(9000, 1_000), reading(9900, 1_100)], nature()),
    );
    expect(slotEnergies(points, 0, 11).map(({ energy }) => energy)).toEqual([100, ...Array.from({ length: 9 }, () => null), 100]); // prettier-ignore
    expect(outagesOf(points)).toEqual([{ from: 900, to: 9000, energy: 900 }]);
    expect(energyBetween(points[0], points[3])).toBe(1_100);
  });
  it("a value between near readings is exact to the unit and says what it rests on", () => {
    const near = totalsOf([reading(870, 100), reading(930, 161), reading(1700, 300), reading(1900, 400)], nature());
    expect(gridOf(near)).toEqual([
      { at: 900, total: 30, stretch: 0, quality: "measured" },
      { at: 1800, total: 250, stretch: 0, quality: "substituted" },
    ]);
    expect(gridOf(totalsOf([reading(870, 100), reading(1500, 161)], nature()))).toEqual([]);
  });
  it("a missing reading is none", () => {
    expect(totals([reading(0, 10), reading(900, 0, "missing"), reading(1800, 30)])).toEqual([[0, 0, null], [20, 0, null]]); // prettier-ignore
  });
});

describe("clocks", () => {
  it("a small difference is put right, a large one is named", () => {
    const sample = (came: number, ahead: number) => ({ came, stated: came + ahead });
    expect(clockOf([])).toBeNull();
    const off = clockOf([sample(0, 40), sample(10, 41), sample(20, -500)]);
    expect(off).toEqual({ ahead: 40, driftPpm: 0, verdict: "off" });
    expect(instantOfReading(940, 905, off)).toBe(900);
    expect(instantOfReading(940, null, off)).toBe(940);
    const wrong = clockOf([sample(0, 7200), sample(172_800, 7209)]);
    expect(wrong).toEqual({ ahead: 7209, driftPpm: 52, verdict: "wrong" });
    expect(instantOfReading(99_999, 900, wrong)).toBe(900);
  });
});

describe("gas", () => {
  const hours = (day: number) => {
    const { start, end } = gasDayBounds(BERLIN, day);
    return (end - start) / 3600;
  };
  it("a gas day begins at six and has the hours of the clock", () => {
    // 24 and 25 March, 27 and 28 October 2012: the clocks change at night, within the gas day of the day before.
    const [march, october] = [Date.UTC(2012, 2, 24) / 86_400_000, Date.UTC(2012, 9, 27) / 86_400_000];
    expect([hours(march - 1), hours(march), hours(march + 1)]).toEqual([24, 23, 24]);
    expect([hours(october), hours(october + 1)]).toEqual([25, 24]);
    const { start } = gasDayBounds(BERLIN, march);
    expect([gasDayOf(BERLIN, start - 1), gasDayOf(BERLIN, start)]).toEqual([march - 1, march]);
  });
  it("a cubic metre has the energy of its day's factor, rounded once", () => {
    const factors = [{ from: 100, whPerM3: 10_312 }, { from: 130, whPerM3: 10_287 }]; // prettier-ignore
    expect(factorOf(factors, 99)).toBeUndefined();
    expect([factorOf(factors, 129)?.whPerM3, factorOf(factors, 130)?.whPerM3]).toEqual([10_312, 10_287]);
    expect(gasWh(1, { from: 0, whPerM3: 10_500 })).toBe(11);
    expect(gasWh(12_785_123, { from: 0, whPerM3: 10_312 })).toBe(131_840_188);
  });
});
