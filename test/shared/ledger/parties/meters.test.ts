/** DESIGN §4, Meters: an operator changes a meter with registers that go on, and vouches for one of class B. */
import { describe, expect, test } from "vitest";
import { finalByItself, maySettle } from "../../../../shared/ledger/parties/meterClass.ts";
import { meterAt } from "../../../../shared/ledger/parties/holders.ts";
import { suspend } from "../../../../shared/ledger/parties/standing.ts";
import type { PartyRecord } from "../../../../shared/ledger/records.ts";
import type { TxOf } from "../../../../shared/ledger/transactions.ts";
import { Chain, type Draft, genesis, home, type Key, keyOf, Meter, OPERATOR, PARAMS, sell } from "../market.ts";
import { onContext } from "./context.ts";
import { allHold, done, pointOf, refused, registerAt } from "./street.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const NEW = { id: "meter-new", key: keyOf("new meter").public, class: "demo" } as const;
type Counters = TxOf<"meter.replace">["counters"];
const COUNTERS: Counters = { "1.8.0": { last: 1_000_000, first: 0 }, "2.8.0": { last: 500_000, first: 0 } };
const replace = (boundary: number, counters = COUNTERS, meter: TxOf<"meter.replace">["meter"] = NEW): Draft => ({
  kind: "meter.replace",
  party: alice.address,
  meter,
  boundary,
  counters,
});

/** The new meter: like the demo meter of a home, under its own name, counting from 0. */
class NewMeter extends Meter {
  override readonly id = "meter-new";
  override readonly owner: Key = alice;
}

describe("meter.replace", () => {
  test("slots before the change settle by the old meter, from it on by the new one: registers go on", () => {
    const chain = market();
    const first = chain.slot + 2;
    const offer = chain.send(alice, sell(first, [500, 500])).id;
    const deal = chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [500, 500] } }).id;
    const [old, other, next] = [new Meter("alice"), new Meter("bob"), new NewMeter("new")];
    chain.until((first + 1) * 900 + 60);
    old.read(first, 450, 0);
    other.read(first, 0, 900);
    const counters = { "1.8.0": { last: 1_000_000, first: 1_000_000 }, "2.8.0": { last: 500_450, first: 500_000 } };
    expect(chain.send(OPERATOR, replace(first + 1, counters)).result).toEqual(done);
    allHold(chain);
    expect(chain.block([...old.send(chain, first), ...other.send(chain, first)]).map((r) => r.code)).toEqual([
      0, 0, 0, 0,
    ]);
    chain.until((first + 2) * 900);
    next.read(first + 1, 300, 0);
    other.read(first + 1, 0, 900);
    // The old meter's key signs for its own slots alone.
    const stale = chain.sign(alice, old.commit(first), [next.key]);
    expect(chain.block([stale])[0]).toMatchObject({ data: { rule: "valid.signers" } });
    const late = { kind: "meter.commit", meter: "meter-alice", batch: first + 1, root: "00".repeat(32) } as const;
    expect(chain.send(alice, late, [old.key]).result).toMatchObject(refused("meter.holder"));
    const results = chain.block([...next.send(chain, first + 1), ...other.send(chain, first + 1)]);
    expect(results.map((r) => r.code)).toEqual([0, 0, 0, 0]);
    const slots = chain.query("contract", { id: deal })?.slots;
    expect(slots?.map(({ settled }) => settled?.aS)).toEqual([450, 300]);
    allHold(chain);
  });

  test("the operator's counter completes the old meter's last slot", () => {
    const chain = market();
    const slot = chain.slot + 1;
    chain.until((slot + 1) * 900);
    const old = new Meter("alice");
    old.read(slot - 1, 0, 0);
    chain.block(old.send(chain, slot - 1));
    expect(chain.query("metered", { party: alice.address, carrier: "electricity", from: slot, to: slot + 1 })).toEqual(
      [],
    );
    const counters = { "1.8.0": { last: 1_000_700, first: 5 }, "2.8.0": { last: 500_020, first: 9 } };
    expect(chain.send(OPERATOR, replace(slot + 1, counters)).result).toEqual(done);
    expect(
      chain.query("metered", { party: alice.address, carrier: "electricity", from: slot, to: slot + 1 }),
    ).toMatchObject([{ bought: 700, sold: 20, quality: "measured" }]);
    expect(chain.query("metersOf", { party: alice.address })).toMatchObject({
      meter: NEW,
      former: [{ meter: { id: "meter-alice" }, until: slot + 1 }],
    });
  });

  test("meter.continuity, meter.decreasing: what the old meter opened stands", () => {
    const chain = market();
    const slot = chain.slot + 1;
    chain.until((slot + 2) * 900);
    const old = new Meter("alice");
    old.read(slot, 100, 200);
    chain.block(old.send(chain, slot));
    const by = (boundary: number, last: number) =>
      chain.send(OPERATOR, replace(boundary, { ...COUNTERS, "1.8.0": { last, first: 0 } })).result;
    expect(by(slot + 1, 1_000_199)).toMatchObject(
      refused("meter.continuity", { figure: 1_000_199, limit: 1_000_200, unit: "Wh", slot: slot + 1 }),
    );
    expect(by(slot + 2, 1_000_199)).toMatchObject(refused("meter.decreasing", { figure: 1_000_199, limit: 1_000_200 }));
    expect(by(slot, 1_000_000)).toMatchObject(refused("replace.metered", { figure: 1, limit: 0 }));
    allHold(chain);
  });

  test("replace.party, replace.operator, replace.name, replace.class, replace.past, replace.since", () => {
    const chain = market();
    const past = chain.slot - 1;
    const send = (key: Key, draft: Draft) => chain.send(key, draft).result;
    expect(send(OPERATOR, { ...replace(past), party: OPERATOR.address } as Draft)).toMatchObject(
      refused("replace.party"),
    );
    expect(send(alice, replace(past))).toMatchObject(refused("replace.operator", { figure: 0, limit: 1 }));
    const bobs = { ...NEW, id: "meter-bob" };
    expect(send(OPERATOR, replace(past, COUNTERS, bobs))).toMatchObject(refused("replace.name"));
    expect(send(OPERATOR, replace(chain.slot + 1))).toMatchObject(
      refused("replace.past", { figure: (chain.slot + 1) * 900, unit: "s" }),
    );
    expect(send(OPERATOR, replace(0))).toMatchObject(refused("replace.since", { figure: 0, limit: 1 }));
    expect(send(OPERATOR, replace(past))).toEqual(done);
    const third = { ...NEW, id: "meter-third" };
    expect(send(OPERATOR, replace(past, COUNTERS, third))).toMatchObject(
      refused("replace.since", { figure: past, limit: past + 1 }),
    );
    expect(send(OPERATOR, replace(past + 1, COUNTERS, { ...NEW, id: "meter-alice" }))).toMatchObject(
      refused("replace.name"),
    );
    allHold(chain);
  });

  test("replace.class: no key in a wallet where the chain is no demo", () => {
    const document = genesis([home("alice", { meter: { id: "meter-alice", key: alice.public, class: "A" } })]);
    const chain = new Chain({ ...document, params: { ...PARAMS, demo: false } });
    expect(chain.send(OPERATOR, replace(chain.slot)).result).toMatchObject(refused("replace.class"));
    expect(chain.send(OPERATOR, replace(chain.slot, COUNTERS, { ...NEW, class: "B" })).result).toEqual(done);
  });

  test("a successor whose certificate names the old meter is withdrawn", () => {
    const chain = market();
    chain.send(alice, { kind: "party.move", to: keyOf("nora").address, contracts: "assign" });
    registerAt(chain, "nora", "alice");
    expect(chain.send(OPERATOR, replace(chain.slot)).result).toEqual(done);
    allHold(chain);
    expect(chain.query("party", { id: keyOf("nora").address })?.status).toBe("refused");
    expect(registerAt(chain, "nora", "alice", { meter: NEW, point: pointOf("alice") })).toEqual(done);
    allHold(chain);
  });
});

describe("classes", () => {
  test("A and B register anywhere, a vault's key on demo chains; B alone is not final by itself", () => {
    const classes = ["A", "B", "demo"] as const;
    expect(classes.map((one) => maySettle(one, { demo: false }))).toEqual([true, true, false]);
    expect(classes.map((one) => maySettle(one, { demo: true }))).toEqual([true, true, true]);
    expect(classes.map(finalByItself)).toEqual([true, false, true]);
  });

  test("meter.attest: class A for the slots that have not begun; the others keep theirs", () => {
    const meter = { id: "meter-alice", key: keyOf("alice meter").public, class: "B" } as const;
    const chain = new Chain(genesis([home("alice", { meter }), home("bob")]));
    const attest = (key: Key, change: Partial<Draft<"meter.attest">> = {}) =>
      chain.send(key, { kind: "meter.attest", party: alice.address, meter: "meter-alice", ...change }).result;
    expect(attest(alice)).toMatchObject(refused("attest.operator"));
    expect(attest(OPERATOR, { party: keyOf("nobody").address })).toMatchObject(refused("attest.party"));
    expect(attest(OPERATOR, { meter: "meter-bob" })).toMatchObject(refused("attest.meter"));
    expect(attest(OPERATOR, { party: bob.address, meter: "meter-bob" })).toMatchObject(refused("attest.class"));
    expect(attest(OPERATOR)).toEqual(done);
    const party = chain.query("party", { id: alice.address }) as PartyRecord;
    expect(party.meter?.class).toBe("A");
    const classOf = (slot: number) => meterAt(chain.state, party, slot)?.class;
    expect([chain.slot, chain.slot + 1].map(classOf)).toEqual(["B", "A"]);
    expect(attest(OPERATOR)).toMatchObject(refused("attest.class"));
    allHold(chain);
  });
});

test("a prosumer sells in one slot and buys in the next", () => {
  const chain = market();
  const first = chain.slot + 3;
  const sold = chain.send(alice, sell(first, [800])).id;
  expect(chain.send(bob, { kind: "offer.accept", offer: sold, energy: { first, wh: [800] } }).result).toEqual(done);
  const bought = chain.send(bob, sell(first + 1, [600])).id;
  const energy = { first: first + 1, wh: [600] };
  expect(chain.send(alice, { kind: "offer.accept", offer: bought, energy }).result).toEqual(done);
  expect(
    chain.query("positions", { party: alice.address, carrier: "electricity", from: first, to: first + 2 }),
  ).toMatchObject([
    { slot: first, sold: 800, bought: 0 },
    { slot: first + 1, sold: 0, bought: 600 },
  ]);
  const meters = [new Meter("alice"), new Meter("bob")];
  for (const [i, slot] of [first, first + 1].entries()) {
    chain.until((slot + 1) * 900);
    meters.forEach((meter, who) => (who === i ? meter.read(slot, 800, 0) : meter.read(slot, 0, 800)));
    expect(chain.block(meters.flatMap((meter) => meter.send(chain, slot))).map(({ code }) => code)).toEqual([
      0, 0, 0, 0,
    ]);
  }
  allHold(chain);
  const settled = chain.query("contractsOf", { party: alice.address, limit: 2 }).map(({ delivered }) => delivered);
  expect(settled).toEqual([600, 800]);
});

test("who was suspended is still metered: its contracts stay binding", () => {
  const chain = market();
  onContext(chain, (context) => suspend(context, alice.address));
  const slot = chain.slot;
  chain.until((slot + 1) * 900);
  const meter = new Meter("alice");
  meter.read(slot, 10, 0);
  expect(chain.block(meter.send(chain, slot)).map(({ code }) => code)).toEqual([0, 0]);
});
