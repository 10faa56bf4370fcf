/** What a regulator, an operator and a utility read and ask to sign, over a ledger in memory: every view satisfies the contract. */
import { expect, test } from "vitest";
import { compose } from "../../../electron/local/compose.ts";
import type { Joined } from "../../../electron/local/joined.ts";
import { decisionsView } from "../../../electron/local/office/decisions.ts";
import { disputeRows } from "../../../electron/local/office/disputes.ts";
import { healthView } from "../../../electron/local/office/health.ts";
import { heldRows } from "../../../electron/local/office/held.ts";
import { partiesView } from "../../../electron/local/office/parties.ts";
import { pathView } from "../../../electron/local/office/path.ts";
import { previewOf } from "../../../electron/local/office/preview.ts";
import { rulesView } from "../../../electron/local/office/rules.ts";
import { signalsView } from "../../../electron/local/office/signals.ts";
import { wholeZone } from "../../../electron/local/office/wholeZone.ts";
import { zoneView } from "../../../electron/local/office/zone.ts";
import type { Page } from "../../../electron/sync/verifiedReads.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { localDate } from "../../../electron/local/market.ts";
import {
  DecisionsView,
  DisputeRow,
  HealthView,
  HeldRow,
  PartiesView,
  PathView,
  PreviewView,
  RulesView,
  SignalsView,
  ZoneView,
} from "../../../shared/ipc/officeViews.ts";
import { intentOf } from "../../../electron/outbox/intent.ts";
import { carry, propose, regulator, vote } from "../../shared/ledger/supervision/council.ts";
import {
  Chain,
  type Draft,
  genesis,
  home,
  type Key,
  keyOf,
  OPERATOR,
  registration,
  sell,
  SUPPLIER,
  ZONE,
} from "../../shared/ledger/market.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];

/** Alice has sold Bob, who is watched, 500 Wh in three slots; Carol waits for the regulators. */
function market() {
  const chain = new Chain(genesis([home("alice"), home("bob")]));
  carry(chain, { act: "watch.set", party: bob.address, on: true });
  const first = chain.slot + 3;
  const offer = chain.send(alice, sell(first, [500, 500, 500])).id;
  const accept: Draft<"offer.accept"> = { kind: "offer.accept", offer, energy: { first, wh: [500, 500, 500] } };
  const { id, result } = chain.send(bob, accept);
  expect(result.code).toBe(0);
  const carol = keyOf("carol");
  expect(chain.send(carol, registration("carol"), [carol, SUPPLIER]).result.code).toBe(0);
  return { chain, first, id, carol };
}

function pageOf(chain: Chain): Page {
  return {
    height: chain.height,
    time: chain.time,
    query: async (name, input) => chain.query(name, input),
    proof: () => ({
      height: chain.height,
      time: Math.floor(chain.time / 1000),
      headerHash: "",
      stateRoot: "",
      signed: 4,
      of: 4,
      simulated: true,
      node: "here",
    }),
  };
}

/** As much of a joined wallet as reading and composing touch. */
function joinedAs(chain: Chain, key: Key): Joined {
  let nonce = 500;
  return {
    network: { cards: [], chainId: chain.params.chainId, simulated: true },
    account: { address: key.address, publicKey: key.public, meterId: null, meterKey: null },
    sync: { now: () => chain.time },
    reads: { page: () => pageOf(chain) },
    nonces: { take: () => nonce++, giveBack: () => undefined },
  } as unknown as Joined;
}

test("the zone's day counts what is promised, and a held contract is found with its rule and its last moment", async () => {
  const { chain, first, id } = market();
  const joined = joinedAs(chain, regulator(0));
  const date = localDate(first * 900, 28_800);
  const zone = ZoneView.parse(await zoneView(joined, pageOf(chain), { zone: null, carrier: "electricity", date }));
  expect(zone.contracts).toBe(1);
  expect(zone.slots).toHaveLength(96);
  expect(zone.slots.find(({ slot }) => slot === first)).toMatchObject({ firm: 0, bought: 500 });
  const [held, ...more] = (await heldRows(joined, pageOf(chain), ZONE)).map((row) => HeldRow.parse(row));
  expect(more).toEqual([]);
  expect(held).toMatchObject({ id, total: 1500, fits: null, gate: first * 900 - 300 });
  expect(held?.rules.map(({ rule }) => rule)).toEqual(["buyer.watched"]);
});

test("of a contract that is held for its size, the largest part that passes passes, and a thousandth more does not", async () => {
  const bands = genesis().limits.map((one) => ({ ...one, limits: { ...one.limits, review: 300_000 } }));
  const chain = new Chain({ ...genesis([home("alice"), home("bob")]), limits: bands });
  const first = chain.slot + 3;
  const offer = chain.send(alice, sell(first, [1000, 1000])).id;
  chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [1000, 1000] } });
  const joined = joinedAs(chain, regulator(0));
  const [held] = await heldRows(joined, pageOf(chain), null);
  const rule = held?.rules[0];
  expect(rule?.rule).toBe("buyer.review");
  expect(held?.fits).toBeGreaterThan(0);
  // The figure grows with the energy: its share of the limit bounds what fits, up to a thousandth and a rounding per slot.
  const bound = (2000 * (rule?.limit ?? 0)) / (rule?.figure ?? 1);
  expect(Math.abs((held?.fits ?? 0) - bound)).toBeLessThanOrEqual(4);
});

test("an open decision shows its words, its votes and what it takes; an ended one how it ended", async () => {
  const { chain, id } = market();
  const { id: decision } = propose(chain, { act: "contract.release", contract: id }, regulator(0), "meter in order");
  vote(chain, decision, regulator(1));
  const view = DecisionsView.parse(await decisionsView(joinedAs(chain, regulator(2)), pageOf(chain)));
  const [open, done] = view.decisions;
  expect(open).toMatchObject({ id: decision, about: id, state: "open", reason: "meter in order" });
  expect(open?.tally).toEqual({ yes: 2, no: 0, of: 4, needed: 3 });
  expect(open?.ballots.map(({ approve }) => approve)).toEqual([true, true]);
  expect(open?.text.zh).toContain("放行");
  expect(done).toMatchObject({ act: "watch.set", state: "effective", carried: { votes: 3, of: 4, needed: 3 } });
  expect(view.regulators).toHaveLength(4);
});

test("who waits for admission comes with the votes, who is watched with that", async () => {
  const { chain, carol } = market();
  chain.send(regulator(0), { kind: "party.admit", party: carol.address, admit: true, reason: "in order" });
  const joined = joinedAs(chain, regulator(1));
  const pending = PartiesView.parse(await partiesView(joined, pageOf(chain), { status: "pending", after: null }));
  expect(pending.parties).toHaveLength(1);
  expect(pending.parties[0]?.admission).toMatchObject({ yes: 1, no: 0, of: 4, needed: 3 });
  const active = await partiesView(joined, pageOf(chain), { status: "active", after: null });
  expect(active.parties.filter(({ watched }) => watched).map(({ party }) => party.id)).toEqual([bob.address]);
  expect(active.next).toBeNull();
});

test("bands in force and those to come; last week under others says what they would have refused", async () => {
  const { chain, id } = market();
  const joined = joinedAs(chain, regulator(0));
  const zone = ZONE;
  const rules = RulesView.parse(await rulesView(joined, pageOf(chain), { zone, carrier: "electricity" }));
  const { bands } = rules;
  if (!bands) throw new Error("the test market has bands");
  const tighter = { ...bands, price: { ...bands.price, max: 449_999 } };
  const from = chain.market + 2 * rules.notice + 3600;
  carry(chain, { act: "schedule.bands", zone, carrier: "electricity", from, bands: tighter });
  chain.until(chain.market + rules.notice + 60);
  const later = await rulesView(joined, pageOf(chain), { zone, carrier: "electricity" });
  expect(later.next).toEqual([{ from, bands: tighter }]);
  const input = { zone, carrier: "electricity" } as const;
  const as = PreviewView.parse(await previewOf(joined, pageOf(chain), { ...input, bands }));
  expect(as).toMatchObject({ contracts: 1, passed: 1, energy: 1500, rules: [], partiesLeft: false, cut: 0 });
  expect(await previewOf(joined, pageOf(chain), { ...input, bands: null })).toEqual(as);
  expect(await previewOf(joined, pageOf(chain), { zone, carrier: "gas", bands: null })).toBeNull();
  const preview = await previewOf(joined, pageOf(chain), { ...input, bands: tighter });
  expect(preview?.passed).toBe(0);
  expect(preview?.rules).toMatchObject([
    { rule: "price.max", holds: false, contracts: 1, energy: 1500, examples: [id] },
  ]);
});

test("disputes, signals, health and a trader's path satisfy the contract", async () => {
  const { chain, first } = market();
  const zone = { zone: ZONE, carrier: "electricity" } as const;
  chain.send(OPERATOR, {
    kind: "grid.curtail",
    ...zone,
    side: "sell",
    first,
    count: 2,
    keepPpm: 500_000,
    reason: "line",
  });
  const joined = joinedAs(chain, OPERATOR);
  const page = pageOf(chain);
  expect((await disputeRows(joined, page)).map((row) => DisputeRow.parse(row))).toEqual([]);
  const date = localDate(first * 900, 28_800);
  const signals = SignalsView.parse(await signalsView(joined, page, { ...zone, date }));
  expect(signals.interventions).toMatchObject([{ first, count: 2, act: { what: "curtailment" }, reason: "line" }]);
  expect(HealthView.parse(await healthView(joined, page)).regulators).toHaveLength(4);
  const path = PathView.parse(await pathView(joined, page, alice.address));
  expect(path.entries.length).toBe(path.count);
  expect(path.entries.map(({ n }) => n)).toEqual(path.entries.map((_, i) => path.count - 1 - i));
  expect(await pathView(joined, page, keyOf("nobody").address)).toBeNull();
});

test("a zone is read whole over pages, each contract once", async () => {
  const { chain, first, id } = market();
  const asked: unknown[] = [];
  const page = {
    query: async (name: string, input: object) => {
      asked.push(input);
      // One contract a page, so that the cursor is used.
      return chain.query(name as "zoneContracts", { ...input, limit: 1 } as never);
    },
  } as unknown as Page;
  const other = chain.send(alice, sell(first + 1, [0, 200])).id;
  chain.send(bob, { kind: "offer.accept", offer: other, energy: { first: first + 2, wh: [200] } });
  const all = await wholeZone(page, { zone: ZONE, carrier: "electricity", from: first, to: first + 10 });
  expect(all.size).toBe(2);
  expect(all.get(id)).toBe("held");
  expect(asked.length).toBeGreaterThan(1);
});

test("a regulator's vote carries the proposal for the signing window, and lapses with the contract's gate", async () => {
  const { chain, first, id } = market();
  const { id: decision } = propose(chain, { act: "contract.release", contract: id });
  const input = { kind: "decision.vote", decision, approve: true, reason: "agreed" } as const;
  const { body, facts } = await compose(joinedAs(chain, regulator(1)), "sign.office", input);
  expect(body).toMatchObject({ ...input, sender: regulator(1).address });
  expect(facts.related?.kind).toBe("decision.propose");
  const gate = chain.params.clock.genesis + Math.ceil((first * 900 - 300 - chain.params.clock.origin) / 15);
  expect(body.validUntil).toBe(gate);
  expect(intentOf(body)).toEqual({ method: "sign.office", input });
});

test("an act of an office that the account does not hold is refused before anything is asked", async () => {
  const { chain, id, carol } = market();
  const supply = { kind: "grid.supply", zone: ZONE, carrier: "electricity", from: chain.market + 9000 } as const;
  const asked = [
    [alice, { kind: "decision.propose", decide: { act: "contract.release", contract: id }, reason: "me" }, "regulator"],
    [OPERATOR, { kind: "party.admit", party: carol.address, admit: true, reason: "me" }, "regulator"],
    [regulator(0), { ...supply, deliverable: 1, demand: 1 }, "operator"],
    [
      OPERATOR,
      {
        kind: "grid.tariff",
        carrier: "electricity",
        from: chain.market + 9000,
        retail: Array.from({ length: 96 }, () => 1),
        feedIn: Array.from({ length: 96 }, () => 1),
      },
      "utility",
    ],
  ] as const;
  for (const [key, input, office] of asked) {
    const heard = await compose(joinedAs(chain, key), "sign.office", input as never).catch((error: unknown) => error);
    expect(heard).toBeInstanceOf(FaultError);
    expect((heard as FaultError).fault).toMatchObject({ code: "compose.office", data: { office } });
  }
  const { body } = await compose(joinedAs(chain, OPERATOR), "sign.office", { ...supply, deliverable: 7, demand: 9 });
  expect(body).toMatchObject({ kind: "grid.supply", deliverable: 7, demand: 9, sender: OPERATOR.address });
});
