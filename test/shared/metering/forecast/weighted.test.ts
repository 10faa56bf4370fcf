/** Quantiles of weighted values: a whole weight counts like as many equal values. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf } from "../../../../shared/metering/forecast/weighted.ts";

const weighted = fc.array(fc.record({ value: fc.nat(50), weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 3, maxLength: 40 }); // prettier-ignore

describe("a band", () => {
  it("is that of the values, each repeated as often as it weighs", () => {
    fc.assert(
      fc.property(weighted, (values) => {
        const repeated = values.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value));
        const sorted = repeated.toSorted((a, b) => a - b);
        const rank = (percent: number) => sorted[Math.ceil((sorted.length * percent) / 100) - 1];
        expect(bandOf([...values])).toEqual({ p10: rank(10), p50: rank(50), p90: rank(90) });
      }),
    );
  });
  it("does not know the order, and needs three values", () => {
    fc.assert(fc.property(weighted, (values) => { expect(bandOf([...values])).toEqual(bandOf(values.toReversed())); })); // prettier-ignore
    expect(bandOf([{ value: 1, weight: 9 }, { value: 2, weight: 9 }])).toBeUndefined(); // prettier-ignore
  });
});
