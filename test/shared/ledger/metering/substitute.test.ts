/** DESIGN §4, Meters: before a slot is final its operator substitutes what did not come, or came wrong. */
import { describe, expect, test } from "vitest";
import { type Draft, OPERATOR } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST_OPERATOR, scene } from "../scene.ts";

const substitute = (slot: number, change: Partial<Draft<"meter.substitute">> = {}): Draft<"meter.substitute"> => ({
  kind: "meter.substitute",
  party: BOB.address,
  slot,
  sold: 0,
  bought: 600,
  reason: "the link was down",
  ...change,
});

test("after grace, in place of a reading that did not come: settled anew, measured energy shared out over all its contracts", () => {
  const s = scene();
  const { ids, slot } = s.contracts([
    [BOB, 600],
    [CAROL, 400],
  ]);
  s.end(slot);
  s.read("bob", slot, 0, 600);
  s.read("carol", slot, 0, 400);
  s.pass(1800);
  expect(s.slot(ids[0]).settled).toMatchObject({ qualityS: "missing", delivered: 0, liability: "seller" });
  expect(s.chain.query("exposure", { party: ALICE.address }).unpaid).toBe(100_000);
  s.operator(substitute(slot, { party: ALICE.address, sold: 500, bought: 0 }));
  expect([s.slot(ids[0]), s.slot(ids[1])].map(({ settled }) => settled)).toMatchObject([
    { aS: 300, aB: 600, delivered: 300, qualityS: "substituted", money: { damagesSeller: 30_000 } },
    { aS: 200, aB: 400, delivered: 200, qualityS: "substituted", money: { damagesSeller: 20_000 } },
  ]);
  expect(s.chain.query("exposure", { party: ALICE.address }).unpaid).toBe(50_000);
  expect(s.chain.query("contract", { id: ids[0] ?? "" })?.contract.delivered).toBe(300);
  expect(s.chain.query("metered", { party: ALICE.address, carrier: "electricity", from: slot, to: slot + 1 })).toEqual([
    { slot, sold: 500, bought: 0, quality: "substituted", source: "operator" },
  ]);
  s.holds();
  s.pass(1740);
  expect(s.slot(ids[0]).state).toBe("provisional");
  s.pass(120);
  expect(s.slot(ids[0]).state).toBe("final");
  s.holds();
});

test("at any time before final in place of a reading that came wrong; the last one counts", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("bob", slot, 0, 60);
  s.operator(substitute(slot));
  expect(s.slot(ids[0]).state).toBe("pending");
  s.read("alice", slot, 600, 0);
  expect(s.slot(ids[0]).settled).toMatchObject({ aB: 600, delivered: 600, qualityB: "substituted" });
  s.operator(substitute(slot, { bought: 590 }));
  expect(s.slot(ids[0]).settled).toMatchObject({ aB: 590, delivered: 590, liability: "buyer" });
  s.holds();
});

test("a pending slot settles with it when the other side is metered", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 1);
  s.operator(substitute(slot));
  expect(s.slot(ids[0])).toMatchObject({ state: "provisional", settled: { delivered: 600 } });
  s.holds();
});

describe("refused", () => {
  const traded = () => {
    const s = scene();
    const { slot } = s.contracts([[BOB, 600]]);
    s.end(slot);
    return { s, slot };
  };

  test("meter.party, meter.operator", () => {
    const { s, slot } = traded();
    expect(s.try(OPERATOR, substitute(slot, { party: OPERATOR.address }))).toMatchObject({ rule: "meter.party" });
    expect(s.try(EAST_OPERATOR, substitute(slot))).toMatchObject({ rule: "meter.operator" });
    expect(s.try(OPERATOR, substitute(slot, { party: DAN.address }))).toMatchObject({ rule: "meter.operator" });
    expect(s.try(BOB, substitute(slot))).toMatchObject({ rule: "meter.operator" });
  });

  test("meter.ended, meter.awaited", () => {
    const { s, slot } = traded();
    const running = s.chain.slot;
    expect(s.try(OPERATOR, substitute(running))).toMatchObject({ rule: "meter.ended", figure: (running + 1) * 900 });
    expect(s.try(OPERATOR, substitute(slot, { party: CAROL.address }))).toMatchObject({ rule: "meter.awaited" });
    expect(s.try(OPERATOR, substitute(slot - 1))).toMatchObject({ rule: "meter.awaited" });
  });

  test("meter.grace: the meter has its time first, to the second, and longer when the chain stands", () => {
    const { s, slot } = traded();
    const limit = (slot + 1) * 900 + 1800;
    s.chain.until(limit - 60);
    expect(s.try(OPERATOR, substitute(slot))).toMatchObject({ rule: "meter.grace", limit, unit: "s" });
    // An hour without blocks: market time goes on, the time of people does not.
    s.chain.block([], 240);
    expect(s.chain.market).toBeGreaterThan(limit);
    const stood = s.chain.sign(OPERATOR, substitute(slot));
    expect(s.chain.block([stood]).at(0)).toMatchObject({ code: 0 });
  });

  test("meter.final: after final it is a correction", () => {
    const { s, slot } = traded();
    s.read("alice", slot, 600, 0);
    s.read("bob", slot, 0, 600);
    s.pass(1800);
    expect(s.try(OPERATOR, substitute(slot))).toMatchObject({ rule: "meter.final" });
  });
});
