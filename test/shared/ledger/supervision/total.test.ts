/** Any act at the ends of its schema has an outcome: nothing that a quorum can decide halts the validators. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import {
  Chain,
  genesis,
  home,
  keyOf,
  OPERATOR,
  PARAMS,
  REGULATORS,
  sell,
  SUPPLIER,
  TRUSTING,
  ZONE,
} from "../market.ts";
import { regulator } from "./council.ts";

const upTo = (max: number) => fc.oneof(fc.constantFrom(0, 1, max - 1, max), fc.integer({ min: 0, max }));
const from1 = (max: number) => upTo(max).map((n) => Math.max(1, n));
const keys = [keyOf("alice"), keyOf("bob"), OPERATOR, SUPPLIER, keyOf("nobody"), ...REGULATORS.slice(0, 2)];
const party = fc.constantFrom(...keys.map(({ address }) => address));
const key = fc.constantFrom(...keys.map((k) => k.public), `02${"ff".repeat(32)}`, `03${"00".repeat(32)}`);
const hex = fc.constantFrom("00".repeat(32), "ff".repeat(32), `01${"00".repeat(31)}`);
const proof = fc.constantFrom("00".repeat(64), "ff".repeat(64));
const zone = fc.constantFrom(ZONE, "MARS");
const carrier = fc.constantFrom("electricity" as const, "heat" as const, "gas" as const);
const second = fc.oneof(upTo(100_000_000_000), fc.integer({ min: 1_781_654_400, max: 1_781_658_000 }));
const slot = fc.oneof(upTo(100_000_000), fc.integer({ min: 1_979_616, max: 1_979_622 }));
const technology = fc.constantFrom("solar" as const, "none" as const);
const price = upTo(1_000_000_000);
const span = fc.record({ min: price, max: price });
const wide = upTo(4_000_000_000_000_000);
const bands = fc.record({
  price: span,
  damages: span,
  exposure: wide,
  review: wide,
  auction: fc.record({ seller: price, buyer: price }),
  tariff: fc.record({ retail: price, feedIn: price }),
});
const change = fc.record(
  {
    metering: fc.record({ batchSlots: fc.constantFrom(1, 96), grace: upTo(3_000_000) }),
    settlement: fc.record({
      dispute: upTo(3_000_000),
      period: fc.constantFrom(3600, 60),
      due: upTo(10_000_000).map((n) => Math.max(60, n)),
      silence: upTo(10_000_000).map((n) => Math.max(60, n)),
      carry: upTo(1_000_000_000_000),
      fen: from1(1_000_000_000_000),
    }),
    supervision: fc.record({
      decide: upTo(10_000_000).map((n) => Math.max(60, n)),
      notice: fc.constantFrom(0, 10_000_000),
      appeal: upTo(10_000_000),
      correct: upTo(40_000_000),
      rule: fc.integer({ min: 60, max: 40_000_000 }),
      retain: upTo(400_000_000),
    }),
    mail: fc.record({ perReceiver: from1(1000), perSender: from1(1000), keep: fc.constantFrom(60, 10_000_000) }),
    quorum: from1(100),
  },
  { requiredKeys: [] },
);

/** The contract is put in by the test, which knows its id. */
const act = (contract: string): fc.Arbitrary<Act> => {
  const id = fc.constantFrom(contract, "00".repeat(32));
  const named = <A extends string, F extends object>(name: A, fields: F) => ({ act: fc.constant(name), ...fields });
  return fc.oneof(
    fc.record(named("contract.release", { contract: id })),
    fc.record(named("contract.refuse", { contract: id })),
    fc.record(named("contract.void", { contract: id, from: slot })),
    fc.record(named("watch.set", { party, on: fc.boolean() })),
    fc.record(
      named("party.enrol", {
        key,
        proof,
        roles: fc.constantFrom(["utility" as const], ["regulator" as const], ["agent" as const, "installer" as const]),
        zone,
        certificates: upTo(10_000),
      }),
    ),
    fc.record(named("party.change", { party, change: fc.record({ supplier: party }, { requiredKeys: [] }) })),
    fc.record(named("party.suspend", { party })),
    fc.record(named("party.reinstate", { party })),
    fc.record(named("party.closeOut", { party })),
    fc.record(named("key.replace", { party, key, proof })),
    fc.record(named("trade.suspend", { zone, carrier: fc.option(carrier), from: second, until: second })),
    fc.record(named("trade.resume", { zone, carrier: fc.option(carrier) })),
    fc.record(named("schedule.bands", { zone, carrier, from: second, bands })),
    fc.record(
      named("schedule.charges", {
        carrier,
        source: zone,
        target: zone,
        from: second,
        charges: fc.record({ network: price, levy: price, taxPpm: upTo(1_000_000), lossPpm: upTo(1_000_000) }),
      }),
    ),
    fc.record(
      named("schedule.profile", {
        technology,
        month: fc.constantFrom(1, 6, 12),
        from: second,
        share: fc.array(upTo(1_000_000), { minLength: 96, maxLength: 96 }),
      }),
    ),
    fc.record(named("params.change", { change })),
    fc.record(named("regulator.add", { key, proof, zone })),
    fc.record(named("regulator.remove", { party })),
    fc.record(named("zone.operator", { zone, operator: party })),
    fc.record(named("validator.set", { key: hex, power: upTo(1_000_000_000), proof: fc.option(proof) })),
    fc.record(named("rules.upgrade", { version: from1(9), height: from1(1_000) })),
    fc.record(named("supplier.replace", { supplier: party, by: party })),
    fc.record(
      named("dispute.rule", {
        dispute: hex,
        ruling: fc.constant({ slots: [], liability: "both" as const, award: null }),
      }),
    ),
  ) as fc.Arbitrary<Act>;
};

/** Alice's and Bob's contract, on a chain where each regulator decides alone and at once. */
function market() {
  const params = { ...PARAMS, quorum: 1, supervision: { ...PARAMS.supervision, notice: 0 } };
  const document = genesis([home("alice"), home("bob")], params);
  const chain = new Chain({ ...document, validators: [{ key: "ff".repeat(32), power: 1_000_000_000 }] }, TRUSTING);
  const first = chain.slot + 3;
  const offer = chain.send(keyOf("alice"), sell(first, [500, 500])).id;
  const accept = { kind: "offer.accept" as const, offer, energy: { first, wh: [500, 500] } };
  return { chain, contract: chain.send(keyOf("bob"), accept).id };
}

test("any act, carried at once", () => {
  const codes = new Set<number>();
  const outcomes = new Set<string>();
  const { contract } = market();
  fc.assert(
    fc.property(fc.array(act(contract), { minLength: 1, maxLength: 8 }), (acts) => {
      const { chain } = market();
      for (const [i, decide] of acts.entries()) {
        expect(Act.safeParse(decide).error).toBeUndefined();
        const by = regulator(2 + (i % 2));
        const { id, result } = chain.send(by, { kind: "decision.propose", decide, reason: "r" });
        codes.add(result.code);
        outcomes.add(chain.query("decision", { id })?.decision.state ?? "none");
      }
      for (let i = 0; i < 12; i++) chain.block([], 60);
    }),
    { numRuns: 150 },
  );
  expect(codes).toEqual(new Set([0, 1]));
  expect([...outcomes]).toContain("effective");
});
