/** DESIGN §4: a confirmed outage excuses the slots it covers, also those that are provisional already, and no final one. */
import { describe, expect, test } from "vitest";
import { type Draft, OPERATOR, ZONE } from "../market.ts";
import { ALICE, BOB, CAROL, DAN, EAST, EAST_OPERATOR, scene } from "../scene.ts";

const outage = (first: number, change: Partial<Draft<"grid.outage">> = {}): Draft<"grid.outage"> => ({
  kind: "grid.outage",
  zone: ZONE,
  carrier: "electricity",
  party: null,
  first,
  count: 1,
  reason: "the feeder tripped",
  ...change,
});

test("confirmed while the slot is pending: its shortfall owes nothing when it settles", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  const by = s.operator(outage(slot));
  expect(s.slot(ids[0])).toMatchObject({ state: "pending", excused: { what: "outage", side: "both", by } });
  s.read("alice", slot, 200, 0);
  s.read("bob", slot, 0, 600);
  expect(s.slot(ids[0]).settled).toMatchObject({
    delivered: 200,
    liability: "excused",
    money: { energy: 90_000, damagesSeller: 0 },
  });
  s.holds();
});

test("confirmed afterwards: the provisional slot is settled anew, and its dispute window begins again", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 200, 0);
  s.read("bob", slot, 0, 600);
  expect(s.slot(ids[0]).settled).toMatchObject({ liability: "seller", money: { damagesSeller: 40_000 } });
  expect(s.chain.query("exposure", { party: ALICE.address }).unpaid).toBe(40_000);
  s.pass(1500);
  s.operator(outage(slot, { party: ALICE.address }));
  expect(s.slot(ids[0])).toMatchObject({
    state: "provisional",
    excused: { side: "seller" },
    settled: { liability: "excused", money: { damagesSeller: 0 } },
  });
  expect(s.chain.query("exposure", { party: ALICE.address }).unpaid).toBe(0);
  s.holds();
  // The first window would have ended by now; the second does later.
  s.pass(900);
  expect(s.slot(ids[0]).state).toBe("provisional");
  s.pass(900);
  expect(s.slot(ids[0]).state).toBe("final");
  expect(s.owes(ALICE, BOB)).toBe(0 - 90_000);
  s.holds();
});

test("the other side's shortfall is not excused by it", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 100);
  s.operator(outage(slot, { party: ALICE.address }));
  expect(s.slot(ids[0]).settled).toMatchObject({ liability: "buyer", money: { damagesBuyer: 40_000 } });
  s.operator(outage(slot, { party: BOB.address }));
  expect(s.slot(ids[0])).toMatchObject({ excused: { side: "both" }, settled: { liability: "excused" } });
  s.holds();
});

test("a zone's outage excuses its own side of a contract across zones", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[DAN, 600]]);
  s.end(slot);
  s.done(EAST_OPERATOR, outage(slot, { zone: EAST }));
  expect(s.slot(ids[0]).excused).toMatchObject({ side: "buyer" });
  s.read("alice", slot, 0, 0);
  s.read("dan", slot, 0, 600);
  expect(s.slot(ids[0]).settled).toMatchObject({ liability: "seller", money: { damagesSeller: 60_000 } });
  s.holds();
});

test("a final slot stays as it is", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 200, 0);
  s.read("bob", slot, 0, 600);
  s.pass(2000);
  const before = s.slot(ids[0]);
  expect(before.state).toBe("final");
  s.operator(outage(slot));
  s.operator(outage(slot, { party: ALICE.address }));
  expect(s.slot(ids[0])).toEqual(before);
  s.holds();
});

test("slots that it covers ahead are excused for contracts that were there, not for later ones", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 300]]);
  s.operator(outage(s.chain.slot, { count: 4 }));
  const later = s.contracts([[CAROL, 300]], undefined, slot);
  s.end(slot);
  s.read("alice", slot, 0, 0);
  s.read("bob", slot, 0, 300);
  s.read("carol", slot, 0, 300);
  expect(s.slot(ids[0]).settled?.liability).toBe("excused");
  expect(s.slot(later.ids[0]).settled?.liability).toBe("seller");
  s.holds();
});

describe("refused", () => {
  test.each<[rule: string, change: Partial<Draft<"grid.outage">>]>([
    ["grid.zone", { zone: "NORTH-1" }],
    ["grid.operator", { zone: EAST }],
    ["grid.carrier", { carrier: "gas" }],
    ["grid.party", { party: DAN.address }],
    ["grid.party", { party: OPERATOR.address.replace(/.$/, "q") }],
  ])("%s %o", (rule, change) => {
    const s = scene();
    const refused = s.try(OPERATOR, outage(s.chain.slot - 1, change));
    // An address that is none makes no transaction.
    expect(refused).toMatchObject({ rule: change.party?.endsWith("q") ? "valid.decodable" : rule });
  });

  test("grid.begun: what has not begun is no outage yet", () => {
    const s = scene();
    const slot = s.chain.slot + 1;
    expect(s.try(OPERATOR, outage(slot))).toMatchObject({
      rule: "grid.begun",
      figure: slot * 900,
      limit: s.chain.market,
      unit: "s",
      slot,
    });
  });
});
