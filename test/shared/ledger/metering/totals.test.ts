/** DESIGN §4, Meters: a meter of class B finalises nothing on its owner's word; the operator's slot totals agree, or hold it. */
import { describe, expect, test } from "vitest";
import { type Draft, OPERATOR } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST_OPERATOR, metered, scene, type Scene } from "../scene.ts";

const totals = (first: number, sold: readonly number[], change: Partial<Draft<"meter.totals">> = {}) =>
  ({
    kind: "meter.totals",
    party: ALICE.address,
    first,
    totals: sold.map((wh) => ({ sold: wh, bought: 0 })),
    ...change,
  }) as const satisfies Draft;

/** Alice, whose meter is of class B, sold 600 Wh to Bob and delivered them; the dispute window has passed. */
function held(s: Scene = scene({ alice: metered("alice", "B") })): { s: Scene; id: string; slot: number } {
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 600);
  s.pass(1800 + 600);
  return { s, id: ids[0] ?? "", slot };
}

test("without totals the slot stays provisional, however long, and says for whom it waits", () => {
  const { s, id, slot } = held();
  expect(s.slot(id)).toMatchObject({ state: "provisional", settled: { delivered: 600 } });
  expect(s.chain.query("blocked", { carrier: "electricity", from: slot, to: slot + 1 })).toEqual([
    { slot, party: ALICE.address, id },
  ]);
  s.pass(30 * 3600);
  expect(s.slot(id).state).toBe("provisional");
  expect(s.statement(ALICE, BOB)).toBeUndefined();
  s.holds();
});

test("totals that agree make it final at once, when its window has passed", () => {
  const { s, id, slot } = held();
  s.operator(totals(slot, [600]));
  expect(s.slot(id)).toMatchObject({ state: "final" });
  expect(s.owes(BOB, ALICE)).toBe(270_000);
  expect(s.chain.query("blocked", { carrier: "electricity", from: slot, to: slot + 1 })).toEqual([]);
  expect(s.chain.query("totals", { party: ALICE.address, carrier: "electricity", from: slot, to: slot + 1 })).toEqual([
    { slot, sold: 600, bought: 0 },
  ]);
  s.holds();
});

test("totals that came before leave the window its time", () => {
  const s = scene({ alice: metered("alice", "B") });
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.operator(totals(slot, [600]));
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 600);
  expect(s.slot(ids[0]).state).toBe("provisional");
  s.pass(1800);
  expect(s.slot(ids[0]).state).toBe("final");
  s.holds();
});

test("a mismatch holds it until the operator posts other totals", () => {
  const { s, id, slot } = held();
  s.operator(totals(slot, [599]));
  s.operator(totals(slot, [600], { totals: [{ sold: 600, bought: 1 }] }));
  s.pass(7200);
  expect(s.slot(id).state).toBe("provisional");
  s.operator(totals(slot, [600]));
  expect(s.slot(id).state).toBe("final");
  s.holds();
});

test("a mismatch ends with the operator's substitute: settled anew, with a window of its own", () => {
  const { s, id, slot } = held();
  s.operator(totals(slot, [450]));
  s.operator({
    kind: "meter.substitute",
    party: ALICE.address,
    slot,
    sold: 450,
    bought: 0,
    reason: "the seal was broken",
  });
  expect(s.slot(id)).toMatchObject({
    state: "provisional",
    settled: { aS: 450, delivered: 450, qualityS: "substituted", money: { damagesSeller: 15_000 } },
  });
  expect(s.chain.query("blocked", { carrier: "electricity", from: slot, to: slot + 1 })).toEqual([]);
  s.pass(1800);
  expect(s.slot(id).state).toBe("final");
  expect(s.owes(BOB, ALICE)).toBe(202_500 - 15_000);
  s.holds();
});

test("both sides of class B: final when both are agreed with", () => {
  const { s, id, slot } = held(scene({ alice: metered("alice", "B"), bob: metered("bob", "B") }));
  s.operator(totals(slot, [600]));
  expect(s.slot(id).state).toBe("provisional");
  s.operator({ ...totals(slot, []), party: BOB.address, totals: [{ sold: 0, bought: 600 }] });
  expect(s.slot(id).state).toBe("final");
  s.holds();
});

test("a reading that is missing is its owner's word too: a late one counts once the operator agrees with it", () => {
  const s = scene({ bob: metered("bob", "B") });
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.pass(1800 + 1800 + 600);
  expect(s.slot(ids[0])).toMatchObject({ state: "provisional", settled: { qualityB: "missing", delivered: 0 } });
  const agreed = { ...totals(slot, []), party: BOB.address, totals: [{ sold: 0, bought: 600 }] };
  s.operator(agreed);
  expect(s.slot(ids[0]).settled?.delivered).toBe(0);
  s.read("bob", slot, 0, 600);
  expect(s.slot(ids[0])).toMatchObject({ state: "provisional", settled: { qualityB: "measured", delivered: 600 } });
  s.holds();
  s.pass(1800);
  expect(s.slot(ids[0]).state).toBe("final");
  expect(s.owes(BOB, ALICE)).toBe(270_000);
  s.holds();
});

test("class A needs none, and a demo's meter neither", () => {
  for (const kind of ["A", "demo"] as const) {
    const s = scene({ alice: metered("alice", kind) });
    const { ids, slot } = s.contracts([[BOB, 600]]);
    s.end(slot);
    s.read("alice", slot, 600, 0);
    s.read("bob", slot, 0, 600);
    s.pass(1800);
    expect(s.slot(ids[0]).state).toBe("final");
  }
});

describe("refused", () => {
  test("no such party, one without a meter, another's operator, a party's own word", () => {
    const { s, slot } = held();
    const refusal = (sender: typeof ALICE, change: Partial<Draft<"meter.totals">> = {}) =>
      s.try(sender, totals(slot, [600], change));
    expect(refusal(OPERATOR, { party: EAST_OPERATOR.address })).toMatchObject({ rule: "meter.party" });
    expect(refusal(EAST_OPERATOR)).toMatchObject({ rule: "meter.operator" });
    expect(refusal(ALICE)).toMatchObject({ rule: "meter.operator" });
    expect(refusal(OPERATOR, { party: DAN.address })).toMatchObject({ rule: "meter.operator" });
  });

  test("meter.ended: a slot that is not over", () => {
    const s = scene({ alice: metered("alice", "B") });
    const { slot } = s.contracts([[BOB, 600]]);
    expect(s.try(OPERATOR, totals(slot, [600]))).toMatchObject({
      rule: "meter.ended",
      figure: (slot + 1) * 900,
      limit: s.chain.market,
      unit: "s",
    });
  });

  test("meter.awaited: slots in which nothing is at stake stay private", () => {
    const { s, slot } = held();
    expect(s.try(OPERATOR, totals(slot, [600, 5]))).toMatchObject({ rule: "meter.awaited", slot: slot + 1 });
    expect(s.try(OPERATOR, totals(slot, [1], { party: CAROL.address }))).toMatchObject({ rule: "meter.awaited", slot });
    expect([...s.chain.state.range("totals/", "totals0")]).toEqual([]);
  });

  test("meter.final: what is final is corrected instead", () => {
    const { s, slot } = held();
    s.operator(totals(slot, [600]));
    expect(s.try(OPERATOR, totals(slot, [601]))).toMatchObject({ rule: "meter.final", slot });
  });

  test("a replay is the same transaction, whose nonce is used", () => {
    const { s, slot } = held();
    const sent = s.chain.sign(OPERATOR, totals(slot, [600]));
    expect(s.chain.block([sent, sent]).map(({ code }) => code)).toEqual([0, 2]);
  });
});
