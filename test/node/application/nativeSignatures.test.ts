/** libsecp256k1 and noble are one interface: the same verdict on good, bent and hostile signatures; without the bindings nothing starts. */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nobleSignatures, publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { nativeSignatures } from "../../../node/application/nativeSignatures.ts";

const native = nativeSignatures();
const secret = new Uint8Array(32).fill(5);
const key = publicKeyOf(secret);
const digest = new Uint8Array(32).fill(9);
const signature = signDigest(digest, secret);
const N = secp256k1.Point.Fn.ORDER;

function withHighS(low: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(low.subarray(32)).toString("hex")}`);
  const high = Buffer.from((N - s).toString(16).padStart(64, "0"), "hex");
  return Uint8Array.from([...low.subarray(0, 32), ...high]);
}

describe("one set of vectors for both", () => {
  const order = Buffer.from(N.toString(16), "hex");
  const vectors: [string, boolean, Uint8Array, Uint8Array, Uint8Array][] = [
    ["a good signature", true, signature, digest, key],
    ["the other S of the same signature", false, withHighS(signature), digest, key],
    ["another digest", false, signature, new Uint8Array(32).fill(8), key],
    ["another key", false, signature, digest, publicKeyOf(new Uint8Array(32).fill(6))],
    ["a short signature", false, signature.subarray(1), digest, key],
    ["a short digest", false, signature, digest.subarray(1), key],
    ["a short key", false, signature, digest, key.subarray(1)],
    ["an uncompressed key", false, signature, digest, secp256k1.getPublicKey(secret, false)],
    ["a key that is no point", false, signature, digest, Uint8Array.of(2, ...new Uint8Array(32).fill(255))],
    ["a key of another prefix", false, signature, digest, Uint8Array.of(5, ...key.subarray(1))],
    ["R beyond the order", false, Uint8Array.from([...order, ...signature.subarray(32)]), digest, key],
    ["S zero", false, Uint8Array.from([...signature.subarray(0, 32), ...new Uint8Array(32)]), digest, key],
    ["nothing but zeros", false, new Uint8Array(64), digest, key],
  ];
  test.each(vectors)("%s: %s", (_, verifies, ...given) => {
    expect(nobleSignatures.verify(...given)).toBe(verifies);
    expect(native.verify(...given)).toBe(verifies);
  });

  test("of any digest, and with any byte bent", () => {
    const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes32, fc.nat(63), fc.integer({ min: 1, max: 255 }), (any, at, bend) => {
        const good = signDigest(any, secret);
        expect(native.verify(good, any, key)).toBe(true);
        const bent = good.map((byte, i) => (i === at ? byte ^ bend : byte));
        expect(native.verify(bent, any, key)).toBe(nobleSignatures.verify(bent, any, key));
      }),
      { numRuns: 30 },
    );
  });
});

describe("without the bindings", () => {
  test.each([
    ["they do not load", () => { throw new Error("No native build was found"); }], // prettier-ignore
    ["they are something else", () => ({})],
    ["they are nothing", () => undefined],
  ])("%s: a node does not start, and says why", (_, load) => {
    expect(() => nativeSignatures(load)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: "node.noNativeSignatures" }) }),
    );
  });
});
