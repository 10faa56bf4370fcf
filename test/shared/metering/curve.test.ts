/** A curve of at most 700 points: nothing is lost, no peak is dropped, stacks add up, gaps stay gaps, days stay apart. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CurveDay, MOST_POINTS, curveOf, pointWidth, substitutedSlots } from "../../../shared/metering/curve.ts";
import { MEASURED, MISSING, QUARTER, SUBSTITUTED } from "../../../shared/metering/history.ts";
import { type Flows, NO_FLOWS, isKnown } from "../../../shared/metering/periods.ts";

const wh = fc.integer({ min: 0, max: 25_000 });
/** A quarter-hour: read whole, at the boundary alone, or not at all. */
const slot: fc.Arbitrary<Flows> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ own: wh, out: wh, into: wh }).map(({ own, out, into }) => ({ generation: own + out, load: own + into, exported: out, imported: into, ownUse: own })) },
  { weight: 1, arbitrary: fc.record({ out: wh, into: wh }).map(({ out, into }) => ({ ...NO_FLOWS, exported: out, imported: into })) },
  { weight: 2, arbitrary: fc.constant(NO_FLOWS) },
); // prettier-ignore
/** Few different days, so that a year of them is made quickly. */
const stretch = fc
  .record({
    kinds: fc.array(
      fc.constantFrom(92, 96, 100).chain((count) => fc.array(slot, { minLength: count, maxLength: count })),
      { minLength: 1, maxLength: 3 },
    ),
    count: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 373 })),
  })
  .map(({ kinds, count }) => {
    let start = 1_700_000_000 - (1_700_000_000 % QUARTER);
    return Array.from({ length: count }, (_, i): CurveDay => {
      const slots = kinds[i % kinds.length] ?? [];
      const day = { start, slots, substituted: slots.map((one, k) => isKnown(one) && k % 7 === 0) };
      start += slots.length * QUARTER;
      return day;
    });
  });
const add = (values: readonly (number | null)[]): number => values.reduce<number>((sum, one) => sum + (one ?? 0), 0);

describe("a curve", () => {
  it("holds the energy of its quarter-hours, in no more points than there is room for", () => {
    fc.assert(
      fc.property(stretch, (days) => {
        const width = pointWidth(days);
        const points = curveOf(days, width);
        const slots = days.flatMap((day) => day.slots);
        expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
        expect(add(points.map((point) => point.slots))).toBe(slots.length);
        expect(add(points.map((point) => point.known))).toBe(slots.filter(isKnown).length);
        expect(add(points.map((point) => point.substituted))).toBe(
          days.flatMap((day) => day.substituted).filter(Boolean).length,
        );
        for (const key of ["exported", "imported"] as const)
          expect(add(points.map((point) => point[key]))).toBe(add(slots.map((one) => one[key])));
      }),
      { numRuns: 25 },
    );
  });

  it("stacks to its wholes, keeps every peak, and knows nothing where nothing was read", () => {
    fc.assert(
      fc.property(stretch, (days) => {
        const width = pointWidth(days);
        const points = curveOf(days, width);
        let at = 0;
        const slots = days.flatMap((day) => day.slots);
        const whole = (within: readonly Flows[]) => within.every((one) => one.generation !== null);
        const extent = (within: readonly Flows[], of: keyof Flows) => {
          const values = within.map((one) => one[of] ?? NaN);
          return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };
        };
        const sum = (within: readonly Flows[], of: keyof Flows) =>
          within.length > 0 && within.every((one) => one[of] !== null) ? add(within.map((one) => one[of])) : null;
        for (const point of points) {
          const within = slots.slice(at, (at += point.slots)).filter(isKnown);
          const { generation, load, exported, imported, ownUse } = point;
          expect(generation).toBe(sum(within, "generation"));
          expect(load).toBe(sum(within, "load"));
          expect(generation === null ? null : (ownUse ?? NaN) + (exported ?? NaN)).toBe(generation);
          expect(load === null ? null : (ownUse ?? NaN) + (imported ?? NaN)).toBe(load);
          expect(point.made).toEqual(extent(within, whole(within) ? "generation" : "exported"));
          expect(point.used).toEqual(extent(within, whole(within) ? "load" : "imported"));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("begins a point at every local midnight", () => {
    fc.assert(
      fc.property(stretch, (days) => {
        const starts = new Set(curveOf(days, pointWidth(days)).map((point) => point.at));
        for (const day of days) expect(starts.has(day.start)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("shows a week by the quarter-hour, also one of 668 or 676 of them", () => {
    const day = (count: number) => ({ slots: Array.from({ length: count }) });
    for (const odd of [92, 96, 100])
      expect(pointWidth([...Array.from({ length: 6 }, () => day(96)), day(odd)])).toBe(1);
  });

  it("is as fine as the room allows, and refuses more days than points", () => {
    const days = (count: number) => Array.from({ length: count }, () => ({ slots: { length: 96 } }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (count) => {
        const width = pointWidth(days(count));
        expect(count * Math.ceil(96 / width)).toBeLessThanOrEqual(MOST_POINTS);
        // Half the width would be too many.
        expect(width === 1 || count * Math.ceil(96 / (width / 2)) > MOST_POINTS / 2).toBe(true);
      }),
    );
    expect(() => pointWidth(days(701))).toThrow(RangeError);
  });

  it("marks what was substituted, by the quarter-hour that ends at the reading", () => {
    const reading = (at: number, quality: typeof MISSING | typeof MEASURED | typeof SUBSTITUTED) => ({
      at,
      imported: 0,
      exported: 0,
      own: null,
      quality,
    });
    const marks = substitutedSlots(
      [
        reading(0, SUBSTITUTED),
        reading(QUARTER, MEASURED),
        reading(2 * QUARTER, SUBSTITUTED),
        reading(3 * QUARTER, MISSING),
      ],
      0,
      3,
    );
    expect(marks).toEqual([false, true, false]);
  });
});
