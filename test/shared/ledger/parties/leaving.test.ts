/** Leaving the market: with nothing promised, nothing unsettled, nothing owed either way. */
import { describe, expect, test } from "vitest";
import {
  Chain,
  type Draft,
  genesis,
  home,
  keyOf,
  Meter,
  OPERATOR,
  PARAMS,
  REGULATORS,
  sell,
  SUPPLIER,
  ZONE,
} from "../market.ts";
import { allHold, done, pointOf, refused, register } from "./street.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const LEAVE: Draft = { kind: "party.leave" };
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const leave = (chain: Chain, key = alice) => chain.send(key, LEAVE).result;

test("who has nothing open leaves; point and meter are free for somebody else", () => {
  const chain = market();
  expect(leave(chain)).toEqual(done);
  allHold(chain);
  expect(chain.query("party", { id: alice.address })).toMatchObject({ status: "left", point: null, meter: null });
  const meter = { id: "meter-alice", key: keyOf("alice meter").public, class: "demo" as const };
  expect(register(chain, "carol", { point: pointOf("alice"), meter })).toEqual(done);
  allHold(chain);
  expect(leave(chain)).toMatchObject(refused("leave.active", { figure: 0, limit: 1, unit: "state" }));
});

test("leave.offered: what live offers reserve, and where", () => {
  const chain = market();
  const first = chain.slot + 3;
  const { id } = chain.send(alice, sell(first, [0, 700, 300]));
  const refusal = refused("leave.offered", { figure: 700, limit: 0, unit: "Wh", slot: first + 1 });
  expect(leave(chain)).toMatchObject(refusal);
  chain.send(alice, { kind: "offer.cancel", offer: id });
  expect(leave(chain)).toEqual(done);
  allHold(chain);
});

test("leave.sales, leave.answers: fuel without its delivery note, and a call that is not decided yet", () => {
  const chain = new Chain(genesis([home("alice", { roles: ["prosumer", "holder"] }), home("bob")]));
  const lot = { kind: "lot.issue", fuel: "coal", wh: 1000, certificate: "cd".repeat(32) } as const;
  const issued = chain.send(alice, lot, [alice, OPERATOR]);
  const sale = { kind: "lot.sell", lot: issued.id, buyer: bob.address, wh: 400, price: 0 } as const;
  const sold = chain.send(alice, sale, [alice, bob]);
  expect(leave(chain)).toMatchObject(refused("leave.sales", { figure: 1, limit: 0, unit: "count" }));
  chain.send(alice, { kind: "lot.deliver", sale: sold.id, wh: 400, note: "ef".repeat(32) }, [alice, bob]);
  const first = chain.slot + 2;
  const call = { zone: ZONE, carrier: "electricity", first, count: 1, capPpm: 500_000, price: 0 } as const;
  const { id } = chain.send(OPERATOR, { kind: "grid.call", ...call, until: first * 900, most: 5 });
  expect(chain.send(alice, { kind: "grid.answer", call: id }).result).toEqual(done);
  expect(leave(chain)).toMatchObject(refused("leave.answers", { figure: 1, limit: 0, unit: "count" }));
  chain.until((first + 1) * 900 + PARAMS.metering.grace + PARAMS.settlement.dispute + 600);
  chain.block();
  expect(leave(chain)).toEqual(done);
  allHold(chain);
});

test("from contract to payment each step has its rule, and then both may go", () => {
  const chain = market();
  const first = chain.slot + 3;
  const offer = chain.send(alice, sell(first, [500])).id;
  chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [500] } });
  for (const key of [alice, bob]) {
    expect(leave(chain, key)).toMatchObject(refused("leave.contracted", { figure: 500, limit: 0, slot: first }));
  }
  chain.until((first + 1) * 900);
  // A seller as produced can owe nothing: what holds it is that the slot is not final.
  expect(leave(chain)).toMatchObject(refused("leave.unsettled", { figure: 1, limit: 0, unit: "count" }));
  expect(leave(chain, bob)).toMatchObject(refused("leave.exposure", { limit: 0, unit: "micro" }));
  for (const [label, sold, bought] of [
    ["alice", 500, 0],
    ["bob", 0, 500],
  ] as const) {
    const meter = new Meter(label);
    meter.read(first, sold, bought);
    chain.block(meter.send(chain, first));
  }
  expect(leave(chain)).toMatchObject(refused("leave.unsettled"));
  expect(leave(chain, bob)).toMatchObject(refused("leave.exposure"));
  const energy = 225_000;
  const open = () => chain.query("statementsOf", { party: alice.address, limit: 1 })[0];
  while (!open()) chain.block([], 10);
  expect(leave(chain)).toMatchObject(refused("leave.statements", { figure: 1, limit: 0, unit: "count" }));
  while (open()?.state === "open") chain.block([], 10);
  expect(Math.abs(open()?.due ?? 0)).toBe(energy);
  const period = open()?.period ?? 0;
  expect(leave(chain, bob)).toMatchObject(refused("leave.exposure"));
  for (const creditor of [alice.address, OPERATOR.address]) {
    chain.send(bob, { kind: "payment.claim", creditor, period, reference: "R1" });
    expect(leave(chain)).toMatchObject(refused("leave.statements"));
  }
  for (const key of [alice, OPERATOR]) chain.send(key, { kind: "payment.confirm", debtor: bob.address, period });
  expect(leave(chain)).toEqual(done);
  expect(leave(chain, bob)).toEqual(done);
  allHold(chain);
});

test("leave.office: others rely on it", () => {
  for (const key of [REGULATORS[0] ?? alice, OPERATOR, SUPPLIER]) {
    expect(leave(market(), key)).toMatchObject(refused("leave.office", { figure: 1, limit: 0 }));
  }
});

describe("a registration that is not decided", () => {
  test("is withdrawn by leaving, and may come again", () => {
    const chain = market();
    register(chain, "carol");
    expect(leave(chain, keyOf("carol"))).toEqual(done);
    allHold(chain);
    expect(chain.query("party", { id: keyOf("carol").address })).toMatchObject({ status: "refused", decided: null });
    expect(register(chain, "carol")).toEqual(done);
    allHold(chain);
  });
});

test("nobody leaves in another's name, and a replay leaves nothing", () => {
  const chain = market();
  const sent = chain.sign(alice, LEAVE);
  expect(chain.block([chain.sign(alice, LEAVE, [bob])])[0]).toMatchObject({ data: { rule: "valid.signers" } });
  expect(chain.block([sent, sent]).map(({ code }) => code)).toEqual([0, 2]);
});
