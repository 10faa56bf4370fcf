/**
 * What checks validators' signatures. CometBFT takes ed25519 signatures by the rules of ZIP-215 (crypto/ed25519), secp256k1 ones
 * as 64-byte R | S with low S over SHA-256 of the message (crypto/secp256k1).
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "../codec/hash.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import type { ValidatorKey } from "./types.ts";

export interface Ed25519Check {
  /** ZIP-215; false for wrong lengths; never throws. A stricter native check asks this one again before it says no. */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

export const nobleEd25519: Ed25519Check = {
  verify(signature, message, publicKey) {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: true });
    } catch {
      return false;
    }
  },
};

/** RFC 8032, and no key of small order, for which anybody can sign: what shows that somebody holds a key. */
export const strictEd25519: Ed25519Check = {
  verify(signature, message, publicKey) {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};

export interface VoteChecks {
  readonly ed25519: Ed25519Check;
  readonly secp256k1: SignatureCheck;
}

export const nobleChecks: VoteChecks = { ed25519: nobleEd25519, secp256k1: nobleSignatures };

export function verifyVote(checks: VoteChecks, key: ValidatorKey, message: Uint8Array, signature: Uint8Array): boolean {
  return key.type === "ed25519"
    ? checks.ed25519.verify(signature, message, key.bytes)
    : checks.secp256k1.verify(signature, sha256(message), key.bytes);
}
