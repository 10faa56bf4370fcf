/** DESIGN §4, Money: a correction after final makes adjustments in the running period, and the slot stays final. */
import { describe, expect, test } from "vitest";
import { adjustmentsOf } from "../../../../shared/ledger/metering/finalCorrection.ts";
import { deliver, type Priced } from "../../../../shared/ledger/delivery.ts";
import { type Draft, OPERATOR, PARAMS } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST_OPERATOR, metered, scene, type Scene } from "../scene.ts";

const correct = (slot: number, change: Partial<Draft<"meter.correct">> = {}): Draft<"meter.correct"> => ({
  kind: "meter.correct",
  party: ALICE.address,
  slot,
  sold: 1000,
  bought: 0,
  reason: "a wrong multiplier",
  ...change,
});

/** Alice sold 600 to Bob and 400 to Carol, firmly at 0.45; she was read with `sold`, they with what they bought. */
function final(s: Scene, sold: number) {
  const { ids, slot } = s.contracts([
    [BOB, 600],
    [CAROL, 400],
  ]);
  s.end(slot);
  s.read("alice", slot, sold, 0);
  s.read("bob", slot, 0, 600);
  s.read("carol", slot, 0, 400);
  s.pass(1800 + 60);
  expect(s.slot(ids[0]).state).toBe("final");
  return { ids, slot };
}

test("the difference of each contract, by hand: energy less damages to the buyer, charges to the operator", () => {
  const s = scene();
  const { ids, slot } = final(s, 500);
  // 300 Wh to Bob: 135,000 for them, 30,000 damages back. Charges: 12,600 + 4,500 + 8,100 + 2,700.
  expect([s.owes(BOB, ALICE), s.owes(BOB, OPERATOR)]).toEqual([135_000 - 30_000, 27_900]);
  const period = s.slot(ids[0]).period;
  s.pass(3600);
  expect(s.statement(BOB, ALICE)?.state).toBe("due");
  s.operator(correct(slot));
  expect(s.slot(ids[0])).toMatchObject({
    state: "final",
    period,
    settled: { aS: 600, aB: 600, delivered: 600, qualityS: "substituted", liability: "none" },
  });
  expect(s.chain.query("contract", { id: ids[1] ?? "" })?.contract).toMatchObject({
    state: "delivered",
    delivered: 400,
  });
  // 600 Wh are 270,000, and no damages: 165,000 more than before. Charges 25,200 + 9,000 + 16,200 + 5,400.
  expect(s.owes(BOB, ALICE)).toBe(270_000);
  expect(s.owes(BOB, OPERATOR)).toBe(55_800);
  const running = s.statement(BOB, ALICE);
  expect(running).toMatchObject({ state: "open" });
  expect(running?.period).toBeGreaterThan(period ?? 0);
  expect(running?.lines.map(({ what, slots, wh, amount }) => [what, slots, wh, Math.abs(amount)])).toEqual([
    ["adjustment", 1, 300, 165_000],
  ]);
  expect(s.owes(CAROL, ALICE)).toBe(180_000);
  s.holds();
  s.pass(3600);
  s.holds();
});

test("downward: what was too much comes back, and a second correction counts from the first", () => {
  const s = scene();
  const { slot } = final(s, 1000);
  expect(s.owes(BOB, ALICE)).toBe(270_000);
  s.operator(correct(slot, { sold: 0 }));
  // Nothing delivered: Alice owes damages for 600 at 0.10, Bob nothing.
  expect(s.owes(ALICE, BOB)).toBe(60_000);
  expect(s.owes(BOB, OPERATOR)).toBe(0);
  s.holds();
  s.operator(correct(slot, { sold: 999 }));
  // 999 over 600 and 400: 599.4 and 399.6, so 599 and 400.
  expect(s.owes(BOB, ALICE)).toBe(599 * 450 - 100);
  expect(s.owes(CAROL, ALICE)).toBe(180_000);
  s.holds();
});

test("a buyer's correction changes its own contracts alone", () => {
  const s = scene();
  const { ids, slot } = final(s, 1000);
  const other = s.slot(ids[1]);
  s.operator(correct(slot, { party: BOB.address, sold: 0, bought: 500 }));
  expect(s.slot(ids[0]).settled).toMatchObject({ aS: 600, aB: 500, delivered: 500, liability: "buyer" });
  expect(s.owes(BOB, ALICE)).toBe(225_000 + 8_000);
  expect(s.slot(ids[1])).toEqual(other);
  s.holds();
});

test("figures that change nothing make no line", () => {
  const s = scene();
  const { slot } = final(s, 1000);
  const before = s.chain.query("statementsOf", { party: ALICE.address, limit: 9 });
  s.operator(correct(slot, { sold: 1200 }));
  expect(s.chain.query("statementsOf", { party: ALICE.address, limit: 9 })).toEqual(before);
  s.holds();
});

test("a party whose contracts of a slot are final in part: the others are settled anew", () => {
  const s = scene({ carol: metered("carol", "B") });
  const { ids, slot } = final(s, 500);
  expect([s.slot(ids[0]).state, s.slot(ids[1]).state]).toEqual(["final", "provisional"]);
  s.operator(correct(slot));
  expect(s.slot(ids[0])).toMatchObject({ state: "final", settled: { delivered: 600 } });
  expect(s.slot(ids[1])).toMatchObject({ state: "provisional", settled: { delivered: 400 } });
  s.holds();
});

test("an operator that sells: one adjustment for the pair, energy and charges together", () => {
  const terms: Priced = {
    type: "firm",
    price: 450_000,
    damages: { seller: 100_000, buyer: 80_000 },
    charges: { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 },
  };
  const at = (aS: number) => ({ aS, aB: 600, ...deliver(terms, 600, aS, 600) });
  const sides = { seller: "op", buyer: "bob", operator: "op" };
  // From 300 to 600 Wh: 135,000 + 30,000 of damages that fall away + 27,900 charges.
  expect(adjustmentsOf(sides, at(300), at(600))).toEqual([
    { from: "bob", to: "op", what: "adjustment", wh: 300, amount: 192_900 },
  ]);
  expect(adjustmentsOf(sides, at(600), at(600))).toEqual([]);
});

describe("refused", () => {
  test("meter.party, meter.operator, meter.notFinal", () => {
    const s = scene();
    const { ids, slot } = s.contracts([[BOB, 600]]);
    s.end(slot);
    s.read("alice", slot, 600, 0);
    s.read("bob", slot, 0, 600);
    expect(s.slot(ids[0]).state).toBe("provisional");
    expect(s.try(OPERATOR, correct(slot, { party: EAST_OPERATOR.address }))).toMatchObject({ rule: "meter.party" });
    expect(s.try(EAST_OPERATOR, correct(slot))).toMatchObject({ rule: "meter.operator" });
    expect(s.try(OPERATOR, correct(slot, { party: DAN.address }))).toMatchObject({ rule: "meter.operator" });
    expect(s.try(OPERATOR, correct(slot))).toMatchObject({ rule: "meter.notFinal" });
    expect(s.try(OPERATOR, correct(slot - 1))).toMatchObject({ rule: "meter.notFinal" });
  });

  test("meter.late: the stated time after final has passed, to the second", () => {
    const s = scene({}, { supervision: { ...PARAMS.supervision, correct: 7200 } });
    const { ids, slot } = final(s, 1000);
    const limit = (s.slot(ids[0]).settled?.finalFrom ?? 0) + 7200;
    s.chain.until(limit - 90);
    expect(s.try(OPERATOR, correct(slot))).toBe(0);
    s.chain.until(limit + 1);
    expect(s.try(OPERATOR, correct(slot))).toMatchObject({ rule: "meter.late", limit, unit: "s", slot });
  });

  test("meter.kept: with a contract of the slot gone, the party's energy would be shared out wrongly", () => {
    const s = scene();
    const { ids, slot } = final(s, 1000);
    const edit = s.chain.state.edit();
    edit.delete(`slot/${ids[1]}/${String(slot).padStart(9, "0")}`);
    s.chain.state = edit.done();
    expect(s.try(OPERATOR, correct(slot))).toMatchObject({ rule: "meter.kept" });
  });
});
