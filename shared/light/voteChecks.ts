/**
 * What checks validators' signatures, a whole list at once, so that a platform can share it out over its processors: portable, or through
 * WebCrypto, which is given as an argument. Both say the same of every list.
 */
import { toHex } from "../codec/bytes.ts";
import { sha256 } from "../codec/hash.ts";
import { nobleSignatures } from "../codec/signature.ts";
import { nobleEd25519 } from "./ed25519.ts";
import type { ValidatorKey } from "./types.ts";

export interface SignedVote {
  readonly key: ValidatorKey;
  /** What was signed (votes.ts). */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Place in the list of the first signature that is not its key's; undefined when all are. Nothing is said of those after it: a list of
 * false ones costs the slow check of one. Never rejects.
 */
export type VoteChecks = (votes: readonly SignedVote[]) => Promise<number | undefined>;

export const portableChecks: VoteChecks = (votes) => Promise.resolve(firstFalse(votes));

/** The part of WebCrypto's SubtleCrypto that is needed here. */
export interface Subtle<Key> {
  importKey(format: "raw", bytes: Uint8Array, algorithm: "Ed25519", open: boolean, uses: ["verify"]): Promise<Key>;
  verify(algorithm: "Ed25519", key: Key, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
}

/** Imported keys that are kept; beyond, all are forgotten. A key is its bytes, so a kept one is as good as a new one. */
const KEYS_MAX = 1_000;

/** Native ed25519 (RFC 8032), all at the same time; what it declines is asked again by the rules of ZIP-215, which admit more. */
export function subtleChecks<Key>(subtle: Subtle<Key>): VoteChecks {
  const keys = new Map<string, Promise<Key | undefined>>();

  function imported(bytes: Uint8Array): Promise<Key | undefined> {
    const name = toHex(bytes);
    let key = keys.get(name);
    if (key === undefined) {
      if (keys.size === KEYS_MAX) keys.clear();
      key = subtle.importKey("raw", bytes, "Ed25519", true, ["verify"]).catch(() => undefined);
      keys.set(name, key);
    }
    return key;
  }

  async function accepts({ key, message, signature }: SignedVote): Promise<boolean> {
    if (key.type !== "ed25519") return false;
    const native = await imported(key.bytes);
    if (native === undefined) return false;
    return await subtle.verify("Ed25519", native, signature, message).catch(() => false);
  }

  return async (votes) => {
    const accepted = await Promise.all(votes.map(accepts));
    return firstFalse(votes, accepted);
  };
}

/** Leaves out what is known to be genuine. */
function firstFalse(votes: readonly SignedVote[], known: readonly boolean[] = []): number | undefined {
  const at = votes.findIndex((vote, i) => known[i] !== true && !isGenuine(vote));
  return at === -1 ? undefined : at;
}

/** CometBFT: ed25519 by ZIP-215 (crypto/ed25519), secp256k1 as 64-byte R | S with low S over SHA-256 of the message (crypto/secp256k1). */
function isGenuine({ key, message, signature }: SignedVote): boolean {
  return key.type === "ed25519"
    ? nobleEd25519.verify(signature, message, key.bytes)
    : nobleSignatures.verify(signature, sha256(message), key.bytes);
}
