/** Signatures of validators, portable and through the platform: one list of vectors, the same answer from each. */
import { webcrypto } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { fromHex, utf8 } from "../../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { portableChecks, type SignedVote, type Subtle, subtleChecks } from "../../../shared/light/voteChecks.ts";
import { digest } from "./chain.ts";

const message = utf8("a vote");
const one = (name: string): SignedVote => {
  const secret = digest(name);
  const key = { type: "ed25519", bytes: ed25519.getPublicKey(secret) } as const;
  return { key, message, signature: ed25519.sign(message, secret) };
};
const coin = (name: string): SignedVote => {
  const secret = digest(name);
  return {
    key: { type: "secp256k1", bytes: publicKeyOf(secret) },
    message,
    signature: signDigest(digest("a vote"), secret),
  };
};
const flip = (vote: SignedVote): SignedVote => ({
  ...vote,
  signature: vote.signature.with(3, (vote.signature[3] ?? 0) ^ 1),
});
const keyed = (vote: SignedVote, bytes: Uint8Array): SignedVote => ({ ...vote, key: { ...vote.key, bytes } });

/** A key of order 8, R the neutral element, S zero: ZIP-215 takes it for any message, RFC 8032 without the cofactor for one in eight. */
const small = (text: string): SignedVote => ({
  key: { type: "ed25519", bytes: fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a") },
  message: utf8(text),
  signature: new Uint8Array(64).with(0, 1),
});
const noKey = new Uint8Array(32).fill(0xff).with(31, 0x7e);

const LISTS: readonly (readonly [string, readonly SignedVote[], number | undefined])[] = [
  ["none", [], undefined],
  ["all genuine", [one("a"), one("b"), coin("c"), one("d")], undefined],
  ["one false", [one("a"), flip(one("b")), one("c")], 1],
  ["the first of several false ones", [one("a"), coin("b"), flip(one("c")), one("d"), flip(one("e"))], 2],
  ["a false secp256k1 signature before a false ed25519 one", [flip(coin("a")), flip(one("b"))], 0],
  ["a false ed25519 signature before a false secp256k1 one", [flip(one("b")), flip(coin("a"))], 0],
  ["another's signature", [one("a"), { ...one("b"), signature: one("a").signature }], 1],
  ["another message", [{ ...one("a"), message: utf8("another vote") }], 0],
  ["a signature too short", [{ ...one("a"), signature: one("a").signature.slice(1) }], 0],
  ["no signature", [{ ...one("a"), signature: new Uint8Array() }, one("b")], 0],
  ["a key too short", [keyed(one("a"), new Uint8Array(31))], 0],
  ["a key that is no point", [one("a"), keyed(one("b"), noKey)], 1],
  ["a signature that ZIP-215 alone admits", Array.from({ length: 16 }, (_, i) => small(`text ${i}`)), undefined],
  ["S not reduced", [{ ...one("a"), signature: unreduced(one("a").signature) }], 0],
];

/** S + L: the same point, and no signature by either rule. */
function unreduced(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
  return signature.map((byte, i) => (i < 32 ? byte : Number((s >> BigInt(8 * (i - 32))) & 0xffn)));
}

const missing: Subtle<never> = {
  importKey: () => Promise.reject(new Error("no Ed25519 here")),
  verify: () => Promise.reject(new Error("no Ed25519 here")),
};
const broken: Subtle<number> = {
  importKey: () => Promise.resolve(1),
  verify: () => Promise.reject(new Error("an odd length")),
};

describe.each([
  ["portable", portableChecks],
  ["the platform's", subtleChecks(webcrypto.subtle)],
  ["a platform without ed25519", subtleChecks(missing)],
  ["a platform that declines everything", subtleChecks(broken)],
])("%s", (_, checks) => {
  test.each(LISTS)("%s", async (__, votes, want) => {
    expect(await checks(votes)).toBe(want);
    // Keys are known the second time.
    expect(await checks(votes)).toBe(want);
  });
});

test("a key is imported once, and a bounded number is kept", async () => {
  let imports = 0;
  const checks = subtleChecks<Uint8Array>({
    importKey: (_, bytes) => Promise.resolve(bytes.slice(imports++, 0)),
    verify: () => Promise.resolve(true),
  });
  const votes = Array.from({ length: 1_000 }, (_, i) => keyed(one("a"), digest(`key ${i}`)));
  await checks(votes);
  await checks(votes);
  expect(imports).toBe(1_000);
  await checks([keyed(one("a"), digest("one more"))]);
  await checks(votes.slice(0, 1));
  expect(imports).toBe(1_002);
});

test("the slow check ends at the first false one", async () => {
  let read = 0;
  const watched = Array.from({ length: 3 }, () => {
    const vote = flip(one("a"));
    return Object.defineProperty({ ...vote }, "key", { get: () => (read++, vote.key) });
  });
  expect(await portableChecks(watched)).toBe(0);
  expect(read).toBe(1);
});
