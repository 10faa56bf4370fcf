/** DESIGN §4, Screening: regulators watch, release, refuse and void; what falls away is free again and owes nothing. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { contractsHold, moneyHolds, positionsHold, transitionsHold } from "../invariants.ts";
import { Chain, type Draft, genesis, home, keyOf, Meter, sell, ZONE } from "../market.ts";
import { carry, decide, decisionOf, propose, regulator, vote } from "./council.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];

/** Alice sells Bob 500 Wh in each of three slots; watched, their contract is held. */
function market(watched = false, firm = false) {
  const chain = new Chain(genesis([home("alice"), home("bob")]));
  if (watched) carry(chain, { act: "watch.set", party: bob.address, on: true });
  const first = chain.slot + 3;
  const damages = firm ? { seller: 100_000, buyer: 100_000 } : { seller: 0, buyer: 0 };
  const offer = chain.send(alice, sell(first, [500, 500, 500], { type: firm ? "firm" : "asProduced", damages })).id;
  const accept: Draft<"offer.accept"> = { kind: "offer.accept", offer, energy: { first, wh: [500, 500, 500] } };
  const { id, result } = chain.send(bob, accept);
  if (result.code !== 0) throw new Error(JSON.stringify(result));
  return { chain, first, id };
}
const stateOf = (chain: Chain, id: string) => chain.query("contract", { id })?.contract.state;
const refusalOf = (chain: Chain, act: Act) => propose(chain, act).result;

function invariants(chain: Chain): void {
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
  transitionsHold(new Chain(genesis()).state, chain.state);
}

describe("a held contract", () => {
  test("released, it binds and is delivered like any other", () => {
    const { chain, id, first } = market(true);
    expect(stateOf(chain, id)).toBe("held");
    const done = decide(chain, { act: "contract.release", contract: id });
    expect(done.state).toBe("effective");
    expect(stateOf(chain, id)).toBe("admitted");
    chain.until((first + 3) * 900 + 4 * 3600);
    expect(stateOf(chain, id)).toBe("delivered");
    invariants(chain);
  });

  test.each(["contract.refuse", "contract.void"] as const)("%s: refused, and everything is free again", (act) => {
    const { chain, id, first } = market(true);
    const { id: decision } = decide(
      chain,
      act === "contract.void" ? { act, contract: id, from: first } : { act, contract: id },
    );
    expect(chain.query("contract", { id })).toMatchObject({
      contract: { state: "refused", ending: { by: decision, from: first, reason: "checked" } },
      slots: [{ state: "final", excused: { what: "refused", by: decision } }, {}, {}],
    });
    expect(
      chain.query("positions", { party: bob.address, carrier: "electricity", from: first, to: first + 3 }),
    ).toEqual([]);
    expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: 0, open: 0 });
    invariants(chain);
  });

  test("without a decision it lapses at its first gate, and the decision then fails", () => {
    const { chain, id, first } = market(true);
    const release = propose(chain, { act: "contract.release", contract: id }).id;
    chain.until(first * 900 - 300);
    expect(stateOf(chain, id)).toBe("refused");
    vote(chain, release, regulator(1));
    vote(chain, release, regulator(2));
    expect(decisionOf(chain, release)).toMatchObject({ state: "failed", refusal: { rule: "act.held" } });
    invariants(chain);
  });

  test("gate: the vote in the block that passes the gate comes too late to release", () => {
    const { chain, id, first } = market(true);
    const release = propose(chain, { act: "contract.release", contract: id }).id;
    vote(chain, release, regulator(1));
    chain.until(first * 900 - 330);
    const last = chain.sign(regulator(2), { kind: "decision.vote", decision: release, approve: true, reason: "now" });
    chain.block([last], 4);
    expect(decisionOf(chain, release)).toMatchObject({ state: "failed", refusal: { rule: "gate", slot: first } });
    expect(stateOf(chain, id)).toBe("refused");
  });

  test("zone.suspended: not released into slots whose trading is suspended meanwhile", () => {
    const { chain, id, first } = market(true);
    const until = (first + 2) * 900;
    carry(chain, { act: "trade.suspend", zone: ZONE, carrier: null, from: 0, until });
    expect(refusalOf(chain, { act: "contract.release", contract: id })).toMatchObject({
      data: { rule: "zone.suspended", figure: first * 900, limit: until, slot: first },
    });
  });

  test("act.contract, act.held", () => {
    const { chain, id } = market();
    for (const act of ["contract.release", "contract.refuse"] as const) {
      expect(refusalOf(chain, { act, contract: "00".repeat(32) })).toMatchObject({ data: { rule: "act.contract" } });
      expect(refusalOf(chain, { act, contract: id })).toMatchObject({ data: { rule: "act.held" } });
    }
  });
});

describe("void", () => {
  test("from a slot on: what is left falls away excused, what came before is settled", () => {
    const { chain, id, first } = market(false, true);
    chain.until(first * 900 + 30);
    const done = decide(chain, { act: "contract.void", contract: id, from: first + 2 });
    expect(chain.query("contract", { id })).toMatchObject({
      contract: {
        state: "voided",
        ending: { by: done.id, from: first + 2, liability: "excused", reason: "checked" },
        slots: { pending: 2, final: 1 },
      },
      slots: [{ excused: null }, { excused: null }, { state: "final", settled: null, excused: { what: "voided" } }],
    });
    const slots = chain.query("positions", {
      party: alice.address,
      carrier: "electricity",
      from: first,
      to: first + 3,
    });
    expect(slots.map(({ slot, sold }) => [slot, sold])).toEqual([
      [first, 500],
      [first + 1, 500],
    ]);
    invariants(chain);
    const meters = [new Meter("alice"), new Meter("bob")];
    for (const slot of [first, first + 1]) {
      meters[0]?.read(slot, 500, 0);
      meters[1]?.read(slot, 0, 400);
      chain.until((slot + 1) * 900);
      chain.block(meters.flatMap((meter) => meter.send(chain, slot)));
    }
    chain.until((first + 3) * 900 + 4 * 3600);
    expect(chain.query("contract", { id })?.contract).toMatchObject({
      state: "voided",
      delivered: 800,
      slots: { final: 3 },
    });
    expect(load.balance(chain.state, ZONE, "electricity", first + 2)).toEqual({ firm: 0, bought: 0 });
    invariants(chain);
  });

  test("act.begun: not from a slot that has begun", () => {
    const { chain, id, first } = market();
    chain.until(first * 900);
    const at = chain.market + 30;
    expect(refusalOf(chain, { act: "contract.void", contract: id, from: first })).toMatchObject({
      data: { rule: "act.begun", figure: at, limit: first * 900, unit: "s", slot: first },
    });
  });

  test("a slot that begins before the last vote makes the decision fail", () => {
    const { chain, id, first } = market();
    const decision = propose(chain, { act: "contract.void", contract: id, from: first }).id;
    vote(chain, decision, regulator(1));
    chain.until(first * 900);
    vote(chain, decision, regulator(2));
    expect(decisionOf(chain, decision)).toMatchObject({ state: "failed", refusal: { rule: "act.begun" } });
    expect(stateOf(chain, id)).toBe("admitted");
  });

  test("act.slots, act.voidable, act.contract", () => {
    const { chain, id, first } = market();
    const from = (slot: number): Act => ({ act: "contract.void", contract: id, from: slot });
    expect(refusalOf(chain, from(first + 3))).toMatchObject({ data: { rule: "act.slots", figure: 0, limit: 1 } });
    expect(refusalOf(chain, from(100_000_000))).toMatchObject({ data: { rule: "act.slots" } });
    decide(chain, from(first));
    expect(refusalOf(chain, from(first + 1))).toMatchObject({ data: { rule: "act.voidable" } });
    const nothing: Act = { act: "contract.void", contract: "00".repeat(32), from: first };
    expect(refusalOf(chain, nothing)).toMatchObject({ data: { rule: "act.contract" } });
  });
});

describe("watching", () => {
  test("contracts of a watched party are held, of others and afterwards not", () => {
    const { chain, id } = market(true);
    expect(chain.query("contract", { id })?.contract.admitted.held).toEqual(["buyer.watched"]);
    expect(chain.query("watched", { limit: 10 })).toEqual([bob.address]);
    carry(chain, { act: "watch.set", party: bob.address, on: false });
    expect(chain.query("watched", { limit: 10 })).toEqual([]);
    const first = chain.slot + 5;
    const offer = chain.send(alice, sell(first, [500])).id;
    const deal = chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [500] } }).id;
    expect(stateOf(chain, deal)).toBe("admitted");
    invariants(chain);
  });

  test("act.party, act.nothing", () => {
    const { chain } = market();
    const nobody = keyOf("nobody").address;
    expect(refusalOf(chain, { act: "watch.set", party: nobody, on: true })).toMatchObject({
      data: { rule: "act.party" },
    });
    const off: Act = { act: "watch.set", party: bob.address, on: false };
    expect(refusalOf(chain, off)).toMatchObject({ data: { rule: "act.nothing" } });
  });

  test("pages of watched parties", () => {
    const { chain } = market();
    for (const party of [alice.address, bob.address]) carry(chain, { act: "watch.set", party, on: true });
    const [first = "", second = ""] = [alice.address, bob.address].toSorted();
    expect(chain.query("watched", { limit: 1 })).toEqual([first]);
    expect(chain.query("watched", { limit: 1, after: first })).toEqual([second]);
  });
});
