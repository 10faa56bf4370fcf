/** DESIGN §4, Auction: who delivers to whom once the energy is shared out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Awarded, pair } from "../../../../shared/ledger/auction/pairing.ts";

const id = (n: number): string => n.toString(16).padStart(4, "0");
const awarded = (name: string, party: string, price: number, wh: number): Awarded => ({ id: name, party, price, wh });

test("cheapest sells and dearest buys first, equal prices by id, each filled before the next", () => {
  const sells = [awarded("c", "ann", 3, 50), awarded("b", "ben", 2, 30), awarded("a", "cai", 3, 20)];
  const buys = [awarded("y", "dee", 5, 40), awarded("x", "eve", 9, 25), awarded("w", "fay", 5, 35)];
  expect(pair(sells, buys).map(({ sell, buy, wh }) => [sell.id, buy.id, wh])).toEqual([
    ["b", "x", 25],
    ["b", "w", 5],
    ["a", "w", 20],
    ["c", "w", 10],
    ["c", "y", 40],
  ]);
});

test("who was awarded nothing is paired with nobody", () => {
  expect(pair([awarded("a", "ann", 1, 0)], [awarded("b", "ben", 1, 5)])).toEqual([]);
  expect(pair([], [])).toEqual([]);
});

const orders = (parties: readonly string[]) =>
  fc.array(fc.record({ party: fc.constantFrom(...parties), price: fc.nat(3), wh: fc.integer({ min: 0, max: 50 }) }), {
    maxLength: 20,
  });
const named = (list: readonly Omit<Awarded, "id">[], from: number): readonly Awarded[] =>
  list.map((each, i) => ({ ...each, id: id(from + ((i * 7) % 23)) }));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test("all energy is paired between different parties, in few pairs, whatever the order given", () => {
  fc.assert(
    fc.property(orders(["ann", "ben"]), orders(["cai", "dee"]), (some, others) => {
      const [sells, buys] = [named(some, 0), named(others, 100)];
      const pairs = pair(sells, buys);
      const energy = Math.min(sum(sells.map(({ wh }) => wh)), sum(buys.map(({ wh }) => wh)));
      expect(sum(pairs.map(({ wh }) => wh))).toBe(energy);
      expect(pairs.length).toBeLessThanOrEqual(Math.max(0, sells.length + buys.length - 1));
      expect(new Set(pairs.map(({ sell, buy }) => sell.id + buy.id)).size).toBe(pairs.length);
      expect(pair(sells.toReversed(), buys.toReversed())).toEqual(pairs);
    }),
  );
});

test("a party is never paired with itself, even if it stood on both sides, and nobody gets more than it was awarded", () => {
  fc.assert(
    fc.property(orders(["ann", "ben"]), orders(["ann", "ben"]), (some, others) => {
      const [sells, buys] = [named(some, 0), named(others, 100)];
      const pairs = pair(sells, buys);
      for (const { sell, buy, wh } of pairs) {
        expect(sell.party).not.toBe(buy.party);
        expect(wh).toBeGreaterThan(0);
      }
      for (const each of [...sells, ...buys]) {
        const got = pairs.filter(({ sell, buy }) => sell.id === each.id || buy.id === each.id);
        expect(sum(got.map(({ wh }) => wh))).toBeLessThanOrEqual(each.wh);
      }
    }),
  );
});
