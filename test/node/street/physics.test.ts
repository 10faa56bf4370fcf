/** The homes' physics: energy balances to the Wh, counters only grow, the same seed is the same street. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electricity } from "../../../node/street/physics.ts";
import { registers, type Place } from "../../../node/street/registers.ts";
import { CONNECTIONS, type Resident, TRADERS } from "../../../node/street/residents.ts";
import { clearSky, sinElevation } from "../../../node/street/sun.ts";
import { EXPECTED, seeded } from "../../../node/street/weather.ts";

const NOON = Date.UTC(2026, 5, 21, 12) / 1000;
const place = (carrier: Place["carrier"], slotSeconds: number): Place => ({
  carrier,
  slotSeconds,
  startSeconds: 0,
  origin: Date.UTC(2026, 5, 16, 23, 30) / 1000,
  utcOffset: 28_800,
});
const resident = fc.constantFrom(...TRADERS);
const who = (name: string): Resident => {
  const found = TRADERS.find((candidate) => candidate.who === name);
  if (!found) throw new Error(`no resident ${name}`);
  return found;
};

describe("the boundary of a home", () => {
  test("import - export = load - generation + charge - discharge, in every slot, and never both ways at once", () => {
    fc.assert(
      fc.property(resident, fc.integer(), fc.integer({ min: 0, max: 40_000 }), (home, seed, quarter) => {
        let stored = Math.floor((home.owns.battery?.wh ?? 0) / 3);
        for (let i = 0; i < 12; i++) {
          const local = NOON + (quarter + i) * 900;
          const { flow, stored: after } = electricity(home, seeded(seed), local, stored);
          expect(flow.imported - flow.exported).toBe(flow.load - flow.generation + flow.charge - flow.discharge);
          expect(Math.min(flow.imported, flow.exported)).toBe(0);
          for (const wh of Object.values(flow)) expect(Number.isSafeInteger(wh) && wh >= 0).toBe(true);
          const change = after - stored;
          expect(change).toBeLessThanOrEqual(flow.charge - flow.discharge);
          expect(after).toBeGreaterThanOrEqual(0);
          expect(after).toBeLessThanOrEqual(home.owns.battery?.wh ?? 0);
          stored = after;
        }
      }),
    );
  });

  test("stays within the connection that the resident has", () => {
    const slotSeconds = { electricity: 900, heat: 3_600, gas: 86_400 };
    for (const { carrier, importW, exportW, resident: home } of CONNECTIONS) {
      const at = place(carrier, slotSeconds[carrier]);
      const meter = registers(home, at, seeded(7), 7);
      const first = Math.floor(at.origin / at.slotSeconds);
      for (let slot = first; slot < first + 96 * 4; slot++) {
        const { imported, exported } = meter.during(slot);
        expect(imported).toBeLessThanOrEqual((importW * at.slotSeconds) / 3600);
        expect(exported).toBeLessThanOrEqual((exportW * at.slotSeconds) / 3600);
      }
    }
  });
});

describe("registers", () => {
  test.each([
    ["electricity", 900],
    ["heat", 3_600],
    ["gas", 86_400],
  ] as const)("%s counters are whole, only grow, and start at the origin", (carrier, slotSeconds) => {
    for (const home of TRADERS) {
      const meter = registers(home, place(carrier, slotSeconds), seeded(1), 1);
      const first = Math.floor(place(carrier, slotSeconds).origin / slotSeconds);
      expect(meter.at(first - 5)).toEqual(meter.at(first));
      let before = meter.at(first);
      for (let boundary = first + 1; boundary < first + 120; boundary++) {
        const now = meter.at(boundary);
        expect(now.imported).toBeGreaterThanOrEqual(before.imported);
        expect(now.exported).toBeGreaterThanOrEqual(before.exported);
        expect(Number.isSafeInteger(now.imported) && Number.isSafeInteger(now.exported)).toBe(true);
        before = now;
      }
    }
  });

  test("continue exactly after a restart, whatever was asked before", () => {
    fc.assert(
      fc.property(
        resident,
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }),
        (home, seed, asked) => {
          const at = place("electricity", 900);
          const first = Math.floor(at.origin / 900);
          const running = registers(home, at, seeded(seed), seed);
          for (const n of asked) running.at(first + n);
          const restarted = registers(home, at, seeded(seed), seed);
          expect(restarted.at(first + 250)).toEqual(running.at(first + 250));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("the same seed is the same street, another seed is another", () => {
    const day = (seed: number): number[] => {
      const at = place("electricity", 900);
      const first = Math.floor(at.origin / 900);
      const meter = registers(who("zhao"), at, seeded(seed), seed);
      return Array.from({ length: 96 }, (_, i) => meter.during(first + i).exported);
    };
    expect(day(1)).toEqual(day(1));
    expect(day(1)).not.toEqual(day(2));
  });
});

describe("what each is there for", () => {
  const whole = (name: string, carrier: Place["carrier"], slotSeconds: number, slots: number) => {
    const at = place(carrier, slotSeconds);
    const meter = registers(who(name), at, seeded(3), 3);
    const first = Math.floor(at.origin / slotSeconds);
    return Array.from({ length: slots }, (_, i) => meter.during(first + i));
  };

  test("panels export at noon and import in the evening; a battery delays both", () => {
    for (const name of ["zhao", "chen", "wang", "liu"]) {
      const day = whole(name, "electricity", 900, 96);
      const noon = day.slice(16, 24).reduce((sum, slot) => sum + slot.exported, 0);
      expect(noon).toBeGreaterThan(1_000);
    }
    const evening = (name: string) =>
      whole(name, "electricity", 900, 96)
        .slice(46, 54)
        .reduce((sum, s) => sum + s.imported, 0);
    expect(evening("zhao")).toBeGreaterThan(1_000);
    expect(evening("wang")).toBeLessThan(evening("chen"));
  });

  test("the big buyers always import more than a home offers in a quarter-hour of the day", () => {
    for (const name of ["bakery", "clinic", "utility"]) {
      for (const slot of whole(name, "electricity", 900, 40)) expect(slot.imported).toBeGreaterThan(1_500);
    }
  });

  test("the CHP makes electricity and heat and burns gas; the biogas plant makes gas", () => {
    expect(whole("chp", "electricity", 900, 96).every((slot) => slot.exported > 5_000)).toBe(true);
    expect(whole("chp", "heat", 3_600, 24).every((slot) => slot.exported > 20_000)).toBe(true);
    expect(whole("chp", "gas", 86_400, 2).every((slot) => slot.imported > 1_000_000)).toBe(true);
    expect(whole("biogas", "gas", 86_400, 2).every((slot) => slot.exported > 3_000_000)).toBe(true);
    expect(whole("bakery", "heat", 3_600, 24).every((slot) => slot.imported > 1_000)).toBe(true);
  });
});

describe("the sun over the zone", () => {
  test("stands highest near noon in June and lower in December", () => {
    expect(sinElevation(NOON)).toBeGreaterThan(0.98);
    expect(sinElevation(Date.UTC(2026, 11, 21, 12) / 1000)).toBeCloseTo(Math.cos((30.5 + 23.44) * (Math.PI / 180)), 2);
    expect(clearSky(NOON - 12 * 3600)).toBe(0);
    expect(clearSky(NOON)).toBeGreaterThan(0.7);
    expect(clearSky(NOON)).toBeLessThanOrEqual(0.9);
  });

  test("a forecast is the middle of what can happen: between a dull and a bright day", () => {
    const noon = (chance: typeof EXPECTED) => electricity(who("zhao"), chance, NOON, 0).flow.generation;
    const dull = noon({ smooth: (label) => (label === "sky" ? 0 : 0.9), uniform: () => 0.5 });
    const bright = noon({ smooth: (label) => (label === "sky" ? 1 : 0.1), uniform: () => 0.5 });
    expect(noon(EXPECTED)).toBeGreaterThan(dull);
    expect(noon(EXPECTED)).toBeLessThan(bright);
  });
});
