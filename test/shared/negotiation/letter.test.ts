/** DESIGN §4, Negotiation: what is sealed opens for its receiver alone, and every other case has a fault of its own. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { MAIL_BYTES } from "../../../shared/ledger/bodies/deals.ts";
import { signTransaction, txId } from "../../../shared/ledger/identity.ts";
import type { TxOf } from "../../../shared/ledger/transactions.ts";
import { OVERHEAD, type Route, SEED_BYTES, sealText } from "../../../shared/negotiation/envelope.ts";
import { type Opener, openMessage, sealMessage } from "../../../shared/negotiation/letter.ts";
import { type Content, Message, messageId, type Proposal, signMessage } from "../../../shared/negotiation/message.ts";
import { pad, SIZE_CLASSES, unpad } from "../../../shared/negotiation/padding.ts";
import { templateHash } from "../../../shared/words/contract.ts";
import { CHAIN, keyOf } from "../ledger/market.ts";

const [alice, bob, carol] = [keyOf("alice"), keyOf("bob"), keyOf("carol")];
const [bobBox, bobOldBox, carolBox] = [keyOf("bob box"), keyOf("bob old box"), keyOf("carol box")];
const seed = (label: string): Uint8Array => {
  const bytes = new Uint8Array(SEED_BYTES);
  bytes.set(sha256(utf8(label)));
  bytes.set(sha256(utf8(`${label} more`)).subarray(0, 16), 32);
  return bytes;
};

const body: TxOf<"deal.agree"> = {
  kind: "deal.agree",
  sender: alice.address,
  validUntil: 1_781_740_800,
  nonce: 3,
  counterparty: bob.address,
  side: "sell",
  type: "asProduced",
  carrier: "electricity",
  energy: { first: 1_979_620, wh: [500, 600] },
  price: 450_000,
  damages: { seller: 0, buyer: 0 },
  technology: "solar",
  template: templateHash("asProduced"),
};
const proposalOf = (change: Partial<typeof body> = {}, by = alice, chain = CHAIN): Proposal =>
  signTransaction({ ...body, ...change }, chain, [by.secret]) as Proposal;
const contentOf = (said: Content["said"], change: Partial<Content> = {}): Content => ({
  chain: CHAIN,
  from: alice.address,
  to: bob.address,
  said,
  ...change,
});
const request = contentOf({ what: "request", note: "From the roof, tomorrow noon.", proposal: proposalOf() });
const RE = "ab".repeat(32);

function sealed(content: Content = request, by = alice, box = bobBox, label = "one"): string {
  const result = sealMessage(content, by.secret, box.public, seed(label));
  if (!result.ok) throw new Error(result.fault);
  return result.sealed;
}

const bobOpens: Opener = {
  chain: CHAIN,
  from: alice.address,
  senderKeys: [alice.public],
  to: bob.address,
  secretKeys: [bobBox.secret],
  check: nobleSignatures,
};

/** Any JSON sealed as a message would be, without the checks of sealing. */
const sealedRaw = (value: Json, route: Route = request): string =>
  toHex(sealText(encodeCanonical(value), route, fromHex(bobBox.public), seed("raw")) ?? new Uint8Array());

describe("opens", () => {
  test.each<[what: string, said: Content["said"]]>([
    ["request", request.said],
    ["counter", { what: "counter", note: "", re: RE, proposal: proposalOf({ price: 440_000 }) }],
    ["accept", { what: "accept", note: "", re: RE, agreement: txId(body, CHAIN) }],
    ["decline", { what: "decline", note: "这次不行。", re: RE }],
    ["withdraw", { what: "withdraw", note: "", re: RE, agreement: txId(body, CHAIN) }],
  ])("%s, as it was said", (_, said) => {
    const content = contentOf(said);
    expect(openMessage(sealed(content), bobOpens)).toEqual({ ok: true, id: messageId(content), content });
  });

  test("what was sealed to the key before the rotation, while that key is kept", () => {
    const old = sealed(request, alice, bobOldBox);
    expect(openMessage(old, { ...bobOpens, secretKeys: [bobBox.secret, bobOldBox.secret] }).ok).toBe(true);
    expect(openMessage(old, bobOpens)).toEqual({ ok: false, fault: "undecryptable" });
    expect(openMessage(old, { ...bobOpens, secretKeys: [] })).toEqual({ ok: false, fault: "undecryptable" });
  });

  test("one seed is one message; another seed gives other bytes", () => {
    expect(sealed()).toBe(sealed());
    expect(sealed(request, alice, bobBox, "two").slice(2, 68)).not.toBe(sealed().slice(2, 68));
  });

  test("format 1 stays what it is: these bytes are the vector", () => {
    const bytes = fromHex(sealed(contentOf({ what: "decline", note: "", re: RE })));
    expect([bytes.length, toHex(bytes.subarray(0, 34)), toHex(sha256(bytes))]).toEqual([
      1024,
      "0102fef013c46b76dbc76cc3612a13b27018b16a338e3c609225cfd83efda32853e1",
      "b1e2078ed084466f008a8b54c2daaa20f259cba3c4fb63745fc29a00549094da",
    ]);
  });
});

describe("does not open", () => {
  test.each<[what: string, change: Partial<Opener>]>([
    ["for another receiver with its own key", { to: carol.address, secretKeys: [carolBox.secret] }],
    ["for the receiver's key under another name", { to: carol.address }],
    ["as another sender's", { from: carol.address, senderKeys: [carol.public] }],
    ["on another chain", { chain: "other-chain" }],
  ])("%s: undecryptable", (_, change) => {
    expect(openMessage(sealed(), { ...bobOpens, ...change })).toEqual({ ok: false, fault: "undecryptable" });
  });

  test("with any single byte changed, at any place", () => {
    const bytes = fromHex(sealed());
    const faults = new Map<string, number>();
    for (let i = 0; i < bytes.length; i += i < 40 || i > bytes.length - 20 ? 1 : 7) {
      const changed = bytes.slice();
      changed[i] = (changed[i] ?? 0) ^ (i === 1 ? 1 : 1 << (i % 8));
      const result = openMessage(toHex(changed), bobOpens);
      expect(result.ok, `byte ${i}`).toBe(false);
      if (!result.ok) faults.set(result.fault, (faults.get(result.fault) ?? 0) + 1);
    }
    expect([...faults.keys()].toSorted()).toEqual(["ephemeralKey", "undecryptable", "version"]);
    // Byte 1 tells the half of the curve, which the shared point's x does not depend on; the derivation does.
    const flipped = bytes.slice();
    flipped[1] = (flipped[1] ?? 0) ^ 1;
    expect(openMessage(toHex(flipped), bobOpens)).toEqual({ ok: false, fault: "undecryptable" });
  });

  test.each<[fault: string, text: string]>([
    ["notHex", "0"],
    ["notHex", "AB"],
    ["notHex", "zz"],
    ["size", ""],
    ["size", "01".repeat(1023)],
    ["size", "01".repeat(4097)],
    ["version", "00".repeat(1024)],
    ["ephemeralKey", "01".repeat(1024)],
  ])("%s", (fault, text) => {
    expect(openMessage(text, bobOpens)).toMatchObject({ ok: false, fault });
  });

  test("notCanonical, notJson, shape: what somebody sealed who does not keep to the form", () => {
    const raw = (text: string): string =>
      toHex(sealText(utf8(text), request, fromHex(bobBox.public), seed("raw")) ?? new Uint8Array());
    expect(openMessage(raw('{"b":1, "a":2}'), bobOpens)).toEqual({ ok: false, fault: "notCanonical" });
    expect(openMessage(raw("hello"), bobOpens)).toEqual({ ok: false, fault: "notJson" });
    expect(openMessage(raw("[".repeat(20)), bobOpens)).toMatchObject({ fault: "tooDeep" });
    expect(openMessage(raw(""), bobOpens)).toEqual({ ok: false, fault: "notJson" });
    expect(openMessage(sealedRaw({}), bobOpens)).toMatchObject({ fault: "shape", path: "$.content" });
    const message = signMessage(request, alice.secret);
    expect(openMessage(sealedRaw({ ...message, more: 1 } as Json), bobOpens)).toMatchObject({ fault: "shape" });
  });
});

describe("somebody else's words sealed on", () => {
  const message = signMessage(request, alice.secret) as Json;

  test("receiver: by its receiver to a third party", () => {
    const route = { chain: CHAIN, from: bob.address, to: carol.address };
    const on = toHex(
      sealText(encodeCanonical(message), route, fromHex(carolBox.public), seed("on")) ?? new Uint8Array(),
    );
    const carolOpens = { ...bobOpens, to: carol.address, secretKeys: [carolBox.secret] };
    expect(openMessage(on, { ...carolOpens, from: bob.address, senderKeys: [bob.public] })).toEqual({
      ok: false,
      fault: "sender",
    });
    const posing = { ...route, from: alice.address };
    const posed = sealText(encodeCanonical(message), posing, fromHex(carolBox.public), seed("on")) ?? new Uint8Array();
    expect(openMessage(toHex(posed), carolOpens)).toEqual({ ok: false, fault: "receiver" });
  });

  test("chain: on another chain with the same keys", () => {
    const there = sealedRaw(message, { chain: "other-chain", from: alice.address, to: bob.address });
    expect(openMessage(there, { ...bobOpens, chain: "other-chain" })).toEqual({ ok: false, fault: "chain" });
  });

  test("signer: by a key that is not, or no longer, the sender's", () => {
    expect(openMessage(sealed(request, carol), bobOpens)).toEqual({ ok: false, fault: "signer" });
    expect(openMessage(sealed(), { ...bobOpens, senderKeys: [carol.public] })).toEqual({ ok: false, fault: "signer" });
  });

  test("signature: with a word changed after signing", () => {
    const changed = { ...request, said: { ...request.said, note: "Changed." } };
    expect(
      openMessage(sealedRaw({ ...signMessage(request, alice.secret), content: changed } as Json), bobOpens),
    ).toEqual({ ok: false, fault: "signature" });
  });
});

describe("a request's contract", () => {
  const carrying = (proposal: Proposal) =>
    openMessage(sealed(contentOf({ what: "request", note: "", proposal })), bobOpens);

  test.each<[fault: string, proposal: Proposal]>([
    ["proposalSides", proposalOf({ counterparty: carol.address })],
    ["proposalSides", proposalOf({ sender: carol.address }, carol)],
    ["proposalSigner", proposalOf({}, carol)],
    ["proposalSignature", proposalOf({}, alice, "other-chain")],
    ["proposalSignature", { ...proposalOf(), body: { ...body, price: 1 } }],
  ])("%s", (fault, proposal) => {
    expect(carrying(proposal)).toEqual({ ok: false, fault });
  });
});

describe("size", () => {
  test("the largest is what the ledger takes", () => expect(SIZE_CLASSES.at(-1)).toBe(MAIL_BYTES));

  test("short answers look alike, whatever they say", () => {
    const sizes = [
      contentOf({ what: "decline", note: "", re: RE }),
      contentOf({ what: "decline", note: "No.".repeat(60), re: RE }),
      contentOf({ what: "accept", note: "", re: RE, agreement: RE }),
      contentOf({ what: "withdraw", note: "Sorry", re: RE, agreement: RE }),
    ].map((content) => sealed(content).length / 2);
    expect(sizes).toEqual([1024, 1024, 1024, 1024]);
  });

  test("the longest content that its schema allows fits, even with words that are escapes throughout", () => {
    const longest = (note: string): Content => {
      const chain = '"'.repeat(50);
      const proposal = proposalOf(
        {
          validUntil: 100_000_000_000,
          nonce: 1023,
          type: "asProduced",
          carrier: "electricity",
          energy: { first: 100_000_000, wh: Array.from({ length: 100 }, () => 1_000_000_000) },
          price: 1_000_000_000,
          damages: { seller: 1_000_000_000, buyer: 1_000_000_000 },
          technology: "battery",
        },
        alice,
        chain,
      );
      return contentOf({ what: "counter", note, re: RE, proposal }, { chain });
    };
    expect(sealed(longest("约".repeat(280))).length / 2).toBe(4096);
    const long = sealMessage(longest("\u0001".repeat(280)), alice.secret, bobBox.public, seed("long"));
    expect(long.ok ? long.sealed.length / 2 : long).toBe(4096);
  });

  test("padding: not the smallest class, not of zeros, or with a wrong length is refused", () => {
    const text = utf8("hello");
    const good = pad(text, OVERHEAD) ?? new Uint8Array();
    expect(unpad(good, OVERHEAD)).toEqual(text);
    expect(unpad(good.with(-1, 1), OVERHEAD)).toBeUndefined();
    expect(unpad(good.with(1, 4), OVERHEAD)).toBeUndefined();
    expect(unpad(good.with(0, 255), OVERHEAD)).toBeUndefined();
    const roomy = new Uint8Array(2048 - OVERHEAD);
    roomy.set(good);
    expect(unpad(roomy, OVERHEAD)).toBeUndefined();
    expect(unpad(new Uint8Array(), OVERHEAD)).toBeUndefined();
    expect(pad(new Uint8Array(4096 - OVERHEAD - 2), OVERHEAD)).toHaveLength(4096 - OVERHEAD);
    expect(pad(new Uint8Array(4096 - OVERHEAD - 1), OVERHEAD)).toBeUndefined();
  });

  test("receiverKey: nothing is sealed to what is no key", () => {
    for (const key of ["02".padEnd(66, "f"), "02".padEnd(66, "0"), "", "04".padEnd(66, "1")]) {
      expect(sealMessage(request, alice.secret, key, seed("x"))).toEqual({ ok: false, fault: "receiverKey" });
    }
  });
});

test("opening is total: random bytes, and random changes of a real message, never open and never throw", () => {
  const real = fromHex(sealed());
  const size = fc.constantFrom(...SIZE_CLASSES);
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    size.chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
    fc
      .array(fc.tuple(fc.nat(real.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 5 })
      .map((changes) => {
        const changed = real.slice();
        for (const [at, bits] of changes) changed[at] = (real[at] ?? 0) ^ bits;
        return changed;
      }),
    fc.nat(real.length - 1).map((length) => real.slice(0, length)),
  );
  fc.assert(
    fc.property(garbage, (bytes) => {
      const result = openMessage(toHex(bytes), bobOpens);
      expect(result.ok).toBe(false);
      expect(result.ok || result.fault.length > 0).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("any content that is well formed comes back as it was", () => {
  const note = fc
    .string({ unit: "binary", maxLength: 100 })
    .filter((text) => text.length <= 280 && text.isWellFormed());
  fc.assert(
    fc.property(note, fc.nat(5), (text, label) => {
      const content = contentOf({ what: "decline", note: text, re: RE });
      const result = openMessage(sealed(content, alice, bobBox, `seed ${label}`), bobOpens);
      expect(result).toEqual({ ok: true, id: messageId(content), content });
    }),
    { numRuns: 60 },
  );
  expect(
    Message.safeParse({ content: { ...request, said: { what: "decline", note: "\ud800", re: RE } } }).success,
  ).toBe(false);
});
