/** Network files, pasted texts and links from strangers: read whole, or refused with a name for what is wrong. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "../../../shared/codec/address.ts";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { fingerprintOf, linkOf, NETWORK_LIMITS, readNetwork } from "../../../shared/network/readNetwork.ts";
import { exampleNetwork } from "./exampleNetwork.ts";

const card = {
  party: addressOf(publicKeyOf(new Uint8Array(32).fill(7))),
  name: { en: "River Office", zh: "江岸办" },
};
const network: NetworkFile = { ...exampleNetwork, cards: [card] };
const read = (text: string) => readNetwork(utf8(text));
const file = (change: object) => read(JSON.stringify({ ...network, ...change }));

describe("a file", () => {
  it("is read as it is, whatever its white space", () => {
    expect(read(` ${JSON.stringify(network, undefined, 4)}\n`)).toEqual({ ok: true, network });
  });

  it.each([
    ["an unknown member", { colour: "red" }, "colour"],
    ["a node that is no web address", { nodes: ["ftp://node.example"] }, "nodes.0"],
    ["a node with a user's name", { nodes: ["https://me:secret@node.example"] }, "nodes.0"],
    ["a node twice", { nodes: ["https://a.example", "https://a.example"] }, "nodes"],
    ["no node", { nodes: [] }, "nodes"],
    ["a regulator twice", { regulators: [network.regulators[0], network.regulators[0]] }, "regulators"],
    ["a key that is none", { regulators: ["05".repeat(33)] }, "regulators.0"],
    ["an anchor without a hash", { anchor: { height: 3, hash: "" } }, "anchor.hash"],
    ["an anchor before the first block", { anchor: { height: 0, hash: "ab".repeat(32) } }, "anchor.height"],
    ["a trusting period of no time", { trustingPeriod: 0 }, "trustingPeriod"],
    ["a name that turns the direction of writing", { name: { en: "East \u202egnp", zh: "城东" } }, "name.en"],
    ["a name of two lines", { name: { en: "East grid", zh: "城东\n电网" } }, "name.zh"],
    ["a name with half a character", { name: { en: "East \ud800", zh: "城东" } }, "name.en"],
    ["a card with a NUL", { cards: [{ ...card, name: { en: "River\u0000", zh: "江" } }] }, "cards.0.name.en"],
    ["a card with half a character", { cards: [{ ...card, name: { en: "River", zh: "\udc00" } }] }, "cards.0.name.zh"],
    ["two cards of one party", { cards: [card, { ...card, name: { en: "Bob", zh: "鲍" } }] }, "cards"],
    ["a node's address that ends in a line break", { nodes: ["https://a.example/\n"] }, "nodes.0"],
    ["a node's address with a tab", { nodes: ["https://a\tb.example/"] }, "nodes.0"],
    ["a node's address that turns the direction of writing", { nodes: ["https://a.example/#\u202e"] }, "nodes.0"],
    ["a node's address that begins with a space", { nodes: [" https://a.example/"] }, "nodes.0"],
    ["a user's name behind other slashes", { nodes: ["https:\\\\me:secret@node.example"] }, "nodes.0"],
    ["a name of nothing but white space", { name: { en: "East", zh: " \u3000" } }, "name.zh"],
  ])("with %s is refused by the place", (_, change, path) => {
    expect(file(change)).toEqual({ ok: false, fault: "shape", path });
  });

  it("of another version is told from something else", () => {
    expect(file({ format: "wattlight-network-2" })).toEqual({
      ok: false,
      fault: "version",
      format: "wattlight-network-2",
    });
    expect(read('{"format":"something"}')).toEqual({ ok: false, fault: "notNetwork" });
    expect(read("[]")).toEqual({ ok: false, fault: "notNetwork" });
    expect(read("hello")).toEqual({ ok: false, fault: "notNetwork" });
  });

  it("is refused before it is parsed when it is large, deep or no text", () => {
    expect(read(" ".repeat(NETWORK_LIMITS.bytes + 1))).toEqual({
      ok: false,
      fault: "tooLarge",
      limit: NETWORK_LIMITS.bytes,
    });
    expect(read("[".repeat(50_000))).toEqual({ ok: false, fault: "tooDeep", limit: NETWORK_LIMITS.depth });
    expect(readNetwork(Uint8Array.of(0xff, 0xfe))).toEqual({ ok: false, fault: "notText" });
  });
});

describe("a link", () => {
  const link = linkOf(network);

  it("carries everything but the cards, also when a mail program broke it", () => {
    const broken = link.replaceAll(/.{70}/g, "$&\r\n ");
    for (const text of [link, `  ${link}\n`, broken])
      expect(read(text)).toEqual({ ok: true, network: { ...network, cards: [] } });
  });

  it("fits into a code that a telephone reads", () => {
    // QR version 40, level L, in bytes (ISO/IEC 18004, table 7).
    expect(link.length).toBeLessThan(2953);
  });

  it("that was cut or changed anywhere is refused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: link.length - 1 }), fc.constantFrom("a", "B", "-", "."), (at, sign) => {
        const changed = link.slice(0, at) + sign + link.slice(at + 1);
        fc.pre(changed !== link);
        expect(read(changed).ok).toBe(false);
        expect(read(link.slice(0, at)).ok).toBe(false);
      }),
    );
  });

  it("of another kind is no network", () => {
    expect(read("wattlight:pay/1/abc.def")).toEqual({ ok: false, fault: "link" });
    expect(read("wattlight:network/2/abc.def")).toEqual({ ok: false, fault: "link" });
  });
});

describe("a fingerprint", () => {
  it("is the same for the same network in any order of members, and another one for any change", () => {
    const turned = Object.fromEntries(Object.entries(network).reverse()) as unknown as NetworkFile;
    expect(fingerprintOf(turned)).toBe(fingerprintOf(network));
    const changes: Partial<NetworkFile>[] = [
      { chainId: "wattlight-east-2" },
      { anchor: { height: 13, hash: network.anchor.hash } },
      { nodes: [...network.nodes].reverse() },
      { regulators: network.regulators.slice(1) },
      { simulated: true },
      { cards: [] },
    ];
    const all = changes.map((change) => fingerprintOf({ ...network, ...change }));
    expect(new Set([...all, fingerprintOf(network)]).size).toBe(changes.length + 1);
  });
});

it("never throws on any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(typeof readNetwork(bytes).ok).toBe("boolean");
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(read(text).ok).toBe(false);
    }),
  );
});
