/** DESIGN §4, Dispute and ruling: named slots freeze alone; regulators rule; one appeal; the liability is recorded. */
import { describe, expect, test } from "vitest";
import type { Ruling } from "../../../../shared/ledger/bodies/decisions.ts";
import { loadDispute } from "../../../../shared/ledger/ends/disputeRecord.ts";
import { rule, ruleRules } from "../../../../shared/ledger/ends/disputes.ts";
import { refusalOf } from "../../../../shared/ledger/rules.ts";
import { type Chain, type Key, PARAMS } from "../market.ts";
import {
  alice,
  allHold,
  bob,
  carol,
  contract,
  contractState,
  decide,
  DECISION,
  deliver,
  FIRM,
  market,
  owedBy,
  slotAt,
  statements,
  watch,
} from "./scene.ts";

const EVIDENCE = "ee".repeat(32);
const raise = (chain: Chain, sender: Key, id: string, first: number, count = 1) =>
  chain.send(sender, { kind: "dispute.raise", contract: id, first, count, evidence: EVIDENCE, reason: "meter stuck" });
const withdraw = (chain: Chain, sender: Key, dispute: string) =>
  chain.send(sender, { kind: "dispute.withdraw", dispute });
const appeal = (chain: Chain, sender: Key, dispute: string) =>
  chain.send(sender, { kind: "dispute.appeal", dispute, reason: "new papers" });
const ruling = (change: Partial<Ruling> = {}): Ruling => ({ slots: [], liability: "none", award: null, ...change });
const rules = (chain: Chain, dispute: string, change: Partial<Ruling> = {}) =>
  decide(chain, (context) => refusalOf(ruleRules(context, dispute, ruling(change))));
function ruled(chain: Chain, dispute: string, change: Partial<Ruling> = {}): void {
  expect(rules(chain, dispute, change)).toBeUndefined();
  decide(chain, (context) => rule(context, dispute, ruling(change), DECISION, "the papers show it"));
  allHold(chain);
}

/** Firm, two slots of 600; alice fell short by 200 in the first, the second went well. */
function shortfall(chain = market()) {
  const { id, first } = contract(chain, [600, 600], FIRM);
  deliver(chain, first, 400, 600);
  deliver(chain, first + 1, 600, 600);
  return { chain, id, first };
}

describe("raising", () => {
  test("freezes the named slots alone: the others become final, these wait", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute, result } = raise(chain, alice, id, first);
    expect(result.code).toBe(0);
    expect(slotAt(chain, id, first)).toMatchObject({ state: "disputed", dispute, settled: { liability: "seller" } });
    watch(chain, chain.market + 4 * 3600);
    expect(slotAt(chain, id, first)?.state).toBe("disputed");
    expect(slotAt(chain, id, first + 1)?.state).toBe("final");
    expect(contractState(chain, id)).toMatchObject({ state: "admitted", slots: { disputed: 1, final: 1 } });
    expect(chain.query("dispute", { id: dispute })).toMatchObject({
      state: "open",
      by: alice.address,
      slots: [first],
      evidence: EVIDENCE,
      reason: "meter stuck",
    });
    expect(chain.query("disputesAwaiting", { limit: 10 }).map(({ id: waits }) => waits)).toEqual([dispute]);
    expect(chain.query("disputesOf", { contract: id }).map(({ id: found }) => found)).toEqual([dispute]);
  });

  test("is refused for strangers, other slots, what is not settled, frozen or final", () => {
    const chain = market();
    const { id, first } = contract(chain, [600, 600, 600], FIRM);
    deliver(chain, first, 400, 600);
    expect(raise(chain, alice, "ab".repeat(32), first).result).toMatchObject({ data: { rule: "dispute.contract" } });
    expect(raise(chain, carol, id, first).result).toMatchObject({ data: { rule: "dispute.side" } });
    expect(raise(chain, alice, id, first + 3, 100).result).toMatchObject({
      data: { rule: "dispute.slots", figure: 0, limit: 1 },
    });
    expect(raise(chain, alice, id, first, 2).result).toMatchObject({
      data: { rule: "dispute.provisional", slot: first + 1 },
    });
    expect(raise(chain, bob, id, first).result.code).toBe(0);
    expect(raise(chain, alice, id, first).result).toMatchObject({ data: { rule: "dispute.provisional" } });
    deliver(chain, first + 1, 600, 600);
    watch(chain, chain.market + 2 * 3600);
    expect(raise(chain, alice, id, first + 1).result).toMatchObject({
      data: { rule: "dispute.provisional", slot: first + 1 },
    });
  });
});

describe("taking back", () => {
  test("the slots go on as settled and become final; the other side may still dispute, the same one not", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    chain.until(chain.market + 2 * 3600);
    expect(withdraw(chain, bob, dispute).result).toMatchObject({ data: { rule: "dispute.mine" } });
    expect(withdraw(chain, bob, "ab".repeat(32)).result).toMatchObject({ data: { rule: "dispute.known" } });
    expect(withdraw(chain, alice, dispute).result.code).toBe(0);
    expect(withdraw(chain, alice, dispute).result).toMatchObject({ data: { rule: "dispute.open" } });
    expect(slotAt(chain, id, first)?.state).toBe("provisional");
    expect(raise(chain, alice, id, first).result).toMatchObject({ data: { rule: "dispute.once", slot: first } });
    const second = raise(chain, bob, id, first);
    expect(second.result.code).toBe(0);
    expect(withdraw(chain, bob, second.id).result.code).toBe(0);
    watch(chain, chain.market + 3600);
    expect(contractState(chain, id)).toMatchObject({ state: "delivered", slots: { final: 2 } });
    // Energy of both slots, and the shortfall's damages.
    const lines = statements(chain, alice, bob).flatMap((statement) => statement.lines);
    expect(lines.map(({ what }) => what)).toEqual(expect.arrayContaining(["energy", "damagesSeller"]));
  });
});

describe("the first ruling", () => {
  test("settles anew with the ruled energies, and becomes final when nobody appeals", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    ruled(chain, dispute, { slots: [{ slot: first, aS: 600, aB: null }] });
    expect(slotAt(chain, id, first)).toMatchObject({
      state: "provisional",
      settled: { aS: 600, aB: 600, delivered: 600, liability: "none", money: { energy: 270_000, damagesSeller: 0 } },
    });
    expect(chain.query("dispute", { id: dispute })).toMatchObject({
      state: "ruled",
      until: chain.market + 1800,
      rulings: [{ decision: DECISION, reason: "the papers show it", ruling: { liability: "none" } }],
    });
    expect(chain.query("disputesAwaiting", { limit: 10 })).toEqual([]);
    // The deadline of the first settlement passes meanwhile and does not make it final.
    watch(chain, chain.market + 1500);
    expect(slotAt(chain, id, first)?.state).toBe("provisional");
    watch(chain, chain.market + 900);
    expect(slotAt(chain, id, first)?.state).toBe("final");
    expect(chain.query("dispute", { id: dispute })?.state).toBe("closed");
    expect(appeal(chain, alice, dispute).result).toMatchObject({ data: { rule: "appeal.ruled" } });
    expect(raise(chain, bob, id, first).result).toMatchObject({ data: { rule: "dispute.provisional" } });
    expect(contractState(chain, id)).toMatchObject({ state: "delivered", delivered: 1200 });
  });

  test("decides who is liable: only its damages are owed, and the award becomes a line when it is final", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, bob, id, first);
    ruled(chain, dispute, { liability: "excused", award: { from: "buyer", amount: 123_456 } });
    expect(slotAt(chain, id, first)).toMatchObject({ settled: { liability: "excused", money: { damagesSeller: 0 } } });
    const lines = () => statements(chain, alice, bob).flatMap((statement) => statement.lines);
    expect(lines().filter(({ what }) => what === "award")).toEqual([]);
    watch(chain, chain.market + 2400);
    const [award] = lines().filter(({ what }) => what === "award");
    expect(award).toMatchObject({ contract: id, wh: 0 });
    expect(Math.abs(award?.amount ?? 0)).toBe(123_456);
    const [statement] = statements(chain, alice, bob).filter(({ lines: some }) =>
      some.some(({ what }) => what === "award"),
    );
    expect(statement && owedBy(bob, statement, award?.amount ?? 0)).toBe(123_456);
  });

  test("must be about the dispute: its slots, once each, within what was contracted", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    expect(rules(chain, "ab".repeat(32))).toMatchObject({ rule: "ruling.dispute" });
    const slot = (at: number, aS: number | null) => ({ slot: at, aS, aB: null });
    expect(rules(chain, dispute, { slots: [slot(first + 1, 0)] })).toMatchObject({ rule: "ruling.slots" });
    expect(rules(chain, dispute, { slots: [slot(first, 0), slot(first, 1)] })).toMatchObject({ rule: "ruling.slots" });
    expect(rules(chain, dispute, { slots: [slot(first, 601)] })).toMatchObject({
      rule: "ruling.energy",
      figure: 601,
      limit: 600,
      unit: "Wh",
      slot: first,
    });
    const most = 4_000_000_000_000_000;
    expect(rules(chain, dispute, { award: { from: "seller", amount: most } })).toMatchObject({
      rule: "ruling.award",
      limit: most,
    });
    ruled(chain, dispute);
    expect(rules(chain, dispute)).toMatchObject({ rule: "ruling.awaited" });
  });
});

test("awards that wait for an appeal count together: they cannot add up to more than can be owed", () => {
  const { chain, id, first } = shortfall();
  const [one, two] = [raise(chain, alice, id, first).id, raise(chain, alice, id, first + 1).id];
  const award = { from: "buyer", amount: 3_900_000_000_000_000 } as const;
  const open = (): number => chain.query("exposure", { party: bob.address }).open;
  const before = open();
  ruled(chain, one, { award });
  expect(open() - before).toBe(award.amount);
  expect(rules(chain, two, { award })).toMatchObject({ rule: "ruling.award", unit: "micro" });
  ruled(chain, two, { award: { ...award, amount: 100_000 } });
  // A second ruling takes the place of the first one, whose award is free again.
  expect(appeal(chain, alice, one).result.code).toBe(0);
  ruled(chain, one, { award: { ...award, amount: 3_950_000_000_000_000 } });
  watch(chain, chain.market + 4000);
  expect(chain.query("dispute", { id: two })?.state).toBe("closed");
  expect(open()).toBe(before);
});

describe("the appeal", () => {
  test("freezes again; the second ruling is final at once and replaces the first", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    expect(appeal(chain, bob, dispute).result).toMatchObject({ data: { rule: "appeal.ruled" } });
    ruled(chain, dispute, { slots: [{ slot: first, aS: 600, aB: 600 }], award: { from: "buyer", amount: 999 } });
    expect(appeal(chain, carol, dispute).result).toMatchObject({ data: { rule: "dispute.side" } });
    expect(appeal(chain, bob, "ab".repeat(32)).result).toMatchObject({ data: { rule: "dispute.known" } });
    expect(appeal(chain, bob, dispute).result.code).toBe(0);
    expect(appeal(chain, alice, dispute).result).toMatchObject({ data: { rule: "appeal.ruled" } });
    expect(slotAt(chain, id, first)?.state).toBe("disputed");
    watch(chain, chain.market + 4 * 3600);
    expect(slotAt(chain, id, first)?.state).toBe("disputed");
    expect(chain.query("disputesAwaiting", { limit: 10 })).toHaveLength(1);
    ruled(chain, dispute, { slots: [{ slot: first, aS: 300, aB: 600 }], liability: "seller" });
    expect(slotAt(chain, id, first)).toMatchObject({
      state: "final",
      settled: { delivered: 300, liability: "seller", money: { damagesSeller: 30_000 } },
    });
    expect(chain.query("dispute", { id: dispute })).toMatchObject({
      state: "closed",
      appeal: { by: bob.address, reason: "new papers" },
      rulings: [{}, {}],
    });
    // The first ruling's award was never owed.
    const lines = statements(chain, alice, bob).flatMap((statement) => statement.lines);
    expect(lines.filter(({ what }) => what === "award")).toEqual([]);
    watch(chain, chain.market + 2 * 3600);
  });

  test("is too late when its window has passed, also in the block that passes it", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    ruled(chain, dispute);
    const until = chain.market + 1800;
    chain.until(until - 30);
    const late = chain.sign(bob, { kind: "dispute.appeal", dispute, reason: "late" });
    const [result] = chain.block([late], 2);
    expect(result).toMatchObject({ data: { rule: "appeal.window", figure: until, limit: until, unit: "s" } });
    expect(chain.query("dispute", { id: dispute })?.state).toBe("closed");
  });
});

test("a termination meanwhile leaves the dispute and its ruling alone", () => {
  const chain = market();
  const { id, first } = contract(chain, [600, 600, 600, 600], FIRM);
  deliver(chain, first, 400, 600);
  const { id: dispute } = raise(chain, alice, id, first);
  chain.send(bob, { kind: "contract.end", contract: id, from: first + 3, mutual: false });
  ruled(chain, dispute, { liability: "both" });
  watch(chain, chain.market + 5 * 3600);
  expect(contractState(chain, id)).toMatchObject({ state: "terminated", slots: { final: 4 } });
  expect(slotAt(chain, id, first)).toMatchObject({ settled: { liability: "both", money: { damagesSeller: 0 } } });
});

test("the record of a dispute is what its query gives", () => {
  const { chain, id, first } = shortfall();
  const { id: dispute } = raise(chain, alice, id, first);
  expect(chain.query("dispute", { id: dispute })).toEqual(loadDispute(chain.state, dispute));
  expect(chain.query("dispute", { id: "ab".repeat(32) })).toBeNull();
});

describe("nobody rules in time", () => {
  const RULE = PARAMS.supervision.rule;

  test("a dispute lapses: its slots stand as they were settled, become final and count; neither side that let it lapse raises another", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    watch(chain, chain.market + RULE - 1200);
    expect(slotAt(chain, id, first)?.state).toBe("disputed");
    watch(chain, chain.market + 1800);
    expect(chain.query("dispute", { id: dispute })).toMatchObject({ state: "lapsed", rulings: [], until: null });
    expect(chain.query("disputesAwaiting", { limit: 10 })).toEqual([]);
    expect(slotAt(chain, id, first)).toMatchObject({ state: "provisional", settled: { liability: "seller" } });
    expect(raise(chain, alice, id, first).result).toMatchObject({ data: { rule: "dispute.once" } });
    expect(rules(chain, dispute)).toMatchObject({ rule: "ruling.awaited" });
    // The other side may, once; after that the slot ends whatever anybody does.
    expect(raise(chain, bob, id, first).result.code).toBe(0);
    watch(chain, chain.market + RULE + 1200);
    for (const side of [alice, bob])
      expect(raise(chain, side, id, first).result).toMatchObject({ data: { rule: "dispute.once" } });
    watch(chain, chain.market + 2 * 3600);
    expect(slotAt(chain, id, first)).toMatchObject({ state: "final", settled: { liability: "seller" } });
    expect(contractState(chain, id)?.state).toBe("delivered");
  });

  test("an appeal lapses: the first ruling stands for good, with its award", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    ruled(chain, dispute, { liability: "operator", award: { from: "buyer", amount: 70_000 } });
    expect(appeal(chain, bob, dispute).result.code).toBe(0);
    watch(chain, chain.market + RULE - 1200);
    expect(slotAt(chain, id, first)?.state).toBe("disputed");
    watch(chain, chain.market + 1800);
    const record = chain.query("dispute", { id: dispute });
    expect(record).toMatchObject({ state: "closed", until: null });
    expect(record?.rulings).toHaveLength(1);
    expect(slotAt(chain, id, first)).toMatchObject({ state: "final", settled: { liability: "operator" } });
    const lines = statements(chain, alice, bob).flatMap((statement) => statement.lines);
    expect(lines.filter(({ what }) => what === "award")).toMatchObject([{ amount: expect.any(Number) as number }]);
    expect(Math.abs(lines.find(({ what }) => what === "award")?.amount ?? 0)).toBe(70_000);
  });

  test("a ruling, a withdrawal and an appeal each end the wait before", () => {
    const { chain, id, first } = shortfall();
    const { id: dispute } = raise(chain, alice, id, first);
    ruled(chain, dispute, { liability: "none" });
    watch(chain, chain.market + RULE + 1200);
    expect(chain.query("dispute", { id: dispute })?.state).toBe("closed");
    expect([...chain.state.range("due/a/", "due/a0")].filter(([key]) => key.includes("unruled"))).toEqual([]);
  });
});
