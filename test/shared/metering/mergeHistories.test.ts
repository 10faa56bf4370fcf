/** Two files of one meter as one: each quarter-hour once by rule, counters that go on, energy that adds up, in either order of the days. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { type History, MEASURED, MISSING, QUARTER, SUBSTITUTED } from "../../../shared/metering/history.ts";
import { mergeHistories } from "../../../shared/metering/mergeHistories.ts";

/** Of amounts per quarter-hour; null = missing. */
function history(first: number, amounts: readonly (number | null)[], substituted: readonly number[] = []): History {
  const counters = new Float64Array(amounts.length + 1).fill(NaN);
  let sum = 0;
  amounts.forEach((amount, q) => {
    if (amount === null) return;
    counters[q] = sum;
    sum += amount;
    counters[q + 1] = sum;
  });
  const quality = Uint8Array.from(amounts, (amount, q) => amount === null ? MISSING : substituted.includes(q) ? SUBSTITUTED : MEASURED); // prettier-ignore
  return { start: first * QUARTER, quarters: amounts.length, imported: counters, exported: null, own: null, quality, derived: false }; // prettier-ignore
}
const amountsOf = (one: History): (number | null)[] =>
  Array.from(one.quality, (quality, q) =>
    quality === MISSING ? null : (one.imported?.[q + 1] ?? NaN) - (one.imported?.[q] ?? NaN),
  );
const merged = (old: History, next: History) => {
  const both = mergeHistories(old, next);
  if (!both) throw new Error("they have the same registers");
  return both;
};

it("what was there first stays, a gap is filled, a measured value replaces a substituted one", () => {
  const { history: one, report } = merged(history(10, [5, 6, null, 8, 9], [4]), history(11, [6, 7, 80, 10, 11]));
  expect(amountsOf(one)).toEqual([5, 6, 7, 8, 10, 11]);
  expect(report).toEqual({
    added: 2,
    same: 1,
    improved: 1,
    kept: 1,
    conflicts: [
      { at: 13 * QUARTER, kept: 8, other: 80 },
      { at: 14 * QUARTER, kept: 10, other: 9 },
    ],
  });
});

it("files days apart leave a gap, over which nothing is invented", () => {
  const { history: one } = merged(history(0, [1, 2]), history(5, [3]));
  expect(amountsOf(one)).toEqual([1, 2, null, null, null, 3]);
  expect([...(one.imported ?? [])]).toEqual([0, 1, 3, NaN, NaN, 3, 6]);
});

it("a counter that one file read on both sides of its gap rises by what it counted", () => {
  const read: History = { ...history(0, [1, null, null, 2]), imported: Float64Array.of(100, 101, NaN, 150, 152) };
  const { history: one } = merged(read, history(4, [7]));
  expect([...(one.imported ?? [])]).toEqual([100, 101, NaN, 150, 152, 159]);
});

it("files of other registers are not of one meter", () => {
  const one = history(0, [1]);
  expect(mergeHistories(one, { ...one, exported: Float64Array.of(0, 1) })).toBeNull();
});

const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }), { minLength: 1, maxLength: 12 });
it("for any two files each quarter-hour is one that a file says, every one is counted once, and the same again changes nothing", () => {
  fc.assert(
    fc.property(amounts, amounts, fc.integer({ min: 0, max: 14 }), (a, b, shift) => {
      const [old, next] = [history(20, a), history(13 + shift, b)];
      const { history: one, report } = merged(old, next);
      const said = (of: History, k: number): number | null => amountsOf(of)[one.start / QUARTER + k - of.start / QUARTER] ?? null; // prettier-ignore
      amountsOf(one).forEach((amount, k) => expect(amount).toBe(said(old, k) ?? said(next, k)));
      const known = amountsOf(next).filter((amount) => amount !== null).length;
      expect(report.added + report.same + report.improved + report.kept).toBe(known);
      expect(amountsOf(merged(one, next).history)).toEqual(amountsOf(one));
      expect(merged(one, next).report.added).toBe(0);
    }),
    { numRuns: 300 },
  );
});
