/** Who stands behind a network file: any changed byte ends every signature, and only the regulators known before bring a newer one. */
import { describe, expect, it } from "vitest";
import { addressOf } from "../../../shared/codec/address.ts";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { standing, tallyOf } from "../../../shared/network/networkSignatures.ts";
import { fingerprintOf, linked, linkOf, readNetwork } from "../../../shared/network/readNetwork.ts";
import { exampleNetwork } from "./exampleNetwork.ts";
import { keyOf, secretOf, signedNetwork } from "./signedNetworks.ts";

const four = [1, 2, 3, 4];
const card = { party: addressOf(publicKeyOf(secretOf(1))), name: { en: "River Office", zh: "江岸办" } };
const content: NetworkFile = { ...exampleNetwork, serial: 1, regulators: four.map(keyOf), cards: [card] };
const signed = signedNetwork(content, [1, 2, 3]);
const read = (file: NetworkFile) => readNetwork(utf8(JSON.stringify(file)));

describe("a signed file", () => {
  it("is read whole, with more than two thirds of its regulators", () => {
    expect(read(signed)).toEqual({ ok: true, network: signed });
    expect(tallyOf(signed)).toMatchObject({ of: 4, enough: true });
    expect(tallyOf(signed).signed).toEqual([1, 2, 3].map(keyOf).toSorted());
  });

  it("with two of four, or strangers, is read and counts as too few", () => {
    expect(tallyOf(signedNetwork(content, [1, 2]))).toMatchObject({ of: 4, enough: false });
    const strangers = signedNetwork(content, [7, 8, 9]);
    expect(read(strangers).ok).toBe(true);
    expect(tallyOf(strangers)).toEqual({ signed: [], of: 4, enough: false });
  });

  it.each<[string, Partial<NetworkFile>]>([
    ["another node", { nodes: ["https://other.example"] }],
    ["another anchor", { anchor: { ...content.anchor, height: content.anchor.height + 1 } }],
    ["another regulator", { regulators: [...content.regulators, keyOf(5)] }],
    ["another name of a party", { cards: [] }],
    ["another number", { serial: 2 }],
    ["another chain", { chainId: "wattlight-west-1" }],
    ["a longer trusting period", { trustingPeriod: content.trustingPeriod + 1 }],
  ])("with %s is refused by the key whose signature does not hold", (_, change) => {
    const [first] = signed.signatures ?? [];
    expect(read({ ...signed, ...change })).toEqual({ ok: false, fault: "signature", key: first?.key });
  });

  it("without a number, or with keys out of order, is no network file", () => {
    const { serial: _, ...unnumbered } = signed;
    expect(read(unnumbered)).toEqual({ ok: false, fault: "shape", path: "serial" });
    expect(read({ ...signed, signatures: signed.signatures?.toReversed() })).toMatchObject({ path: "signatures" });
  });

  it("has the fingerprint that it had before anybody signed", () => {
    expect(fingerprintOf(signed)).toBe(fingerprintOf(content));
  });

  it("loses its signatures in a link, which says nothing of who signed", () => {
    const back = readNetwork(utf8(linkOf(signed)));
    expect(back).toEqual({ ok: true, network: linked(content) });
  });
});

describe("a file beside the one before", () => {
  const next: NetworkFile = { ...content, serial: 2, nodes: ["https://new.example"] };

  it("takes its place by a higher number and the regulators known before", () => {
    expect(standing(signed, signedNetwork(next, [1, 2, 4]))).toBe("follows");
    const { serial: _, ...unsigned } = content;
    expect(standing(unsigned, signed), "an unsigned one is before every number").toBe("follows");
  });

  it("may bring other regulators, with the word of those before", () => {
    const handed = { ...next, regulators: [5, 6, 7].map(keyOf) };
    expect(standing(signed, signedNetwork(handed, [5, 6, 7]))).toBe("other");
    expect(standing(signed, signedNetwork(handed, [1, 2, 3]))).toBe("follows");
  });

  it("does not follow with too few signatures, or of another chain, or with one that does not hold", () => {
    expect(standing(signed, signedNetwork(next, [1, 2]))).toBe("other");
    expect(standing(signed, next)).toBe("other");
    const elsewhere = { ...next, chainId: "wattlight-west-1" };
    expect(standing(signed, signedNetwork(elsewhere, four))).toBe("other");
    expect(standing(signed, { ...signedNetwork(next, four), nodes: ["https://evil.example"] })).toBe("other");
  });

  it("is older with a lower number, or the same one and another content", () => {
    const newer = signedNetwork(next, four);
    expect(standing(newer, signed)).toBe("older");
    expect(standing(newer, signedNetwork({ ...next, nodes: ["https://b.example"] }, four))).toBe("older");
  });
});
