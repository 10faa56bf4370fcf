/** DESIGN §4, Registration: a single-use certificate, the supplier's co-signature, the regulators' quorum. */
import { describe, expect, test } from "vitest";
import type { CertificateClaims } from "../../../shared/ledger/transactions.ts";
import {
  certificate,
  Chain,
  genesis,
  GENESIS_TIME,
  home,
  keyOf,
  OPERATOR,
  registration,
  REGULATORS,
  SUPPLIER,
} from "./market.ts";

const carol = keyOf("carol");
const market = () => new Chain(genesis([home("alice")]));
const register = (chain: Chain, change: Partial<CertificateClaims> = {}) =>
  chain.send(carol, registration("carol", change), [carol, SUPPLIER]).result;

test("a request is pending, with what the certificate says", () => {
  const chain = market();
  expect(register(chain).code).toBe(0);
  expect(chain.query("party", { id: carol.address })).toMatchObject({
    status: "pending",
    roles: ["prosumer"],
    keys: [carol.public],
    exportW: 8000,
    supplier: SUPPLIER.address,
    decided: null,
    since: { height: 1 },
  });
});

describe("refused", () => {
  test.each<[rule: string, change: Partial<CertificateClaims>]>([
    ["register.zone", { zone: "NOWHERE" }],
    ["register.carrier", { carriers: ["gas"] }],
    ["register.point", { point: home("alice").point ?? "" }],
    ["register.meter", { meter: { id: "meter-alice", key: carol.public, class: "demo" } }],
  ])("%s: %o", (rule, change) => {
    expect(register(market(), change)).toMatchObject({ code: 1, data: { rule } });
  });

  test("register.expired: never in a block", () => {
    const refusal = { code: 2, data: { rule: "register.expired" } };
    expect(register(market(), { expires: GENESIS_TIME + 1 })).toMatchObject(refusal);
  });

  test("register.used: a certificate serves once, whoever presents it", () => {
    const chain = market();
    register(chain);
    const dave = keyOf("dave");
    const claims = { id: certificate("carol").claims.id };
    const again = chain.send(dave, registration("dave", claims), [dave, SUPPLIER]).result;
    expect(again).toMatchObject({ code: 2, data: { rule: "register.used" } });
  });

  test("register.twice: a party registers once", () => {
    const chain = market();
    register(chain);
    expect(register(chain, { id: "ab".repeat(32) })).toMatchObject({ code: 1, data: { rule: "register.twice" } });
  });

  test("register.supplier: only an active utility supplies the rest", () => {
    const chain = market();
    const draft = { ...registration("carol"), supplier: OPERATOR.address };
    expect(chain.send(carol, draft, [carol, OPERATOR]).result).toMatchObject({
      code: 2,
      data: { rule: "register.supplier" },
    });
  });

  test("register.installer: the certificate names somebody who is no installer", () => {
    const chain = market();
    const draft = { ...registration("carol"), certificate: certificate("carol", { installer: OPERATOR.address }) };
    expect(chain.send(carol, draft, [carol, SUPPLIER]).result).toMatchObject({
      code: 2,
      data: { rule: "register.installer" },
    });
  });

  test("register.certificate: claims changed after the installer signed them", () => {
    const chain = market();
    const good = certificate("carol");
    const draft = { ...registration("carol"), certificate: { ...good, claims: { ...good.claims, exportW: 80_000 } } };
    expect(chain.send(carol, draft, [carol, SUPPLIER]).result).toMatchObject({
      code: 2,
      data: { rule: "register.certificate" },
    });
  });

  test("a meter measures one carrier: a certificate for two, or for none, is no certificate", () => {
    for (const carriers of [["electricity", "heat"], []] as const) {
      expect(register(market(), { carriers: [...carriers] })).toMatchObject({
        code: 2,
        data: { rule: "valid.decodable" },
      });
    }
  });

  test("register.meterClass: classes A and B on any chain", () => {
    for (const demo of [true, false]) {
      for (const meterClass of ["A", "B"] as const) {
        const chain = new Chain({ ...genesis(), params: { ...genesis().params, demo } });
        const meter = { ...certificate("carol").claims.meter, class: meterClass };
        expect(register(chain, { meter }).code).toBe(0);
      }
    }
  });

  test("register.meterClass: a vault-held meter where the chain is no demo", () => {
    const chain = new Chain({ ...genesis(), params: { ...genesis().params, demo: false } });
    expect(register(chain)).toMatchObject({ code: 1, data: { rule: "register.meterClass" } });
    expect(register(chain, { meter: { ...certificate("carol").claims.meter, class: "A" } }).code).toBe(0);
  });
});

describe("votes", () => {
  const vote = (chain: Chain, who: number, admit: boolean, reason = "checked") =>
    chain.send(REGULATORS[who] ?? carol, { kind: "party.admit", party: carol.address, admit, reason }).result;

  test("the quorum admits; the decision records the votes and the last reason", () => {
    const chain = market();
    register(chain);
    vote(chain, 0, true);
    vote(chain, 1, false, "not sure");
    vote(chain, 2, true);
    expect(chain.query("party", { id: carol.address })?.status).toBe("pending");
    vote(chain, 3, true, "capacity confirmed");
    expect(chain.query("party", { id: carol.address })).toMatchObject({
      status: "active",
      decided: { votes: 3, of: 4, reason: "capacity confirmed" },
    });
    expect(chain.query("parties", { status: "pending", limit: 10 })).toEqual([]);
  });

  test("when the quorum is out of reach the request is refused, and the connection is free again", () => {
    const chain = market();
    register(chain);
    vote(chain, 0, false);
    vote(chain, 1, false, "line is full");
    expect(chain.query("party", { id: carol.address })).toMatchObject({
      status: "refused",
      decided: { votes: 2, of: 4, reason: "line is full" },
    });
    expect(register(chain)).toMatchObject({ code: 2, data: { rule: "register.used" } });
    expect(register(chain, { id: "cd".repeat(32) }).code).toBe(0);
    for (const who of [0, 1, 2]) expect(vote(chain, who, true).code).toBe(0);
    expect(chain.query("party", { id: carol.address })?.status).toBe("active");
  });

  test("admit.twice, admit.regulator, admit.party, admit.pending", () => {
    const chain = market();
    register(chain);
    vote(chain, 0, true);
    expect(vote(chain, 0, false)).toMatchObject({ data: { rule: "admit.twice" } });
    const ballot = { kind: "party.admit", party: carol.address, admit: true, reason: "me" } as const;
    expect(chain.send(keyOf("alice"), ballot).result).toMatchObject({ data: { rule: "admit.regulator" } });
    const nobody = { ...ballot, party: keyOf("nobody").address };
    expect(chain.send(REGULATORS[1] ?? carol, nobody).result).toMatchObject({ data: { rule: "admit.party" } });
    vote(chain, 1, true);
    vote(chain, 2, true);
    expect(vote(chain, 3, true)).toMatchObject({ data: { rule: "admit.pending" } });
  });
});
