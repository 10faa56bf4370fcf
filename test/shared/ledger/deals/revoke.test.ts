/** DESIGN §3: a signature is revoked before its target arrives; what was executed is cancelled where that is still possible. */
import { describe, expect, test } from "vitest";
import { REVOCABLE_DAYS } from "../../../../shared/ledger/deals/revoke.ts";
import { decodeTransaction } from "../../../../shared/ledger/identity.ts";
import { NONCE_KEPT_DAYS } from "../../../../shared/ledger/nonces.ts";
import { nonceUsed } from "../../../../shared/ledger/nonces.ts";
import { positionsHold } from "../invariants.ts";
import { CHAIN, Chain, type Draft, genesis, home, keyOf, Meter, type Sent, sell, ZONE } from "../market.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));

function revoking(target: Sent, change: Partial<Draft<"tx.revoke">> = {}): Draft<"tx.revoke"> {
  const decoded = decodeTransaction(target.bytes, CHAIN);
  if (!decoded.ok) throw new Error("the target does not decode");
  const { validUntil, nonce } = decoded.tx.body;
  return { kind: "tx.revoke", id: target.id, until: validUntil, index: nonce, ...change };
}
const untilOf = (target: Sent): number => revoking(target).until;
const used = (chain: Chain, target: Sent): boolean => {
  const { until, index } = revoking(target);
  const bitmap = chain.query("nonces", { party: alice.address, day: Math.floor(until / 86_400) }).used;
  return nonceUsed(bitmap, index);
};

describe("before the target arrives", () => {
  test("the target is refused when it comes, its nonce used, whatever its kind", () => {
    const chain = market();
    const first = chain.slot + 2;
    const meter = new Meter("alice");
    meter.read(chain.slot, 10, 10);
    const targets = [
      chain.sign(alice, sell(first, [500])),
      chain.sign(alice, { kind: "offer.cancel", offer: "11".repeat(32) }),
      chain.sign(alice, meter.commit(chain.slot), [meter.key]),
      chain.sign(alice, { kind: "mail.send", to: bob.address, expires: chain.market + 600, sealed: "00" }),
    ];
    for (const target of targets) expect(chain.send(alice, revoking(target)).result).toEqual({ code: 0, data: null });
    for (const target of targets) expect(used(chain, target)).toBe(false);
    expect(chain.block(targets)).toEqual(targets.map(() => ({ code: 1, data: { rule: "tx.revoked" } })));
    for (const target of targets) expect(used(chain, target)).toBe(true);
    expect(chain.book({ carrier: "electricity", zone: ZONE, from: first, to: first + 1 })).toEqual([]);
    expect(chain.block(targets)[0]).toMatchObject({ code: 2, data: { rule: "valid.nonce" } });
    positionsHold(chain.state);
  });

  test("in one block: what comes after its revocation is refused, what came before stays done", () => {
    const chain = market();
    const [one, two] = [chain.sign(alice, sell(chain.slot + 2, [5])), chain.sign(alice, sell(chain.slot + 3, [5]))];
    const results = chain.block([chain.sign(alice, revoking(one)), one, two, chain.sign(alice, revoking(two))]);
    expect(results.map(({ code, data }) => data?.rule ?? code)).toEqual([0, "tx.revoked", 0, 0]);
    // The second was on the book already: its revocation cancelled it.
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([{ id: two.id, status: "cancelled" }]);
    positionsHold(chain.state);
  });

  test("is proved by the query `revoked`, under the target's own date", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500]));
    const question = { party: alice.address, until: untilOf(target), id: target.id };
    expect(chain.query("revoked", question)).toBeNull();
    chain.send(alice, revoking(target));
    expect(chain.query("revoked", question)).toEqual({ height: 1 });
  });

  test("binds the sender alone: nobody revokes what another signed", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500]));
    expect(chain.send(bob, { ...revoking(target), nonce: 7 }).result.code).toBe(0);
    expect(chain.block([target])[0]).toEqual({ code: 0, data: null });
  });

  test("a wrong date or number does nothing to the target", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500]));
    chain.send(alice, revoking(target, { until: untilOf(target) + 86_400 }));
    expect(chain.block([target])[0]).toEqual({ code: 0, data: null });
  });
});

describe("refused", () => {
  test("revoke.twice", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500]));
    chain.send(alice, revoking(target));
    expect(chain.send(alice, revoking(target)).result).toMatchObject({ code: 1, data: { rule: "revoke.twice" } });
  });

  test("revoke.past: what has expired can have no effect any more", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500], { validUntil: Math.floor(chain.time / 1000) + 2 }));
    expect(chain.send(alice, revoking(target)).result).toMatchObject({
      data: { rule: "revoke.past", figure: untilOf(target), limit: untilOf(target), unit: "s" },
    });
  });

  test("revoke.tooFar: later than anything can be valid", () => {
    const chain = market();
    const target = chain.sign(alice, sell(chain.slot + 2, [500]));
    const latest = Math.floor(chain.time / 1000) + 2 + REVOCABLE_DAYS * 86_400;
    expect(chain.send(alice, revoking(target, { until: latest + 1 })).result).toMatchObject({
      data: { rule: "revoke.tooFar", figure: latest + 1, limit: latest, unit: "s" },
    });
    expect(chain.send(alice, revoking(target, { until: latest })).result.code).toBe(0);
  });

  test("revoke.executed: what was done, and what was refused, is over", () => {
    const chain = market();
    const refused = chain.sign(alice, { kind: "offer.cancel", offer: "11".repeat(32) });
    const mail = chain.sign(alice, { kind: "mail.send", to: bob.address, expires: chain.market + 600, sealed: "00" });
    expect(chain.block([refused, mail]).map(({ code }) => code)).toEqual([1, 0]);
    for (const target of [refused, mail]) {
      expect(chain.send(alice, revoking(target)).result).toMatchObject({ code: 1, data: { rule: "revoke.executed" } });
    }
    expect(chain.query("mailFor", { party: bob.address, limit: 1 })).toHaveLength(1);
  });

  test("revoke.executed: an acceptance binds both sides and is not taken back", () => {
    const chain = market();
    const first = chain.slot + 2;
    const { id } = chain.send(alice, sell(first, [500]));
    const acceptance = chain.sign(bob, { kind: "offer.accept", offer: id, energy: { first, wh: [500] } });
    chain.block([acceptance]);
    expect(chain.send(bob, revoking(acceptance)).result).toMatchObject({ data: { rule: "revoke.executed" } });
    expect(chain.query("contract", { id: acceptance.id })?.contract.state).toBe("admitted");
  });

  test("revoke.executed: its own number, and an offer that is not live any more; revoke.mine", () => {
    const chain = market();
    const offer = chain.sign(alice, sell(chain.slot + 2, [500]));
    chain.block([offer]);
    expect(chain.send(bob, revoking(offer)).result).toMatchObject({ data: { rule: "revoke.mine" } });
    expect(chain.send(alice, revoking(offer)).result.code).toBe(0);
    expect(chain.send(alice, revoking(offer)).result).toMatchObject({ data: { rule: "revoke.executed" } });
    const nonce = 700;
    const validUntil = Math.floor(chain.time / 1000) + 600;
    const own = { ...revoking(offer, { id: "22".repeat(32), until: validUntil, index: nonce }), validUntil, nonce };
    expect(chain.send(alice, own).result).toMatchObject({ data: { rule: "revoke.executed" } });
  });
});

test("a live offer of the sender's is cancelled, also long after the time it was signed for", () => {
  const chain = market();
  const first = chain.slot + 60;
  const offer = chain.sign(alice, sell(first, [500], { validUntil: Math.floor(chain.time / 1000) + 60 }));
  chain.block([offer]);
  chain.until(chain.market + 7200);
  expect(untilOf(offer)).toBeLessThan(chain.time / 1000);
  expect(chain.send(alice, revoking(offer)).result).toEqual({ code: 0, data: null });
  expect(
    chain.query("positions", { party: alice.address, carrier: "electricity", from: first, to: first + 1 }),
  ).toEqual([]);
  expect([...chain.state.range("revoked/", "revoked0")]).toEqual([]);
});

test("a revocation leaves the state with the nonces of its target's day, when nothing can be valid by it", () => {
  const chain = market();
  const target = chain.sign(alice, sell(chain.slot + 2, [500]));
  chain.send(alice, revoking(target));
  const kept = () => [...chain.state.range("revoked/", "revoked0")].length;
  const day = Math.floor(untilOf(target) / 86_400);
  const at = (days: number): void => void chain.block([], (day + days) * 86_400 - Math.floor(chain.time / 1000) + 1);
  at(1);
  expect(kept()).toBe(1);
  at(NONCE_KEPT_DAYS);
  expect(kept()).toBe(1);
  at(NONCE_KEPT_DAYS + 1);
  expect(kept()).toBe(0);
  expect(chain.block([target])[0]).toMatchObject({ code: 2, data: { rule: "valid.expired" } });
});
