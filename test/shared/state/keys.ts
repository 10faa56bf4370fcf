/** Arbitrary keys, values and queries for the tests of the state map. */
import fc from "fast-check";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { Reader } from "../../../shared/state/reader.ts";

/** Keys that share prefixes, are prefixes of one another, and reach the ends of the alphabet. */
export const key: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom("offer/", "offer/a", "party/", "o", "slot/00012/"), fc.stringMatching(/^[!-~]{0,3}$/))
    .map((parts) => parts.join("")),
  fc.stringMatching(/^[ab]{1,6}$/),
  fc.stringMatching(/^[!~]{1,4}$/),
);

export const value: fc.Arbitrary<Json> = fc.oneof(
  fc.integer(),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom<Json>(null, true, [], {}, { price: 1, note: "热" }),
  fc.record({ a: fc.integer(), b: fc.array(fc.integer(), { maxLength: 3 }) }),
);

export const entries = (max: number): fc.Arbitrary<[string, Json][]> =>
  fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: max });

export type Step =
  | { readonly kind: "get"; readonly key: string }
  | {
      readonly kind: "range";
      readonly from: string;
      readonly to: string;
      readonly reverse: boolean;
      readonly limit: number;
    };

/** Bounds also lie between keys, above all of them, and hold what no key may. */
const bound = fc.oneof(key, fc.constantFrom("", "~~~~~~", "offer/\x7f", "offer/a\0", "a\0b", "\x7f", "é"));

export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("get" as const), key }),
  fc.record({
    kind: fc.constant("range" as const),
    from: bound,
    to: bound,
    reverse: fc.boolean(),
    limit: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(1000)),
  }),
);

/** Runs a query of steps and gives all that it read. */
export function answer(reader: Reader, steps: readonly Step[]): unknown[] {
  return steps.map((s) =>
    s.kind === "get"
      ? [reader.get(s.key) ?? null, reader.get(s.key) === undefined]
      : [...reader.range(s.from, s.to, { reverse: s.reverse, limit: s.limit })],
  );
}

/** The same from a plain list: what every other implementation must agree with. */
export function modelReader(model: ReadonlyMap<string, Json>): Reader {
  return {
    get: (k) => model.get(k),
    range(from, to, options) {
      const inside = [...model].filter(([k]) => k >= from && k < to).toSorted(([a], [b]) => (a < b ? -1 : 1));
      if (options?.reverse === true) inside.reverse();
      return inside.slice(0, options?.limit ?? inside.length);
    },
  };
}
