/** DESIGN §3: keys are bound to a party and rotated, which voids what the old one signed; regulators can replace them. */
import { describe, expect, test } from "vitest";
import { nobleSignatures } from "../../../../shared/codec/signature.ts";
import { keyProofHolds, replaceKey } from "../../../../shared/ledger/parties/keys.ts";
import { Chain, CHAIN, genesis, home, INSTALLER, type Key, keyOf, sell } from "../market.ts";
import { onContext } from "./context.ts";
import { allHold, done, proofOf, refused, register } from "./street.ts";

const [alice, bob, fresh] = [keyOf("alice"), keyOf("bob"), keyOf("alice 2")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const rotation = (key: Key, proof = proofOf(alice.address, key)) =>
  ({ kind: "key.rotate", key: key.public, proof }) as const;

describe("key.rotate", () => {
  test("the new key signs from now on; what the old one signed and has not arrived is void", () => {
    const chain = market();
    const first = chain.slot + 4;
    const late = chain.sign(alice, sell(first, [100]));
    expect(chain.send(alice, rotation(fresh)).result).toEqual(done);
    allHold(chain);
    expect(chain.block([late])[0]).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
    expect(chain.send(alice, sell(first, [100]), [fresh]).result).toEqual(done);
    expect(chain.query("keysOf", { party: alice.address })).toEqual({ keys: [fresh.public] });
    expect(chain.query("keyOwner", { key: fresh.public })).toEqual({ party: alice.address });
    expect(chain.query("keyOwner", { key: alice.public })).toBeNull();
  });

  test("offers on the ledger stay", () => {
    const chain = market();
    chain.send(alice, sell(chain.slot + 4, [100]));
    chain.send(alice, rotation(fresh));
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([{ status: "live" }]);
  });

  test("twice in one block: the second needs the new key", () => {
    const chain = market();
    const third = keyOf("alice 3");
    const results = chain.block([
      chain.sign(alice, rotation(fresh)),
      chain.sign(alice, rotation(third)),
      chain.sign(alice, rotation(third), [fresh]),
    ]);
    expect(results.map(({ code }) => code)).toEqual([0, 2, 0]);
    allHold(chain);
  });

  test("back to the first key, whose address is the party's id", () => {
    const chain = market();
    chain.send(alice, rotation(fresh));
    expect(chain.send(alice, rotation(alice), [fresh]).result).toEqual(done);
    allHold(chain);
  });

  test("key.free: another's key, one's own, or one that made another's id", () => {
    const chain = market();
    expect(chain.send(alice, rotation(bob)).result).toMatchObject(refused("key.free", { figure: 0, limit: 1 }));
    expect(chain.send(alice, rotation(alice)).result).toMatchObject(refused("key.free"));
    const other = keyOf("bob 2");
    chain.send(bob, { kind: "key.rotate", key: other.public, proof: proofOf(bob.address, other) });
    expect(chain.query("keyOwner", { key: bob.public })).toBeNull();
    expect(chain.send(alice, rotation(bob)).result).toMatchObject(refused("key.free"));
  });

  test("key.proof: signed for this party, by that key, on this chain", () => {
    const chain = market();
    expect(chain.send(alice, rotation(fresh, proofOf(bob.address, fresh))).result).toMatchObject(refused("key.proof"));
    expect(chain.send(alice, rotation(fresh, proofOf(alice.address, bob))).result).toMatchObject(refused("key.proof"));
    const holds = (chainId: string) =>
      keyProofHolds(nobleSignatures, chainId, alice.address, fresh.public, proofOf(alice.address, fresh));
    expect([holds(CHAIN), holds("other")]).toEqual([true, false]);
  });

  test("register.key: nobody registers with a key that is bound, and a certificate needs the installer's current one", () => {
    const chain = market();
    const carol = keyOf("carol");
    chain.send(alice, rotation(carol));
    expect(register(chain, "carol")).toMatchObject(refused("register.key"));
    const next = keyOf("installer 2");
    const proof = proofOf(INSTALLER.address, next);
    expect(chain.send(INSTALLER, { kind: "key.rotate", key: next.public, proof }).result).toEqual(done);
    expect(register(chain, "dave")).toMatchObject({ code: 2, data: { rule: "register.certificate" } });
    allHold(chain);
  });

  test("a refused party that rotated comes again with its first key: the other one is free", () => {
    const chain = market();
    const carol = keyOf("carol");
    register(chain, "carol");
    chain.send(carol, { kind: "key.rotate", key: fresh.public, proof: proofOf(carol.address, fresh) });
    chain.send(carol, { kind: "party.leave" }, [fresh]);
    expect(register(chain, "carol")).toEqual(done);
    allHold(chain);
    expect(chain.query("keyOwner", { key: fresh.public })).toBeNull();
  });
});

describe("key.encryption", () => {
  const set = (chain: Chain, key: Key) => chain.send(alice, { kind: "key.encryption", key: key.public }).result;
  const [one, two, three] = [keyOf("seal 1"), keyOf("seal 2"), keyOf("seal 3")];

  test("the last two stay, with the height from which they hold", () => {
    const chain = market();
    expect(chain.query("encryptionKeys", { party: alice.address })).toBeNull();
    for (const key of [one, two, three]) expect(set(chain, key)).toEqual(done);
    expect(chain.query("encryptionKeys", { party: alice.address })).toEqual({
      current: { key: three.public, height: 3 },
      previous: { key: two.public, height: 2 },
    });
  });

  test("encryption.new, encryption.account", () => {
    const chain = market();
    set(chain, one);
    set(chain, two);
    for (const key of [one, two]) expect(set(chain, key)).toMatchObject(refused("encryption.new"));
    for (const key of [alice, bob]) expect(set(chain, key)).toMatchObject(refused("encryption.account"));
  });
});

test("replaceKey: the old keys are void, live offers withdrawn, contracts stay", () => {
  const chain = market();
  const first = chain.slot + 4;
  const taken = chain.send(alice, sell(first, [100])).id;
  const deal = chain.send(bob, { kind: "offer.accept", offer: taken, energy: { first, wh: [100] } }).id;
  const { id } = chain.send(alice, sell(first, [100]));
  onContext(chain, (context) => replaceKey(context, alice.address, fresh.public));
  allHold(chain);
  expect(chain.send(alice, sell(first, [100])).result).toMatchObject({ data: { rule: "valid.signers" } });
  const offers = chain.query("offersOf", { party: alice.address });
  expect(offers.find((offer) => offer.id === id)).toMatchObject({ status: "cancelled", left: { wh: [100] } });
  expect(chain.query("contract", { id: deal })?.contract.state).toBe("admitted");
  expect(chain.send(alice, sell(first, [100]), [fresh]).result).toEqual(done);
});
