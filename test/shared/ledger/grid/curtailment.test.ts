/** DESIGN §4, Screening: curtailments cut firm quantities pro rata without damages, and everything that counts them follows. */
import { describe, expect, test } from "vitest";
import { worstOf } from "../../../../shared/ledger/delivery.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { type Draft, OPERATOR, sell, ZONE } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST, EAST_OPERATOR, scene } from "../scene.ts";

const cut = (first: number, change: Partial<Draft<"grid.curtail">> = {}): Draft<"grid.curtail"> => ({
  kind: "grid.curtail",
  zone: ZONE,
  carrier: "electricity",
  side: "sell",
  first,
  count: 1,
  keepPpm: 500_000,
  reason: "a line is overloaded",
  ...change,
});

test("each firm contract keeps its share: quantities, positions, balances and exposure follow; shortfalls count against what is left", () => {
  const s = scene();
  const { ids, slot } = s.contracts([
    [BOB, 601],
    [CAROL, 900],
  ]);
  const { terms } = s.chain.query("contract", { id: ids[0] ?? "" })?.contract ?? {};
  const by = s.operator(cut(slot));
  expect([s.slot(ids[0]), s.slot(ids[1])].map(({ q, cut: less }) => [q, less])).toEqual([
    [601, 301],
    [900, 450],
  ]);
  expect(s.slot(ids[0]).excused).toEqual({ what: "curtailed", side: "seller", by });
  const [alice, bob] = [ALICE, BOB].map(({ address }) => load.position(s.chain.state, address, "electricity", slot));
  expect([alice?.sold, bob?.bought]).toEqual([750, 300]);
  expect(load.balance(s.chain.state, ZONE, "electricity", slot)).toEqual({ firm: 750, bought: 750 });
  expect(terms && s.chain.query("exposure", { party: BOB.address })).toEqual({
    unpaid: 0,
    open: terms && worstOf(terms, 300).buyer,
  });
  expect(s.chain.query("intervention", { id: by })).toMatchObject({
    operator: OPERATOR.address,
    reason: "a line is overloaded",
    act: { what: "curtailment", side: "sell", keepPpm: 500_000 },
  });
  s.holds();
  s.end(slot);
  // 700 of the 750 that are left: 280 to Bob of 300, 420 to Carol of 450.
  s.read("alice", slot, 700, 0);
  s.read("bob", slot, 0, 601);
  s.read("carol", slot, 0, 450);
  expect(s.slot(ids[0]).settled).toMatchObject({
    aS: 280,
    aB: 300,
    delivered: 280,
    liability: "seller",
    money: { energy: 126_000, damagesSeller: 2_000, damagesBuyer: 0 },
  });
  s.holds();
  s.pass(1800 + 7200);
  expect(s.slot(ids[1]).state).toBe("final");
  s.holds();
});

test("what was left is delivered: nobody owes damages, and the slot says why less was", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.operator(cut(slot, { keepPpm: 0 }));
  expect(s.slot(ids[0]).cut).toBe(600);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 600);
  expect(s.slot(ids[0]).settled).toMatchObject({ delivered: 0, liability: "excused", money: { damagesSeller: 0 } });
  s.holds();
});

test("of two orders the deeper counts, not their product; what is as produced is not cut", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 1000]]);
  const free = s.contracts([[CAROL, 400]], {}, slot);
  for (const [keepPpm, less] of [
    [600_000, 400],
    [800_000, 400],
    [250_000, 750],
  ] as const) {
    s.operator(cut(slot, { keepPpm }));
    expect(s.slot(ids[0]).cut).toBe(less);
  }
  expect(s.slot(free.ids[0])).toMatchObject({ cut: 0, excused: null });
  s.holds();
});

test("an order is for one side of its own zone, and for contracts that were there", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[DAN, 400]]);
  const near = s.contracts([[BOB, 400]], undefined, slot);
  s.done(EAST_OPERATOR, cut(slot, { zone: EAST, side: "sell" }));
  expect(s.slot(ids[0]).cut).toBe(0);
  s.done(EAST_OPERATOR, cut(slot, { zone: EAST, side: "buy" }));
  expect([s.slot(ids[0]).cut, s.slot(near.ids[0]).cut]).toEqual([200, 0]);
  expect(s.slot(ids[0]).excused).toMatchObject({ side: "buyer" });
  expect(load.flow(s.chain.state, "electricity", ZONE, EAST, slot)).toBe(200);
  const later = s.contracts([[CAROL, 300]], undefined, slot);
  s.pass(60);
  expect(s.slot(later.ids[0]).cut).toBe(0);
  s.holds();
});

test("what was cut is free to be sold again, to the watt-hour", () => {
  const s = scene();
  const { slot } = s.contracts([[BOB, 500]]);
  s.operator(cut(slot, { keepPpm: 200_000 }));
  const room = s.chain.send(ALICE, sell(slot, [1700], { type: "firm", damages: { seller: 100_000, buyer: 80_000 } }));
  // 90 % of 2,000 Wh are the limit; 100 are still sold.
  expect(room.result.code).toBe(0);
  expect(s.try(ALICE, sell(slot, [1]))).toMatchObject({ rule: "seller.position", figure: 1801, limit: 1800 });
  s.holds();
});

describe("refused", () => {
  test.each<[rule: string, change: (slot: number) => Partial<Draft<"grid.curtail">>, figures?: object]>([
    ["grid.zone", () => ({ zone: "NORTH-1" })],
    ["grid.operator", () => ({ zone: EAST })],
    ["grid.carrier", () => ({ carrier: "gas" })],
    ["grid.horizon", (slot) => ({ first: slot + 96 * 367 }), { unit: "s" }],
  ])("%s", (rule, change, figures = {}) => {
    const s = scene();
    expect(s.try(OPERATOR, cut(s.chain.slot + 2, change(s.chain.slot + 2)))).toMatchObject({ rule, ...figures });
  });

  test("grid.notBegun: a slot that has begun, to the second", () => {
    const s = scene();
    const slot = s.chain.slot;
    expect(s.try(OPERATOR, cut(slot))).toMatchObject({
      rule: "grid.notBegun",
      figure: s.chain.market,
      limit: slot * 900,
      unit: "s",
    });
    expect(s.try(OPERATOR, cut(slot + 1))).toBe(0);
  });

  test("grid.operator: a party, a regulator's word is none", () => {
    const s = scene();
    expect(s.try(ALICE, cut(s.chain.slot + 2))).toMatchObject({ rule: "grid.operator" });
  });
});
