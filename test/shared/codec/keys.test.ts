/** Addresses and signatures (DESIGN §3): fixed vectors, and every way of writing one thing twice is refused. */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { describe, expect, test } from "vitest";
import { addressBytes, addressOf } from "../../../shared/codec/address.ts";
import { compareBytes, decodeUtf8, fromHex, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { sha256, taggedHash } from "../../../shared/codec/hash.ts";
import { nobleSignatures, publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";

/** Secret key 1: the generator itself; BIP173 gives its witness program as 751e76e8…d6. */
const GENERATOR = fromHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

describe("addresses", () => {
  test("the generator's address is RIPEMD160(SHA256(key)) in bech32 with the prefix watt", () => {
    const address = addressOf(GENERATOR);
    expect(toHex(addressBytes(address) ?? new Uint8Array())).toBe("751e76e8199196d454941c45d1b3a323f1433bd6");
    expect(address).toMatch(/^watt1[02-9ac-hj-np-z]{38}$/);
  });

  test("a changed letter, upper case, another prefix, another length are not addresses", () => {
    const address = addressOf(GENERATOR);
    const swapped = address.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    for (const wrong of [swapped, address.toUpperCase(), `Watt${address.slice(4)}`, `${address}q`, "", "watt1"]) {
      expect(addressBytes(wrong)).toBeUndefined();
    }
    expect(addressBytes("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")).toBeUndefined();
  });

  test("an uncompressed key has no address", () => {
    expect(() => addressOf(new Uint8Array(65))).toThrow(TypeError);
  });
});

describe("signatures", () => {
  const secret = sha256(utf8("secret"));
  const key = publicKeyOf(secret);
  const digest = sha256(utf8("digest"));
  const signature = signDigest(digest, secret);

  test("64 bytes, the same each time (RFC 6979), and they verify", () => {
    expect(signature).toHaveLength(64);
    expect(signDigest(digest, secret)).toEqual(signature);
    expect(nobleSignatures.verify(signature, digest, key)).toBe(true);
  });

  test("a high S is refused although the curve would accept it", () => {
    const { Point } = secp256k1;
    const s = BigInt(`0x${toHex(signature.slice(32))}`);
    const high = fromHex((Point.Fn.ORDER - s).toString(16).padStart(64, "0"));
    const malleated = new Uint8Array([...signature.slice(0, 32), ...high]);
    expect(secp256k1.verify(malleated, digest, key, { prehash: false, lowS: false })).toBe(true);
    expect(nobleSignatures.verify(malleated, digest, key)).toBe(false);
  });

  test("wrong lengths, zeros and keys off the curve are false, never an exception", () => {
    const off = new Uint8Array(33).fill(0xff);
    for (const [s, d, k] of [
      [signature.slice(1), digest, key],
      [signature, digest.slice(1), key],
      [signature, digest, key.slice(1)],
      [signature, digest, off],
      [new Uint8Array(64), digest, key],
      [signature, sha256(digest), key],
    ] as const) {
      expect(nobleSignatures.verify(s, d, k)).toBe(false);
    }
  });
});

describe("bytes", () => {
  test("hex has one spelling", () => {
    for (const wrong of ["A0", "a", "0x00", "zz", " 00"]) expect(() => fromHex(wrong)).toThrow(TypeError);
    expect(fromHex("00ff")).toEqual(Uint8Array.of(0, 255));
  });

  test("UTF-8 decodes what it encoded, also beyond one piece of 4,096 units", () => {
    const text = "a€😀".repeat(3000);
    expect(decodeUtf8(utf8(text))).toBe(text);
  });

  test("order is by unsigned bytes, a prefix first", () => {
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(-1);
    expect(compareBytes(Uint8Array.of(200), Uint8Array.of(100))).toBe(1);
    expect(compareBytes(Uint8Array.of(7), Uint8Array.of(7))).toBe(0);
  });

  test("a tag, a chain and a payload cannot trade places", () => {
    const hash = (domain: string, chain: string, payload: string) => toHex(taggedHash(domain, chain, utf8(payload)));
    expect(new Set([hash("a", "b", "c"), hash("a", "bc", ""), hash("ab", "", "c"), hash("a", "", "bc")]).size).toBe(4);
  });
});
