/** DESIGN §4, Screening: calls for flexibility are paid for staying below a stated cap, exactly, and bind nobody. */
import { describe, expect, test } from "vitest";
import { rewardOf } from "../../../../shared/ledger/grid/flexibility.ts";
import { type Draft, OPERATOR, ZONE } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST, metered, scene, type Scene } from "../scene.ts";

const call = (first: number, change: Partial<Draft<"grid.call">> = {}): Draft<"grid.call"> => ({
  kind: "grid.call",
  zone: ZONE,
  carrier: "electricity",
  first,
  count: 2,
  capPpm: 333_333,
  price: 123_457,
  until: first * 900,
  most: 2,
  ...change,
});
const answer = (id: string): Draft => ({ kind: "grid.answer", call: id });
const read = (s: Scene, label: string, slot: number, bought: number) => s.read(label, slot, 0, bought);

test("the arithmetic: C = 10,000 W for a quarter-hour, cap and reward rounded down and to the nearest", () => {
  const grid = { slotSeconds: 900, gateSeconds: 0, startSeconds: 0 };
  const asked = { capPpm: 333_333, price: 123_457 };
  // C = 2,500 Wh; cap = floor(833.3325) = 833; 1,667 Wh · 123,457 / 1000 = 205,802.819.
  expect(rewardOf(asked, grid, { importW: 10_000 }, 833)).toEqual({ wh: 1667, amount: 205_803 });
  expect(rewardOf(asked, grid, { importW: 10_000 }, 834)).toEqual({ wh: 0, amount: 0 });
  expect(rewardOf(asked, grid, { importW: 10_000 }, null)).toEqual({ wh: 0, amount: 0 });
  expect(rewardOf({ ...asked, capPpm: 1_000_000 }, grid, { importW: 10_000 }, 2500)).toEqual({ wh: 0, amount: 0 });
});

test("who answered and stayed below is paid for each slot, after grace and dispute; who took more or was not read is not", () => {
  const s = scene();
  const first = s.chain.slot + 2;
  const id = s.operator(call(first));
  s.done(BOB, answer(id));
  s.done(CAROL, answer(id));
  expect(s.chain.query("call", { id })).toMatchObject({ answers: 2, capPpm: 333_333 });
  expect(s.chain.query("calls", { zone: ZONE, carrier: "electricity", from: first + 1, to: first + 2 })).toHaveLength(
    1,
  );
  expect(s.chain.query("calls", { zone: ZONE, carrier: "electricity", from: first + 2, to: first + 9 })).toEqual([]);
  expect(
    s.chain.query("answered", { party: BOB.address, carrier: "electricity", from: first - 5, to: first + 5 }),
  ).toEqual([
    { slot: first, call: id },
    { slot: first + 1, call: id },
  ]);
  s.end(first);
  read(s, "bob", first, 833);
  read(s, "carol", first, 834);
  s.end(first + 1);
  read(s, "bob", first + 1, 0);
  expect(s.owes(OPERATOR, BOB)).toBe(0);
  s.chain.until((first + 1) * 900 + 3600);
  // The deadline's block starts the work, the next one does it.
  s.chain.block();
  expect(s.owes(OPERATOR, BOB)).toBe(205_803);
  expect(s.statement(OPERATOR, BOB)?.lines).toMatchObject([{ contract: id, what: "flexibility", slots: 1, wh: 1667 }]);
  s.holds();
  s.pass(930);
  s.chain.block();
  expect(s.owes(OPERATOR, BOB)).toBe(2 * 205_803);
  expect(s.owes(OPERATOR, CAROL)).toBe(0);
  expect(s.chain.query("rewardsOf", { call: id, party: CAROL.address })).toEqual([
    { slot: first, wh: 0, amount: 0 },
    { slot: first + 1, wh: 0, amount: 0 },
  ]);
  expect(s.chain.query("answersOf", { call: id, limit: 1 })).toMatchObject([{ importW: 10_000 }]);
  s.holds();
  s.pass(3600);
  expect(s.statement(OPERATOR, BOB)).toMatchObject({ state: "due" });
  s.holds();
});

test("a reading that the operator changes afterwards changes the reward by an adjustment", () => {
  const s = scene();
  const first = s.chain.slot + 2;
  const id = s.operator(call(first, { count: 1 }));
  s.done(BOB, answer(id));
  s.end(first);
  read(s, "bob", first, 2000);
  s.pass(3700);
  expect(s.owes(OPERATOR, BOB)).toBe(0);
  const substitute = { kind: "meter.substitute", party: BOB.address, slot: first, sold: 0, reason: "wrong" } as const;
  s.operator({ ...substitute, bought: 800 });
  expect(s.owes(OPERATOR, BOB)).toBe(205_803);
  s.operator({ ...substitute, bought: 900 });
  expect(s.owes(OPERATOR, BOB)).toBe(0);
  expect(s.chain.query("rewardsOf", { call: id, party: BOB.address })).toEqual([{ slot: first, wh: 0, amount: 0 }]);
  s.holds();
});

test("an owner's meter is paid for once the operator's totals agree", () => {
  const s = scene({ bob: metered("bob", "B") });
  const first = s.chain.slot + 2;
  const id = s.operator(call(first, { count: 1 }));
  s.done(BOB, answer(id));
  s.end(first);
  s.pass(4000);
  expect(s.chain.query("blocked", { carrier: "electricity", from: first, to: first + 1 })).toEqual([
    { slot: first, party: BOB.address, id },
  ]);
  s.operator({ kind: "meter.substitute", party: BOB.address, slot: first, sold: 0, bought: 1, reason: "read by hand" });
  expect(s.owes(OPERATOR, BOB)).toBe(205_803);
  expect(s.chain.query("blocked", { carrier: "electricity", from: first, to: first + 1 })).toEqual([]);
  s.holds();
});

describe("refused", () => {
  test.each<[rule: string, change: (s: Scene) => Partial<Draft<"grid.call">>]>([
    ["grid.zone", () => ({ zone: "NORTH-1" })],
    ["grid.operator", () => ({ zone: EAST })],
    ["grid.carrier", () => ({ carrier: "gas" })],
    ["grid.notBegun", (s) => ({ first: s.chain.slot })],
    ["grid.horizon", (s) => ({ first: s.chain.slot + 96 * 367 })],
    ["grid.until", (s) => ({ until: (s.chain.slot + 2) * 900 + 1 })],
    ["grid.until", (s) => ({ until: s.chain.market + 30 })],
  ])("%s", (rule, change) => {
    const s = scene();
    expect(s.try(OPERATOR, call(s.chain.slot + 2, change(s)))).toMatchObject({ rule });
  });

  test("answers: unknown, of another zone or energy, late, twice for a slot, one too many", () => {
    const s = scene({ carol: { carriers: ["heat"] } });
    const first = s.chain.slot + 2;
    const id = s.operator(call(first, { most: 1 }));
    const overlapping = s.operator(call(first + 1));
    expect(s.try(BOB, answer("00".repeat(32)))).toMatchObject({ rule: "call.unknown" });
    expect(s.try(DAN, answer(id))).toMatchObject({ rule: "call.zone" });
    expect(s.try(CAROL, answer(id))).toMatchObject({ rule: "call.carrier" });
    expect(s.try(OPERATOR, answer(id))).toMatchObject({ rule: "call.zone" });
    expect(s.try(BOB, answer(id))).toBe(0);
    expect(s.try(BOB, answer(id))).toMatchObject({ rule: "call.twice" });
    expect(s.try(BOB, answer(overlapping))).toMatchObject({ rule: "call.twice" });
    expect(s.try(ALICE, answer(id))).toMatchObject({ rule: "call.full", figure: 2, limit: 1, unit: "count" });
    const dear = s.operator(call(first + 5, { price: 1_000_000_000 }));
    // 2 slots of 1,667 Wh at 1,000 per kWh, beyond the zone's 1,000 of credit; the first call's 2 · 205,803 stand in it already.
    const figure = 2 * 1_667_000_000 + 2 * 205_803;
    expect(s.try(ALICE, answer(dear))).toMatchObject({
      rule: "call.funds",
      figure,
      limit: 1_000_000_000,
      unit: "micro",
    });
    s.holds();
    s.chain.until(first * 900);
    expect(s.try(ALICE, answer(id))).toMatchObject({ rule: "call.closed", limit: first * 900, unit: "s" });
  });
});
