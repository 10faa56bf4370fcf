/** DESIGN §3, §4: acts on parties and keys by quorum. What they change in detail is tested with the room of parties. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { Chain, genesis, home, keyOf, sell, ZONE } from "../market.ts";
import { carry, decisionOf, keyProof, propose, regulator } from "./council.ts";

const [alice, dora, other] = [keyOf("alice"), keyOf("dora"), keyOf("alice's next key")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const refusalOf = (chain: Chain, act: Act) => propose(chain, act).result;
const enrol: Act = {
  act: "party.enrol",
  key: dora.public,
  proof: keyProof(dora),
  roles: ["installer"],
  zone: ZONE,
  certificates: 12,
};

test("party.enrol: an installer with its quota", () => {
  const chain = market();
  expect(decisionOf(chain, carry(chain, enrol)).state).toBe("effective");
  expect(chain.query("party", { id: dora.address })).toMatchObject({
    status: "active",
    roles: ["installer"],
    keys: [dora.public],
    certificates: 12,
  });
  expect(refusalOf(chain, enrol).code).toBe(1);
});

test("party.enrol: act.proof, act.roles", () => {
  const chain = market();
  expect(refusalOf(chain, { ...enrol, proof: keyProof(dora, alice.address) } as Act)).toMatchObject({
    data: { rule: "act.proof" },
  });
  expect(refusalOf(chain, { ...enrol, roles: ["installer", "regulator"] } as Act)).toMatchObject({
    data: { rule: "act.roles" },
  });
});

test("party.suspend and party.reinstate", () => {
  const chain = market();
  const slot = chain.slot + 9;
  expect(refusalOf(chain, { act: "party.reinstate", party: alice.address }).code).toBe(1);
  carry(chain, { act: "party.suspend", party: alice.address });
  expect(chain.send(alice, sell(slot, [1])).result).toMatchObject({ data: { rule: "seller.active" } });
  expect(refusalOf(chain, { act: "party.suspend", party: alice.address }).code).toBe(1);
  carry(chain, { act: "party.reinstate", party: alice.address });
  expect(chain.send(alice, sell(slot, [1])).result.code).toBe(0);
});

test("party.change: capacity, and nothing is no change", () => {
  const chain = market();
  const slot = chain.slot + 9;
  expect(chain.send(alice, sell(slot, [2000])).result).toMatchObject({ data: { rule: "seller.position" } });
  carry(chain, { act: "party.change", party: alice.address, change: { exportW: 16_000 } });
  expect(chain.query("party", { id: alice.address })).toMatchObject({ exportW: 16_000, importW: 10_000 });
  expect(chain.send(alice, sell(slot, [2000])).result.code).toBe(0);
  expect(refusalOf(chain, { act: "party.change", party: alice.address, change: {} })).toMatchObject({
    data: { rule: "act.nothing" },
  });
});

test("key.replace: the new key signs for the party, the old one for nobody", () => {
  const chain = market();
  const act: Act = {
    act: "key.replace",
    party: alice.address,
    key: other.public,
    proof: keyProof(other, alice.address),
  };
  expect(refusalOf(chain, { ...act, proof: keyProof(other) } as Act)).toMatchObject({ data: { rule: "act.proof" } });
  const bob = keyOf("bob");
  for (const [key, proof] of [
    [alice.public, keyProof(alice)],
    [bob.public, keyProof(bob, alice.address)],
  ] as const) {
    expect(refusalOf(chain, { ...act, key, proof } as Act)).toMatchObject({ data: { rule: "act.key" } });
  }
  carry(chain, act);
  const slot = chain.slot + 9;
  expect(chain.send(alice, sell(slot, [1])).result).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
  expect(chain.send(alice, sell(slot, [1]), [other]).result.code).toBe(0);
});

test("a regulator's key replaced: the office goes on with the new key", () => {
  const chain = market();
  const party = regulator(3).address;
  carry(chain, { act: "key.replace", party, key: other.public, proof: keyProof(other, party) });
  const ballot = { kind: "decision.propose", decide: enrol, reason: "needed" } as const;
  expect(chain.send(regulator(3), ballot).result).toMatchObject({ code: 2 });
  expect(chain.send(regulator(3), ballot, [other]).result.code).toBe(0);
});

describe("act.holdsOffice: a regulator in office is neither suspended nor closed out", () => {
  test.each(["party.suspend", "party.closeOut"] as const)("%s", (act) => {
    expect(refusalOf(market(), { act, party: regulator(2).address })).toMatchObject({
      code: 1,
      data: { rule: "act.holdsOffice" },
    });
  });
});

test("act.party: nobody of that name", () => {
  const party = keyOf("nobody").address;
  const acts: readonly Act[] = [
    { act: "party.change", party, change: { importW: 1 } },
    { act: "party.suspend", party },
    { act: "party.reinstate", party },
    { act: "party.closeOut", party },
    { act: "key.replace", party, key: other.public, proof: keyProof(other, party) },
  ];
  const chain = market();
  for (const act of acts) expect(refusalOf(chain, act)).toMatchObject({ data: { rule: "act.party" } });
});
