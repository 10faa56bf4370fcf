/** DESIGN §4, Screening: what operators and utilities publish holds from a second on, and decides what is traded then. */
import { describe, expect, test } from "vitest";
import { tariffPrice } from "../../../../shared/ledger/grid/tariffPrice.ts";
import { type Draft, OPERATOR, REGULATORS, sell, SUPPLIER, ZONE } from "../market.ts";
import { ALICE, BOB, DAN, EAST, EAST_OPERATOR, scene } from "../scene.ts";

const supply = (from: number, change: Partial<Draft<"grid.supply">> = {}): Draft<"grid.supply"> => ({
  kind: "grid.supply",
  zone: ZONE,
  carrier: "electricity",
  from,
  deliverable: 1000,
  demand: 100_000,
  ...change,
});
const transfer = (from: number, change: Partial<Draft<"grid.transfer">> = {}): Draft<"grid.transfer"> => ({
  kind: "grid.transfer",
  carrier: "electricity",
  source: ZONE,
  target: EAST,
  from,
  wh: 300,
  ...change,
});
const byHour = (price: (quarter: number) => number) => Array.from({ length: 96 }, (_, quarter) => price(quarter));
const tariff = (from: number, change: Partial<Draft<"grid.tariff">> = {}): Draft<"grid.tariff"> => ({
  kind: "grid.tariff",
  carrier: "electricity",
  from,
  retail: byHour((quarter) => 500_000 + quarter),
  feedIn: byHour(() => 300_000),
  ...change,
});

test("supply lowered below what is contracted touches no contract and lets none be added, from its second on", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 1500]]);
  s.operator(supply(slot * 900));
  expect(s.slot(ids[0])).toMatchObject({ q: 1500, cut: 0 });
  const { id } = s.chain.send(ALICE, sell(slot, [200], { type: "firm", damages: { seller: 100_000, buyer: 80_000 } }));
  expect(s.try(BOB, { kind: "offer.accept", offer: id, energy: { first: slot, wh: [200] } })).toMatchObject({
    rule: "zone.deliverable",
    figure: 1700,
    limit: 1000,
    unit: "Wh",
  });
  expect(s.chain.query("supplyOf", { zone: ZONE, carrier: "electricity", at: slot * 900 - 1 })?.deliverable).toBe(
    100_000,
  );
  expect(s.chain.query("supplyOf", { zone: ZONE, carrier: "electricity", at: slot * 900 })?.deliverable).toBe(1000);
  s.holds();
});

test("transfer capacity bounds the gross flow one way; the other way is its own", () => {
  const s = scene();
  const slot = s.chain.slot + 2;
  s.operator(transfer(s.chain.market + 60));
  const offer = s.done(ALICE, sell(slot, [301]));
  expect(s.try(DAN, { kind: "offer.accept", offer, energy: { first: slot, wh: [301] } })).toMatchObject({
    rule: "zone.transfer",
    figure: 301,
    limit: 300,
    fits: 300,
  });
  const at = slot * 900;
  const carrier = "electricity";
  expect(s.chain.query("transferOf", { carrier, source: ZONE, target: EAST, at })).toEqual({ wh: 300 });
  expect(s.chain.query("transferOf", { carrier, source: EAST, target: ZONE, at })).toEqual({ wh: 50_000 });
});

test("a tariff holds from its second on; a slot's price is that of its local quarter-hours", () => {
  const s = scene();
  const from = s.chain.market + 900;
  s.done(SUPPLIER, tariff(from));
  const ask = (at: number) => s.chain.query("tariff", { supplier: SUPPLIER.address, carrier: "electricity", at });
  expect(ask(from - 1)).toBeNull();
  const found = ask(from);
  if (!found) throw new Error("no tariff");
  const { electricity, heat } = s.chain.params.grids;
  if (!electricity || !heat) throw new Error("no grid");
  // 00:00 UTC is 08:00 local: quarter-hour 32; an hour of heat is the mean of four.
  const quarter = s.chain.params.clock.genesis / 900;
  expect(tariffPrice(found, electricity, 28_800, quarter)).toEqual({ retail: 500_032, feedIn: 300_000 });
  expect(tariffPrice(found, heat, 28_800, quarter / 4)).toEqual({ retail: 500_033, feedIn: 300_000 });
});

describe("refused", () => {
  const now = (draft: (from: number) => Draft) => (from: number) => draft(from);
  test.each<[rule: string, sender: typeof OPERATOR, draft: (from: number) => Draft]>([
    ["grid.zone", OPERATOR, (from) => supply(from, { zone: "NORTH-1" })],
    ["grid.operator", EAST_OPERATOR, now((from) => supply(from))],
    ["grid.operator", ALICE, now((from) => supply(from))],
    ["grid.carrier", OPERATOR, (from) => supply(from, { carrier: "gas" })],
    ["grid.operator", EAST_OPERATOR, now((from) => transfer(from))],
    ["grid.target", OPERATOR, (from) => transfer(from, { target: ZONE })],
    ["grid.target", OPERATOR, (from) => transfer(from, { target: "NORTH-1" })],
    ["grid.utility", OPERATOR, now((from) => tariff(from))],
    ["grid.utility", REGULATORS[0] ?? ALICE, now((from) => tariff(from))],
    ["grid.carrier", SUPPLIER, (from) => tariff(from, { carrier: "gas" })],
  ])("%s", (rule, sender, draft) => {
    const s = scene();
    expect(s.try(sender, draft(s.chain.market + 900))).toMatchObject({ rule });
  });

  test("grid.past, grid.horizon: from now on, within a year, to the second", () => {
    const s = scene();
    for (const [sender, draft] of [
      [OPERATOR, supply],
      [OPERATOR, transfer],
      [SUPPLIER, tariff],
    ] as const) {
      // The next block is 30 market seconds later.
      const now = () => s.chain.market + 30;
      const limit = now();
      expect(s.try(sender, draft(limit - 1))).toMatchObject({ rule: "grid.past", figure: limit - 1, limit, unit: "s" });
      expect(s.try(sender, draft(now()))).toBe(0);
      expect(s.try(sender, draft(now() + 366 * 86_400 + 1))).toMatchObject({ rule: "grid.horizon", unit: "s" });
      expect(s.try(sender, draft(now() + 366 * 86_400))).toBe(0);
    }
  });
});
