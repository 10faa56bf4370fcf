/** The demo's installer and supplier: what they give, and the nonsense they refuse by name. */
import { describe, expect, test } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { Certificate, type TxOf } from "../../../shared/ledger/transactions.ts";
import { commissioning } from "../../../node/demo/commissioning.ts";
import { judge } from "../../../node/street/clerk.ts";
import { startStreet } from "../../../node/street/street.ts";
import { chainInMemory, TEST_KEYS } from "./chainInMemory.ts";
import { visitor } from "./visitor.ts";

const key = (fill: number) => toHex(publicKeyOf(new Uint8Array(32).fill(fill)));
const home = { key: key(5), meter: { id: "meter-home", key: key(6) } };
const still = { exported: () => 0, imported: () => 0 };

function fresh() {
  const chain = chainInMemory({ rate: 15, seed: 1 });
  return { chain, demo: commissioning(chain.host) };
}
function faultOf(outcome: object): string {
  return "fault" in outcome ? String(outcome.fault) : "no fault";
}

describe("demo_certificate", () => {
  test("vouches for a home of 10 kW each way with a demo meter, the same whenever it is asked", () => {
    const { demo } = fresh();
    const outcome = demo.call("demo_certificate", home);
    expect(outcome).toEqual(demo.call("demo_certificate", home));
    const { certificate } = (outcome as unknown as { result: { certificate: unknown } }).result;
    expect(Certificate.parse(certificate).claims).toMatchObject({
      importW: 10_000,
      exportW: 10_000,
      technology: "solar",
      carriers: ["electricity"],
      meter: { class: "demo" },
    });
  });

  test.each([
    ["nothing", undefined, "demo_certificate.shape: $."],
    ["a number", 7, "demo_certificate.shape"],
    ["a key that is none", { ...home, key: "02zz" }, "demo_certificate.shape: $.key"],
    ["one more field", { ...home, more: 1 }, "demo_certificate.shape"],
    ["a meter name with spaces", { ...home, meter: { ...home.meter, id: "my meter" } }, "$.meter.id"],
    ["one key for account and meter", { ...home, meter: { ...home.meter, key: home.key } }, "certificate.meterKey"],
  ])("refuses %s", (_, params, fault) => {
    expect(faultOf(fresh().demo.call("demo_certificate", params))).toContain(fault);
  });

  test("refuses a key that is registered already, and more requests than a person makes", () => {
    const { chain, demo } = fresh();
    const me = visitor(chain, still);
    me.join();
    chain.until("the registration", () => chain.host.query("party", { id: me.id }) !== null, 60);
    expect(faultOf(demo.call("demo_certificate", home))).toContain("certificate.known");
    const answers = Array.from({ length: 70 }, () => faultOf(demo.call("demo_certificate", {})));
    expect(answers.at(-1)).toContain("busy");
  });

  test("does not know other methods", () => {
    expect(faultOf(fresh().demo.call("demo_money", {}))).toBe("unknown method demo_money");
  });
});

describe("demo_cosign", () => {
  function registration(chain = chainInMemory({ rate: 15, seed: 1 })) {
    const demo = commissioning(chain.host);
    const outcome = demo.call("demo_certificate", home) as unknown as {
      result: { certificate: unknown; supplier: string };
    };
    const certificate = Certificate.parse(outcome.result.certificate);
    const body: TxOf<"party.register"> = {
      kind: "party.register",
      sender: "",
      validUntil: chain.genesisTime + 86_400,
      nonce: 0,
      role: "prosumer",
      supplier: outcome.result.supplier,
      certificate,
    };
    return { chain, demo, body: { ...body, sender: visitor(chain, still).id } };
  }

  test("signs the registration that its own installer vouched for", () => {
    const { demo, body } = registration();
    expect(demo.call("demo_cosign", { body })).toMatchObject({ result: { key: expect.stringMatching(/^0[23]/) } });
  });

  test.each<[string, (body: TxOf<"party.register">) => unknown, string]>([
    ["a body of another kind", () => ({ kind: "offer.cancel" }), "demo_cosign.shape"],
    ["another sender", (body) => ({ ...body, sender: body.supplier }), "cosign.sender"],
    ["another supplier", (body) => ({ ...body, supplier: body.sender }), "cosign.supplier"],
    ["a larger connection than was vouched for", (body) => altered(body, { importW: 900_000 }), "cosign.certificate"],
    ["another installer", (body) => altered(body, { installer: body.sender }), "cosign.installer"],
    ["a validity in the past", (body) => ({ ...body, validUntil: 1 }), "cosign.validUntil"],
    ["a validity years ahead", (body) => ({ ...body, validUntil: 99_999_999_999 }), "cosign.validUntil"],
  ])("refuses %s", (_, change, fault) => {
    const { demo, body } = registration();
    expect(faultOf(demo.call("demo_cosign", { body: change(body) }))).toContain(fault);
  });

  function altered(body: TxOf<"party.register">, claims: Partial<Certificate["claims"]>): TxOf<"party.register"> {
    return { ...body, certificate: { ...body.certificate, claims: { ...body.certificate.claims, ...claims } } };
  }
});

describe("the regulators' clerk", () => {
  test("admits a home with a valid certificate within seconds, by a quorum and no vote more", () => {
    const chain = chainInMemory({ rate: 15, seed: 1 });
    const street = startStreet(chain.host, { seed: 1, keys: TEST_KEYS });
    const me = visitor(chain, still);
    me.join();
    chain.until("admission", () => chain.host.query("party", { id: me.id })?.status === "active", 15 * 12);
    expect(chain.host.query("party", { id: me.id })?.decided).toMatchObject({ votes: 3, of: 4 });
    const after = chain.market;
    chain.until("a little longer", () => chain.market > after + 600);
    const votes = chain.included.filter(({ body }) => body.kind === "party.admit");
    expect(votes.map(({ result }) => result.code)).toEqual([0, 0, 0]);
    street.stop();
  });

  test("refuses a connection that is too large for a home, and one without its supplier", () => {
    const { chain } = fresh();
    const party = chain.host.query("party", { id: chain.host.params.chainId && visitorParty(chain) });
    if (!party?.supplier) throw new Error("the resident has a supplier");
    expect(judge(party, party.supplier).admit).toBe(true);
    expect(judge({ ...party, importW: 40_000 }, party.supplier)).toMatchObject({ admit: false });
    expect(judge(party, "another").reason).toContain("supplier");
    expect(judge({ ...party, meter: null }, party.supplier).reason).toContain("meter");
    expect(judge({ ...party, zone: "XX-01" }, party.supplier).reason).toContain("XX-01");
  });

  function visitorParty(chain: ReturnType<typeof chainInMemory>): string {
    const homes = chain.host.query("parties", { status: "active", limit: 50 });
    return homes.find(({ roles, importW }) => roles.includes("prosumer") && importW === 10_000)?.id ?? "";
  }
});
