import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Aligned, INTERVALS } from "../../../shared/metering/alignment.ts";
import { MISSING, QUARTER, historyOf } from "../../../shared/metering/history.ts";
import {
  type Flows,
  boundariesOf,
  boundaryAt,
  flowsBetween,
  flowsOf,
  isKnown,
  slotsOf,
} from "../../../shared/metering/periods.ts";
import { rollUp } from "../../../shared/metering/days.ts";
import { SYDNEY } from "./zones.ts";

const T0 = 1_317_400_200; // a quarter-hour

/** Random intervals in mWh; NaN = missing. */
const aligned = fc
  .record({
    interval: fc.constantFrom(...INTERVALS),
    values: fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.record({ used: fc.nat(3_000_000), made: fc.nat(3_000_000) }) },
        { weight: 1, arbitrary: fc.constant({ used: NaN, made: NaN }) },
        { weight: 1, arbitrary: fc.record({ used: fc.nat(3_000_000), made: fc.constant(NaN) }) },
      ),
      { minLength: 2, maxLength: 200 },
    ),
  })
  .map(({ interval, values }): Aligned => ({
    start: T0 - (T0 % Math.max(interval, QUARTER)),
    interval,
    count: values.length,
    first: Float64Array.from(values, (one) => one.used),
    second: Float64Array.from(values, (one) => one.made),
    substituted: new Uint8Array(values.length),
    changes: [],
  }));

const KEYS = ["generation", "load", "exported", "imported", "ownUse"] as const;
const sum = (slots: readonly Flows[], key: (typeof KEYS)[number]): number =>
  slots.reduce((total, slot) => total + (slot[key] ?? 0), 0);

describe("energy is the difference of counters", () => {
  it("of any period without a gap, exactly the sum of its slots", () => {
    fc.assert(
      fc.property(aligned, fc.nat(), fc.nat(), (file, a, b) => {
        const history = historyOf(file, "gross");
        const from = Math.min(a, b) % (history.quarters + 1);
        const to = from + (Math.max(a, b) % (history.quarters + 1 - from));
        const first = boundaryAt(history, from);
        const last = boundaryAt(history, to);
        const slots = slotsOf([...boundariesOf(history)], history.start, history.quarters).slice(from, to);
        fc.pre(first !== undefined && last !== undefined && slots.every(isKnown));
        const whole = flowsBetween(first, last);
        for (const key of KEYS) expect(whole[key]).toBe(sum(slots, key));
      }),
      { numRuns: 2000 },
    );
  });

  it("flows add up in every slot and every day: generation = own + exported, load = own + imported, never negative", () => {
    fc.assert(
      fc.property(aligned, (file) => {
        const history = historyOf(file, "gross");
        const slots = slotsOf([...boundariesOf(history)], history.start, history.quarters);
        for (const flows of [...slots, ...rollUp(history, SYDNEY).map((day) => day.flows)]) {
          const { generation, load, exported, imported, ownUse } = flows;
          if (generation === null || load === null || exported === null || imported === null || ownUse === null)
            continue;
          expect(generation).toBe(ownUse + exported);
          expect(load).toBe(ownUse + imported);
          for (const key of KEYS) expect(Number.isInteger(flows[key]) && (flows[key] ?? -1) >= 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("differs from the file's own sum by less than half a Wh per register", () => {
    fc.assert(
      fc.property(aligned, (file) => {
        const history = historyOf(file, "gross");
        let imported = 0;
        let exported = 0;
        file.first?.forEach((used, k) => {
          const net = used - (file.second?.[k] ?? NaN);
          if (net > 0) imported += net;
          else if (net < 0) exported -= net;
        });
        const all = flowsOf([...boundariesOf(history)]);
        fc.pre(all.imported !== null && history.quality.every((one) => one !== MISSING));
        expect(Math.abs((all.imported ?? 0) - imported / 1000)).toBeLessThanOrEqual(0.5);
        expect(Math.abs((all.exported ?? 0) - exported / 1000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it("a missing interval is no slot, no zero, and nothing is joined across it", () => {
    fc.assert(
      fc.property(aligned, (file) => {
        const history = historyOf(file, "gross");
        const slots = slotsOf([...boundariesOf(history)], history.start, history.quarters);
        slots.forEach((slot, q) => {
          const from = history.start + q * QUARTER;
          let missing = false;
          for (let k = 0; k < file.count; k++) {
            const at = file.start + k * file.interval;
            const overlaps = at < from + QUARTER && at + file.interval > from;
            if (overlaps && Number.isNaN((file.first?.[k] ?? 0) + (file.second?.[k] ?? 0))) missing = true;
          }
          const beyond = from + QUARTER > file.start + file.count * file.interval;
          expect(isKnown(slot)).toBe(!missing && !beyond);
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("half-hours in two quarter-hours", () => {
  const half = (used: number[], made: number[]): Aligned => ({
    start: T0 - (T0 % 1800),
    interval: 1800,
    count: used.length,
    first: Float64Array.from(used, (wh) => wh * 1000),
    second: Float64Array.from(made, (wh) => wh * 1000),
    substituted: new Uint8Array(used.length),
    changes: [],
  });
  it("the second quarter takes the remainder", () => {
    const history = historyOf(half([301], [100]), "gross");
    const slots = slotsOf([...boundariesOf(history)], history.start, 2);
    expect(slots.map((slot) => slot.imported)).toEqual([100, 101]);
    expect(slots.map((slot) => slot.load)).toEqual([150, 151]);
    expect(history.derived).toBe(true);
  });
  it("the net of each native interval goes to one register alone", () => {
    const history = historyOf(half([500, 200, 300], [200, 500, 300]), "gross");
    expect([...(history.imported ?? [])]).toEqual([0, 150, 300, 300, 300, 300, 300]);
    expect([...(history.exported ?? [])]).toEqual([0, 0, 0, 150, 300, 300, 300]);
  });
  it("boundary registers know nothing of what is used and made inside", () => {
    const history = historyOf(half([500], [200]), "boundary");
    expect(flowsOf([...boundariesOf(history)])).toEqual({ generation: null, load: null, exported: 200, imported: 500, ownUse: null }); // prettier-ignore
    expect(history.derived).toBe(false);
  });
});

describe("counters that were read", () => {
  it("keep their readings; a gap between two readings is no slot", () => {
    const readings = [1000, 1001, NaN, NaN, 1010, 1012].map((kWh) => kWh * 1_000_000);
    const history = historyOf(
      { start: T0, interval: 900, count: 6, first: Float64Array.from(readings), second: null, substituted: new Uint8Array(6), changes: [] }, // prettier-ignore
      "counters",
    );
    const boundaries = [...boundariesOf(history)];
    expect(boundaries.map((one) => one.imported)).toEqual([1_000_000, 1_001_000, 1_010_000, 1_012_000]);
    expect(slotsOf(boundaries, T0, 5).map((slot) => slot.imported)).toEqual([1000, null, null, null, 2000]);
    expect(flowsOf(boundaries).imported).toBe(12_000);
  });
});
