/** Lines between homes: merged per pair, the largest lowest, and none over another. */
import { expect, it } from "vitest";
import { LEVELS, lanesOf } from "../../renderer/kiosk/lanes.ts";

const row = ["a", "b", "c", "d"];
const trade = (seller: string, buyer: string, watts: number) => ({
  id: seller + buyer + watts,
  seller,
  buyer,
  watts,
  price: 400_000,
});

it("adds up what one sells to another", () => {
  expect(lanesOf([trade("a", "b", 100), trade("a", "b", 50)], row)).toMatchObject([{ from: 0, to: 1, watts: 150 }]);
});

it("puts the largest on the lowest level and what meets it above", () => {
  const lanes = lanesOf([trade("a", "c", 10), trade("b", "d", 90), trade("d", "b", 40)], row);
  expect(lanes.map(({ watts, level }) => [watts, level])).toEqual([
    [90, 0],
    [40, 1],
    [10, 2],
  ]);
});

it("leaves out strangers, and what finds no level", () => {
  const busy = ["b", "c", "d"].map((buyer, i) => trade("a", buyer, 100 - i));
  expect(lanesOf([trade("x", "a", 500), ...busy, trade("b", "a", 1)], row)).toHaveLength(LEVELS);
});
