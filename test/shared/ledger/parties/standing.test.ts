/** What the regulators' quorum does to a party: rules with figures, then a change that keeps every invariant. */
import { describe, expect, test } from "vitest";
import type { Context } from "../../../../shared/ledger/context.ts";
import { refusalOf, type Verdict } from "../../../../shared/ledger/rules.ts";
import {
  changeParty,
  changeRules,
  enrol,
  enrolRules,
  type PartyChange,
  reinstate,
  reinstateRules,
  suspend,
  suspendRules,
} from "../../../../shared/ledger/parties/standing.ts";
import { Chain, genesis, home, INSTALLER, keyOf, OPERATOR, REGULATORS, sell, SUPPLIER, ZONE } from "../market.ts";
import { onContext } from "./context.ts";
import { allHold, done, refused } from "./street.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const rule = (chain: Chain, rules: (context: Context) => Iterable<Verdict>) =>
  onContext(chain, (context) => refusalOf(rules(context)));
const changing = (chain: Chain, change: PartyChange, id = alice.address) =>
  rule(chain, (context) => changeRules(context, id, change));

describe("suspend and reinstate", () => {
  test("a suspended party trades no more, its offers are withdrawn, its contracts stay; then all is as before", () => {
    const chain = market();
    const first = chain.slot + 4;
    const taken = chain.send(alice, sell(first, [300])).id;
    const deal = chain.send(bob, { kind: "offer.accept", offer: taken, energy: { first, wh: [300] } }).id;
    const { id } = chain.send(alice, sell(first, [200]));
    expect(rule(chain, (context) => suspendRules(context, alice.address))).toBeUndefined();
    onContext(chain, (context) => suspend(context, alice.address));
    allHold(chain);
    expect(chain.query("parties", { status: "suspended", limit: 5 })).toMatchObject([{ id: alice.address }]);
    expect(chain.send(alice, sell(first, [100])).result).toMatchObject(refused("seller.active"));
    expect(chain.query("offersOf", { party: alice.address }).find((offer) => offer.id === id)?.status).toBe(
      "cancelled",
    );
    expect(chain.query("contract", { id: deal })?.contract.state).toBe("admitted");
    expect(rule(chain, (context) => suspendRules(context, alice.address))?.rule).toBe("standing.active");
    onContext(chain, (context) => reinstate(context, alice.address));
    allHold(chain);
    expect(chain.send(alice, sell(first, [100])).result).toEqual(done);
  });

  test("standing.party, standing.regulator, standing.suspended", () => {
    const chain = market();
    const of = (id: string) => rule(chain, (context) => suspendRules(context, id))?.rule;
    expect(of(keyOf("nobody").address)).toBe("standing.party");
    expect(of(REGULATORS[0]?.address ?? "")).toBe("standing.regulator");
    expect(rule(chain, (context) => reinstateRules(context, alice.address))?.rule).toBe("standing.suspended");
    expect(rule(chain, (context) => reinstateRules(context, keyOf("nobody").address))?.rule).toBe("standing.party");
  });
});

describe("change", () => {
  test("standing.export, standing.import: nothing below what is contracted or offered; what fits holds at once", () => {
    const chain = market();
    const first = chain.slot + 4;
    const offer = chain.send(alice, sell(first, [300, 900])).id;
    chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [300] } });
    // 900 Wh in a quarter-hour at a share of 90 % need 4,000 W.
    expect(changing(chain, { exportW: 3999 })).toMatchObject({
      rule: "standing.export",
      figure: 900,
      limit: 899,
      unit: "Wh",
      slot: first + 1,
    });
    expect(changing(chain, { exportW: 4000 })).toBeUndefined();
    expect(changing(chain, { importW: 1199 }, bob.address)).toMatchObject({
      rule: "standing.import",
      figure: 300,
      limit: 299,
      slot: first,
    });
    expect(changing(chain, { importW: 0 })).toBeUndefined();
    onContext(chain, (context) => changeParty(context, alice.address, { exportW: 4000, importW: 0 }));
    allHold(chain);
    expect(chain.send(alice, sell(first + 1, [1])).result).toMatchObject(
      refused("seller.position", { figure: 901, limit: 900 }),
    );
  });

  test("what is over keeps the limit that it had", () => {
    const chain = market();
    const first = chain.slot + 2;
    const offer = chain.send(alice, sell(first, [1800])).id;
    chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [1800] } });
    chain.until(first * 900 + 10);
    expect(changing(chain, { exportW: 0 })).toMatchObject({ rule: "standing.export", figure: 1800, slot: first });
    chain.until((first + 1) * 900);
    expect(changing(chain, { exportW: 0 })).toBeUndefined();
    onContext(chain, (context) => changeParty(context, alice.address, { exportW: 0 }));
    allHold(chain);
  });

  test("standing.technology: not while energy of the old origin is promised", () => {
    const chain = market();
    const first = chain.slot + 3;
    const { id } = chain.send(alice, sell(first, [250]));
    const refusal = { rule: "standing.technology", figure: 250, limit: 0, unit: "Wh", slot: first };
    expect(changing(chain, { technology: "battery" })).toMatchObject(refusal);
    expect(changing(chain, { technology: "solar" })).toBeUndefined();
    chain.send(alice, { kind: "offer.cancel", offer: id });
    expect(changing(chain, { technology: "battery" })).toBeUndefined();
  });

  test("standing.supplier, standing.certificates, standing.party", () => {
    const chain = market();
    expect(changing(chain, { supplier: OPERATOR.address })?.rule).toBe("standing.supplier");
    expect(changing(chain, { supplier: SUPPLIER.address })).toBeUndefined();
    expect(changing(chain, { certificates: 5 })).toMatchObject({ rule: "standing.certificates", figure: 5, limit: 0 });
    expect(changing(chain, { certificates: 5 }, INSTALLER.address)).toBeUndefined();
    expect(changing(chain, {}, keyOf("nobody").address)?.rule).toBe("standing.party");
  });
});

describe("enrol", () => {
  const entry = { key: keyOf("fitter").public, roles: ["installer" as const], zone: ZONE, certificates: 2 };
  const enrolling = (chain: Chain, change: object = {}) =>
    rule(chain, (context) => enrolRules(context, { ...entry, ...change }));

  test("an office is active at once, under the address of its key", () => {
    const chain = market();
    expect(enrolling(chain)).toBeUndefined();
    const id = onContext(chain, (context) => enrol(context, entry));
    allHold(chain);
    expect(id).toBe(keyOf("fitter").address);
    expect(chain.query("party", { id })).toMatchObject({ status: "active", roles: ["installer"], certificates: 2 });
    expect(enrolling(chain)?.rule).toBe("enrol.key");
  });

  test("enrol.key, enrol.zone, enrol.roles, enrol.certificates", () => {
    const chain = market();
    expect(enrolling(chain, { key: alice.public })?.rule).toBe("enrol.key");
    expect(enrolling(chain, { zone: "NOWHERE" })?.rule).toBe("enrol.zone");
    for (const roles of [["prosumer"], ["regulator"], ["meter"], ["installer", "installer"], ["agent", "producer"]]) {
      expect(enrolling(chain, { roles })?.rule).toBe("enrol.roles");
    }
    for (const roles of [["agent"], ["holder"], ["utility"], ["operator"]]) {
      expect(enrolling(chain, { roles, certificates: 0 })).toBeUndefined();
      expect(enrolling(chain, { roles })).toMatchObject({ rule: "enrol.certificates", figure: 2, limit: 0 });
    }
  });
});
