import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecast } from "../../../../shared/metering/forecast/forecast.ts";
import { generateHome } from "../../../../shared/metering/generatedHome.ts";
import { mostSurplus, rollUp } from "../../../../shared/metering/days.ts";
import { type Flows, NO_FLOWS, boundariesOf, slotsOf } from "../../../../shared/metering/periods.ts";
import { freePerSlot } from "../../../../shared/metering/surplus.ts";
import { readText } from "../read.ts";
import { SHANGHAI } from "../zones.ts";

const slot = (generation: number, load: number): Flows => {
  const ownUse = Math.min(generation, load);
  return { generation, load, exported: generation - ownUse, imported: load - ownUse, ownUse };
};
const days = (count: number, of: (k: number) => Flows): Flows[] => Array.from({ length: count * 96 }, (_, k) => of(k));

describe("forecast from the home's own past", () => {
  it("a home that does the same every day is forecast exactly at its steady hours", () => {
    const past = days(10, (k) => (k % 96 >= 40 && k % 96 < 60 ? slot(500, 100) : slot(0, 200)));
    const next = forecast(past, 192);
    for (const at of [45, 50, 45 + 96, 10])
      expect(next?.generation[at]).toEqual(
        at % 96 > 40 ? { p10: 500, p50: 500, p90: 500 } : { p10: 0, p50: 0, p90: 0 },
      );
    expect(next?.surplus[50]).toEqual({ p10: 400, p50: 400, p90: 400 });
    expect(next?.need[10]).toEqual({ p10: 200, p50: 200, p90: 200 });
  });
  it("says nothing without a past", () => {
    expect(forecast([], 96)).toBeNull();
    expect(
      forecast(
        days(10, () => NO_FLOWS),
        96,
      ),
    ).toBeNull();
  });
  it("leaves gaps out instead of taking them for zero", () => {
    const past = days(10, (k) => (Math.floor(k / 96) % 2 === 0 ? NO_FLOWS : slot(300, 100)));
    expect(forecast(past, 96)?.generation[50]).toEqual({ p10: 300, p50: 300, p90: 300 });
  });
  it("has ordered bands within what was seen", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2000), fc.nat(2000)), { minLength: 96, maxLength: 96 * 4 }), (values) => {
        const past = values.map(([made, used]) => slot(made, used));
        const next = forecast(past, 96);
        for (const bands of next ? [next.generation, next.load, next.surplus, next.need] : [])
          for (const { p10, p50, p90 } of bands) expect(0 <= p10 && p10 <= p50 && p50 <= p90 && p90 <= 2000).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what may still be promised", () => {
  it("never exceeds capacity, commitments or the band's edge", () => {
    const band = fc.tuple(fc.nat(3000), fc.nat(3000), fc.nat(3000)).map((three) => {
      const [p10, p50, p90] = three.toSorted((a, b) => a - b) as [number, number, number];
      return { p10, p50, p90 };
    });
    fc.assert(
      fc.property(fc.array(band), fc.nat(2000), fc.array(fc.nat(3000)), fc.constantFrom("p10", "p50", "p90"), (bands, capacity, committed, edge) => {
        const free = freePerSlot({ bands, capacity, committed, edge });
        free.forEach((wh, i) => {
          const promised = wh + (committed[i] ?? 0);
          expect(wh >= 0 && Number.isInteger(wh)).toBe(true);
          expect(wh === 0 || promised <= Math.min(capacity, bands[i]?.[edge] ?? 0)).toBe(true);
        });
      }),
    ); // prettier-ignore
  });
});

describe("a generated home", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(generateHome(7)).toBe(generateHome(7));
    expect(generateHome(7)).not.toBe(generateHome(8));
  });
  it("reads as a plausible solar home with surplus", () => {
    for (const seed of [0, 1, 7, -3, 2 ** 31]) {
      const { aligned, history, choices } = readText(generateHome(seed));
      expect(choices).toMatchObject({ meaning: "gross", unit: "kWh", consumptionColumn: 1, generationColumn: 2 });
      expect(aligned).toMatchObject({ interval: 900, count: 60 * 96 });
      const rolled = rollUp(history, SHANGHAI);
      const best = mostSurplus(rolled);
      expect(best?.flows.exported).toBeGreaterThan(8_000);
      for (const day of rolled) {
        expect(day.flows.load).toBeGreaterThan(5_000);
        expect(day.flows.load).toBeLessThan(30_000);
        expect(day.flows.generation).toBeLessThan(45_000);
      }
      const slots = slotsOf([...boundariesOf(history)], history.start, history.quarters);
      expect(slots.slice(0, 20).every((one) => one.generation === 0)).toBe(true);
    }
  });
});
