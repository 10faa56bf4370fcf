/** DESIGN §4, Delivery and Money over blocks: grace, dispute window, periods, claims, and clocks that stand. */
import { describe, expect, test } from "vitest";
import type { Params } from "../../../shared/ledger/params.ts";
import type { StatementRecord } from "../../../shared/ledger/records.ts";
import { Chain, type Draft, genesis, home, keyOf, Meter, OPERATOR, PARAMS, sell } from "./market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");
const carol = keyOf("carol");
const market = (change: Partial<Params["settlement"]> = {}) =>
  new Chain(
    genesis([home("alice"), home("bob"), home("carol")], {
      ...PARAMS,
      settlement: { ...PARAMS.settlement, ...change },
    }),
  );
const firm = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;

/** Alice sells, the buyers take; gives the contracts' ids and the slot. */
function contracts(
  chain: Chain,
  takes: readonly (readonly [typeof bob, number])[],
  change: Partial<Draft<"offer.post">> = {},
) {
  const first = chain.slot + 2;
  const total = takes.reduce((sum, [, wh]) => sum + wh, 0);
  const { id } = chain.send(alice, sell(first, [total], change));
  const ids = takes.map(([buyer, wh]) => {
    const deal = chain.send(buyer, { kind: "offer.accept", offer: id, energy: { first, wh: [wh] } });
    expect(deal.result.code).toBe(0);
    return deal.id;
  });
  return { ids, first };
}
const devices = new WeakMap<Chain, Map<string, Meter>>();
function meter(chain: Chain, label: string, slot: number, sold: number, bought: number): void {
  const own = devices.get(chain) ?? new Map<string, Meter>();
  const device = own.get(label) ?? new Meter(label);
  devices.set(chain, own.set(label, device));
  device.read(slot, sold, bought);
  expect(chain.block(device.send(chain, slot)).map(({ code }) => code)).toEqual([0, 0]);
}
const slotOf = (chain: Chain, id: string | undefined) => chain.query("contract", { id: id ?? "" })?.slots[0];
const statement = (chain: Chain, who: string, other: string): StatementRecord | undefined =>
  chain.query("statementsOf", { party: who, limit: 50 }).find(({ a, b }) => a === other || b === other);

describe("provisional", () => {
  test("as soon as both sides are metered, each by its own allocation over all its contracts of the slot", () => {
    const chain = market();
    const { ids, first } = contracts(
      chain,
      [
        [bob, 600],
        [carol, 900],
      ],
      firm,
    );
    chain.until((first + 1) * 900);
    meter(chain, "alice", first, 1000, 0);
    expect(slotOf(chain, ids[0])?.state).toBe("pending");
    meter(chain, "bob", first, 0, 5000);
    expect(slotOf(chain, ids[0])).toMatchObject({
      state: "provisional",
      settled: { aS: 400, aB: 600, delivered: 400 },
    });
    expect(slotOf(chain, ids[1])?.state).toBe("pending");
    meter(chain, "carol", first, 0, 700);
    expect(slotOf(chain, ids[1])).toMatchObject({ settled: { aS: 600, aB: 700, delivered: 600, liability: "seller" } });
  });

  test("at the end of grace what is missing counts as zero for damages and stays missing", () => {
    const chain = market();
    const { ids, first } = contracts(chain, [[bob, 600]], firm);
    chain.until((first + 1) * 900);
    meter(chain, "alice", first, 1000, 0);
    chain.until((first + 1) * 900 + 1740);
    expect(slotOf(chain, ids[0])?.state).toBe("pending");
    chain.until((first + 1) * 900 + 1800);
    expect(slotOf(chain, ids[0])).toMatchObject({
      state: "provisional",
      settled: {
        aS: 600,
        aB: 0,
        delivered: 0,
        qualityS: "measured",
        qualityB: "missing",
        liability: "buyer",
        money: { energy: 0, damagesBuyer: 48_000 },
      },
    });
    // A reading that comes later is on the ledger, but settles nothing anew.
    meter(chain, "bob", first, 0, 600);
    expect(slotOf(chain, ids[0])).toMatchObject({ settled: { qualityB: "missing" } });
  });

  test("grace does not run while the chain stands still", () => {
    const chain = market();
    const { ids, first } = contracts(chain, [[bob, 600]]);
    chain.until((first + 1) * 900 - 60);
    chain.block([], 3600);
    expect(chain.market).toBeGreaterThan((first + 1) * 900 + 1800);
    expect(slotOf(chain, ids[0])?.state).toBe("pending");
    chain.until(chain.market + 1800);
    expect(slotOf(chain, ids[0])).toMatchObject({ settled: { qualityS: "missing", liability: "none" } });
  });
});

/** One contract of 600 Wh, all delivered: bob owes alice 270,000. */
function delivered(chain: Chain, change: Partial<Draft<"offer.post">> = {}): { id: string; first: number } {
  const { ids, first } = contracts(chain, [[bob, 600]], change);
  chain.until((first + 1) * 900);
  meter(chain, "alice", first, 600, 0);
  meter(chain, "bob", first, 0, 600);
  return { id: ids[0] ?? "", first };
}
function closed(chain: Chain, change: Partial<Draft<"offer.post">> = {}): StatementRecord {
  delivered(chain, change);
  chain.until(chain.market + 1800 + 3600);
  const found = statement(chain, bob.address, alice.address);
  if (!found) throw new Error("no statement");
  return found;
}
const owes = (s: StatementRecord, debtor: string) => (s.a === debtor ? s.balance : 0 - s.balance);

describe("final and stated", () => {
  test("final after the dispute window; the statement of the running period holds its lines", () => {
    const chain = market();
    const { id, first } = delivered(chain);
    expect(slotOf(chain, id)).toMatchObject({ state: "provisional", period: null, finalAt: null });
    chain.until((first + 1) * 900 + 1890);
    const slot = slotOf(chain, id);
    expect(slot).toMatchObject({ state: "final" });
    // Settled by the block in which bob's meter spoke; final by the first block at or after the window's end.
    const end = (slot?.settled?.at.market ?? 0) + 1800;
    expect(slot?.finalAt?.height).toBeLessThanOrEqual(chain.height);
    expect(slot?.finalAt?.market).toBeGreaterThanOrEqual(end);
    expect(slot?.finalAt?.market).toBeLessThan(end + 600);
    const open = statement(chain, bob.address, alice.address);
    expect(open).toMatchObject({ state: "open", period: slot?.period, carried: 0 });
    expect(open?.lines.map(({ what, slots, wh }) => [what, slots, wh])).toEqual([["energy", 1, 600]]);
    const grid = statement(chain, bob.address, OPERATOR.address);
    expect(grid?.lines.map(({ what, amount }) => [what, Math.abs(amount)])).toEqual([
      ["network", 25_200],
      ["levy", 9_000],
      ["tax", 16_200],
      ["loss", 5_400],
    ]);
    expect(chain.query("contract", { id })?.contract.state).toBe("delivered");
  });

  test("at the end of its period it falls due, and its time to pay is stated", () => {
    const chain = market();
    const due = closed(chain);
    expect(due).toMatchObject({ state: "due", claim: null, paid: null });
    expect(owes(due, bob.address)).toBe(270_000);
    expect(due.deadline).toBeGreaterThan((due.period + 1) * 3600);
  });

  test("a balance below the carry is carried to the pair's next statement", () => {
    const chain = market({ carry: 300_000 });
    const first = closed(chain);
    expect(first).toMatchObject({ state: "paid", paid: { by: "nothingDue" } });
    expect(owes(first, bob.address)).toBe(270_000);
    expect(chain.query("exposure", { party: bob.address })).toMatchObject({ open: 0 });
    const second = closed(chain);
    expect(second.period).toBeGreaterThan(first.period);
    expect(second).toMatchObject({ state: "due", carried: first.balance, balance: 2 * first.balance });
  });

  test("whole fen fall due, the fraction is carried to the pair's next statement, and nothing is lost", () => {
    const chain = market({ carry: 10_000, fen: 10_000 });
    const price = 451_239;
    const each = 270_743;
    const [one, two] = [closed(chain, { price }), closed(chain, { price })];
    const signed = (s: StatementRecord, amount: number) => (s.a === bob.address ? amount : 0 - amount);
    expect([one.balance, one.due, one.remainder].map((x) => signed(one, x))).toEqual([each, 270_000, 743]);
    const all = [each + 743, 270_000, 1486];
    expect([two.balance, two.due, two.remainder].map((x) => signed(two, x))).toEqual(all);
    expect(two.carried).toBe(one.remainder);
    // What is carried stands in no exposure; what falls due does: twice, and the operator's charges.
    const owed = chain
      .query("statementsOf", { party: bob.address, limit: 50 })
      .reduce((sum, s) => sum + Math.abs(s.due), 0);
    expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: owed, open: 0 });
    expect(owed % 10_000).toBe(0);
  });

  test("nothing falls due while less than a whole fen is owed, however small the smallest sum", () => {
    const chain = market({ carry: 0, fen: 300_000 });
    const first = closed(chain);
    expect(first).toMatchObject({ state: "paid", due: 0, remainder: first.balance });
    const second = closed(chain);
    expect(owes(second, bob.address)).toBe(540_000);
    expect(Math.abs(second.due)).toBe(300_000);
    expect(Math.abs(second.remainder)).toBe(240_000);
  });

  test("what the two owe each other is netted to the micro-unit", () => {
    const chain = market();
    const at = chain.slot + 2;
    const one = chain.send(alice, sell(at, [600], firm)).id;
    const two = chain.send(bob, sell(at + 1, [700], { price: 400_000 })).id;
    chain.send(bob, { kind: "offer.accept", offer: one, energy: { first: at, wh: [600] } });
    chain.send(alice, { kind: "offer.accept", offer: two, energy: { first: at + 1, wh: [700] } });
    chain.until((at + 2) * 900);
    const [a, b] = [new Meter("alice"), new Meter("bob")];
    a.read(at, 500, 0);
    a.read(at + 1, 0, 700);
    b.read(at, 0, 600);
    b.read(at + 1, 700, 0);
    chain.block([at, at + 1].flatMap((slot) => [...a.send(chain, slot), ...b.send(chain, slot)]));
    chain.until(chain.market + 1800 + 3600);
    const net = statement(chain, alice.address, bob.address);
    // Bob owes 500 Wh at 0.45, alice 700 Wh at 0.40 and damages for 100 Wh at 0.10.
    expect(net && owes(net, alice.address)).toBe(280_000 + 10_000 - 225_000);
    expect(net?.lines).toHaveLength(3);
  });
});

describe("paying", () => {
  const claim = (period: number, creditor = alice.address) =>
    ({ kind: "payment.claim", creditor, period, reference: "W-1" }) as const;
  const confirm = (period: number) => ({ kind: "payment.confirm", debtor: bob.address, period }) as const;
  const deny = (period: number) =>
    ({ kind: "payment.deny", debtor: bob.address, period, reason: "nothing came" }) as const;
  const state = (chain: Chain) => statement(chain, bob.address, alice.address);

  test("claimed and confirmed is paid", () => {
    const chain = market();
    const { period } = closed(chain);
    expect(chain.send(bob, claim(period)).result.code).toBe(0);
    expect(state(chain)).toMatchObject({ state: "claimed", claim: { reference: "W-1" } });
    expect(chain.send(alice, confirm(period)).result.code).toBe(0);
    expect(state(chain)).toMatchObject({ state: "paid", paid: { by: "confirmed" }, deadline: null });
  });

  test("silence is confirmation", () => {
    const chain = market();
    const { period } = closed(chain);
    chain.send(bob, claim(period));
    chain.until(chain.market + 1740);
    expect(state(chain)?.state).toBe("claimed");
    chain.until(chain.market + 90);
    expect(state(chain)).toMatchObject({ state: "paid", paid: { by: "silence" } });
  });

  test("denied is due again with the reason, and the old claim's silence does not pay it", () => {
    const chain = market();
    const { period } = closed(chain);
    chain.send(bob, claim(period));
    chain.until(chain.market + 900);
    expect(chain.send(alice, deny(period)).result.code).toBe(0);
    expect(state(chain)).toMatchObject({ state: "due", claim: null, denied: { reason: "nothing came" } });
    chain.send(bob, claim(period));
    chain.until(chain.market + 1200);
    expect(state(chain)?.state).toBe("claimed");
  });

  test("false claims put nothing off: the time to pay ends when it first would have", () => {
    const chain = market();
    const { period } = closed(chain);
    const { deadline } = state(chain) ?? {};
    if (!deadline) throw new Error("nothing is due");
    chain.send(bob, claim(period));
    chain.until(chain.market + 900);
    chain.send(alice, deny(period));
    expect(state(chain)).toMatchObject({ state: "due", deadline });
    chain.until(deadline - 60);
    expect(chain.send(bob, claim(period)).result.code).toBe(0);
    chain.until(deadline + 60);
    expect(state(chain)?.state).toBe("claimed");
    expect(chain.send(alice, deny(period)).result.code).toBe(0);
    expect(state(chain)).toMatchObject({
      state: "overdue",
      claim: null,
      deadline: null,
      denied: { reason: "nothing came" },
    });
    expect(chain.send(bob, sell(chain.slot + 2, [100])).result).toMatchObject({ data: { rule: "seller.overdue" } });
  });

  test("left alone after a denial it lapses at its first deadline", () => {
    const chain = market();
    const { period } = closed(chain);
    const deadline = state(chain)?.deadline ?? 0;
    chain.send(bob, claim(period));
    chain.until(chain.market + 900);
    chain.send(alice, deny(period));
    chain.until(deadline - 40);
    expect(state(chain)?.state).toBe("due");
    chain.until(deadline);
    expect(state(chain)?.state).toBe("overdue");
  });

  test("overdue blocks new trades of the debtor until it is paid, also while a late claim waits or was denied", () => {
    const chain = market();
    const { period } = closed(chain);
    chain.until(chain.market + 3600);
    expect(state(chain)).toMatchObject({ state: "overdue" });
    const blocked = () => chain.send(bob, sell(chain.slot + 2, [100])).result;
    expect(blocked()).toMatchObject({ code: 1, data: { rule: "seller.overdue", limit: 0, unit: "state" } });
    chain.send(bob, claim(period));
    expect(blocked()).toMatchObject({ data: { rule: "seller.overdue" } });
    chain.send(alice, deny(period));
    expect(state(chain)?.state).toBe("overdue");
    expect(blocked()).toMatchObject({ data: { rule: "seller.overdue" } });
    const offer = chain.send(alice, sell(chain.slot + 2, [100]));
    const energy = { first: chain.slot + 2, wh: [100] };
    expect(chain.send(bob, { kind: "offer.accept", offer: offer.id, energy }).result).toMatchObject({
      data: { rule: "buyer.overdue" },
    });
    chain.send(bob, claim(period));
    chain.send(alice, confirm(period));
    // The statement with the operator is overdue as well.
    expect(blocked()).toMatchObject({ data: { rule: "seller.overdue", figure: 1 } });
    chain.send(bob, claim(period, OPERATOR.address));
    chain.send(OPERATOR, confirm(period));
    expect(blocked().code).toBe(0);
    expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: 0, open: 0 });
  });

  test("the time to pay does not run while the chain stands still", () => {
    const chain = market();
    closed(chain);
    chain.block([], 5000);
    expect(state(chain)?.state).toBe("due");
  });

  test("refused: no such statement, not the debtor, not the creditor, not its turn", () => {
    const chain = market();
    const { period } = closed(chain);
    const rule = (who: typeof bob, draft: Draft) => {
      const { result } = chain.send(who, draft);
      return result.code === 1 ? result.data.rule : result.code;
    };
    expect(rule(bob, claim(period + 1))).toBe("payment.statement");
    expect(rule(alice, { ...claim(period), creditor: bob.address })).toBe("payment.debtor");
    expect(rule(alice, confirm(period))).toBe("payment.state");
    expect(rule(bob, claim(period))).toBe(0);
    expect(rule(bob, claim(period))).toBe("payment.state");
    expect(rule(bob, { ...confirm(period), debtor: alice.address })).toBe("payment.creditor");
    expect(rule(carol, confirm(period))).toBe("payment.statement");
    expect(rule(alice, confirm(period))).toBe(0);
    expect(rule(alice, deny(period))).toBe("payment.state");
  });
});
