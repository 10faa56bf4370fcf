/** Queries (DESIGN §5): strict and bounded inputs, the same answer from a witness as from the whole map. */
import { describe, expect, test } from "vitest";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import type { QueryName } from "../../../shared/ledger/queries.ts";
import { QueryFault, type QueryFaultData, QUERIES, queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { pairOf } from "../../../shared/ledger/statements.ts";
import { openWitness } from "../../../shared/state/openWitness.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { Chain, genesis, home, INSTALLER, keyOf, OPERATOR, sell, SUPPLIER, ZONE } from "./market.ts";
import { propose } from "./supervision/council.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");

function market() {
  const chain = new Chain(genesis([home("alice"), home("bob")]));
  const first = chain.slot + 2;
  const offer = chain.send(alice, sell(first, [500, 500])).id;
  const deal = chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [500] } }).id;
  const operators = { zone: ZONE, carrier: "electricity", first, count: 2 } as const;
  const ask = { capPpm: 500_000, price: 1, until: first * 900, most: 9 };
  const call = chain.send(OPERATOR, { kind: "grid.call", ...operators, ...ask }).id;
  chain.send(alice, { kind: "grid.answer", call });
  const why = { side: "sell", keepPpm: 500_000, reason: "a line is down" } as const;
  const cut = chain.send(OPERATOR, { kind: "grid.curtail", ...operators, ...why }).id;
  const decision = propose(chain, { act: "watch.set", party: bob.address, on: true }).id;
  return { chain, first, offer, deal, call, cut, decision };
}

function faultOf(name: string, version: number, input: Json): QueryFaultData | undefined {
  try {
    runQuery(market().chain.state, name, version, input);
  } catch (error) {
    if (error instanceof QueryFault) return error.data;
    throw error;
  }
  return undefined;
}

describe("a question that is wrong is told what is wrong", () => {
  test.each<[name: string, version: number, input: Json, data: Partial<QueryFaultData>]>([
    ["nothing", 1, {}, { fault: "unknownQuery" }],
    ["toString", 1, {}, { fault: "unknownQuery" }],
    ["params", 2, {}, { fault: "unknownVersion", served: [1] }],
    ["params", 0, {}, { fault: "unknownVersion" }],
    ["zones", 3, { limit: 1 }, { fault: "unknownVersion", served: [2, 1] }],
    ["zones", 1, { limit: 1, after: ZONE }, { fault: "input" }],
    ["zones", 2, { limit: 1, after: "no zone" }, { fault: "input", path: "$.after" }],
    ["params", 1, { extra: 1 }, { fault: "input" }],
    ["party", 1, { id: "watt1nobody" }, { fault: "input", path: "$.id" }],
    ["parties", 1, { status: "asleep", limit: 1 }, { fault: "input", path: "$.status" }],
    ["contractsOf", 1, { party: alice.address, limit: 101 }, { fault: "input", path: "$.limit" }],
    ["contractsOf", 1, { party: alice.address, limit: 0 }, { fault: "input", path: "$.limit" }],
    ["positions", 1, { party: alice.address, carrier: "electricity", from: 5, to: 4 }, { fault: "input" }],
    ["positions", 1, { party: alice.address, carrier: "electricity", from: 0, to: 2977 }, { fault: "input" }],
    ["rules", 1, { carrier: "electricity", zone: ZONE, technology: "coal", month: 6 }, { path: "$.technology" }],
    ["rules", 1, { carrier: "electricity", zone: ZONE, technology: "solar", month: 13 }, { path: "$.month" }],
    ["nonces", 1, { party: alice.address, day: -1 }, { fault: "input", path: "$.day" }],
    ["contract", 1, null, { fault: "input", path: "$." }],
  ])("%s v%i %o", (name, version, input, data) => {
    expect(faultOf(name, version, input)).toMatchObject(data);
  });
});

describe("answers", () => {
  const { chain, first, offer, deal, call, cut, decision } = market();
  const span = { carrier: "electricity", from: first, to: first + 2 };
  const inputs: { [N in QueryName]: Json } = {
    keysOf: { party: alice.address },
    keyOwner: { key: alice.public },
    encryptionKeys: { party: alice.address },
    installerQuota: { installer: INSTALLER.address, day: Math.floor(chain.time / 86_400_000) },
    handover: { point: home("alice").point },
    handoverTo: { party: alice.address },
    assignment: { contract: deal },
    metersOf: { party: alice.address },
    admission: { party: alice.address },
    params: {},
    clock: {},
    party: { id: alice.address },
    zone: { id: ZONE },
    zones: { limit: 5 },
    parties: { status: "active", limit: 3 },
    bookPage: { ...span, zone: ZONE, limit: 1 },
    offersOf: { party: alice.address },
    contractsOf: { party: bob.address, limit: 5 },
    contract: { id: deal },
    positions: { ...span, party: alice.address },
    metered: { ...span, party: alice.address },
    awaited: { ...span, party: alice.address },
    exposure: { party: bob.address },
    statementHead: { ...pairOf(alice.address, bob.address), period: 0 },
    statementHeads: { party: bob.address, limit: 5 },
    statementLines: { ...pairOf(alice.address, bob.address), period: 1, limit: 5 },
    statementsOf: { party: bob.address, limit: 5 },
    rules: { carrier: "electricity", zone: ZONE, technology: "solar", month: 6 },
    order: { id: offer },
    ordersOf: { ...span, party: alice.address },
    orderBook: { carrier: "electricity", zone: ZONE, slot: first, limit: 5 },
    clearing: { carrier: "electricity", zone: ZONE, slot: first },
    clearings: { ...span, zone: ZONE },
    clearingPairs: { carrier: "electricity", zone: ZONE, slot: first, from: 0, limit: 5 },
    decision: { id: decision },
    decisions: { status: "open", limit: 5 },
    watched: { limit: 5 },
    suspensions: { zone: ZONE },
    misbehaviour: { limit: 10 },
    upgrade: {},
    validators: {},
    bands: { zone: ZONE, carrier: "electricity", at: chain.market, limit: 5 },
    regulators: {},
    nonces: { party: alice.address, day: Math.floor(chain.time / 86_400_000) + 1 },

    // Deals, mail and lots.
    mailFor: { party: bob.address, limit: 5 },
    mailQuota: { from: alice.address, to: bob.address },
    revoked: { party: alice.address, until: Math.floor(chain.time / 1000), id: deal },
    lot: { id: deal },
    lotsOf: { party: alice.address, limit: 5 },
    sale: { id: deal },
    salesOf: { party: bob.address, limit: 5 },
    supplyOf: { zone: ZONE, carrier: "electricity", at: chain.market },
    transferOf: { carrier: "electricity", source: ZONE, target: "EAST-1", at: chain.market },
    tariff: { supplier: SUPPLIER.address, carrier: "electricity", at: chain.market },
    factor: { zone: ZONE, slot: 5 },
    calls: { ...span, zone: ZONE },
    call: { id: call },
    answersOf: { call, limit: 5 },
    rewardsOf: { call, party: alice.address },
    answered: { ...span, party: alice.address },
    interventions: { ...span, zone: ZONE },
    intervention: { id: cut },
    zoneContracts: { ...span, zone: ZONE, limit: 5 },
    totals: { ...span, party: alice.address },
    blocked: span,
    volume: { slot: 5, zone: ZONE, party: alice.address },
    dispute: { id: deal },
    disputesOf: { contract: deal },
    disputesAwaiting: { limit: 5 },
    closeOut: { party: bob.address },
    path: { party: alice.address, from: 0, limit: 5 },
    history: { contract: deal },
    energyWay: { contract: deal, slot: first },
    zoneDay: { zone: ZONE, carrier: "electricity", first, count: 4 },
    residual: { party: bob.address, carrier: "electricity", first, count: 4 },
    settlementFile: { period: 1, limit: 5 },
  };

  test.each(Object.keys(inputs) as QueryName[])("%s is the same on its witness, and canonical JSON", (name) => {
    const { version } = queryOf(name);
    const whole = runQuery(chain.state, name, version, inputs[name]);
    const budget = { leaves: 10_000, bytes: 1_000_000 };
    const witness = witnessOf(chain.state, (reader) => runQuery(reader, name, version, inputs[name]), budget);
    expect(runQuery(openWitness(witness, chain.state.root), name, version, inputs[name])).toEqual(whole);
    expect(() => encodeCanonical(whole)).not.toThrow();
  });

  test("what is not there is null or empty, not a fault", () => {
    const nobody = keyOf("nobody").address;
    expect(chain.query("party", { id: nobody })).toBeNull();
    expect(chain.query("contract", { id: offer })).toBeNull();
    expect(chain.query("contractsOf", { party: bob.address, before: offer, limit: 5 })).toEqual([]);
    expect(chain.query("exposure", { party: nobody })).toEqual({ unpaid: 0, open: 0 });
    expect(chain.query("rules", { carrier: "gas", zone: ZONE, technology: "solar", month: 6 })).toBeNull();
    expect(chain.query("nonces", { party: nobody, day: 0 })).toEqual({ used: "0".repeat(256) });
  });

  test("a pair is asked in its order alone: the other way round a debt would have no record", () => {
    const { a, b } = pairOf(alice.address, bob.address);
    for (const name of ["statementHead", "statementLines"] as const) {
      const input = { period: 1, ...(name === "statementLines" && { limit: 5 }) };
      expect(faultOf(name, 1, { ...input, a, b })).toBeUndefined();
      for (const pair of [
        { a: b, b: a },
        { a, b: a },
      ])
        expect(faultOf(name, 1, { ...input, ...pair })).toMatchObject({ fault: "input", problem: "a < b" });
    }
    expect(faultOf("settlementFile", 1, { period: 1, limit: 5, after: { a, b } })).toBeUndefined();
    expect(faultOf("settlementFile", 1, { period: 1, limit: 5, after: { a: b, b: a } })).toMatchObject({
      path: "$.after",
    });
  });

  test("parties come in order, page after page", () => {
    const page = (after?: string) =>
      chain.query(
        "parties",
        after === undefined ? { status: "active", limit: 4 } : { status: "active", limit: 4, after },
      );
    const pages = [page()];
    for (let last = pages[0]?.at(-1); last; last = pages.at(-1)?.at(-1)) pages.push(page(last.id));
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toHaveLength(9);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  test("every query of the table has an input in this test", () => {
    expect(Object.keys(inputs).toSorted()).toEqual(Object.keys(QUERIES).toSorted());
  });
});
