/**
 * Who stands behind a network file (docs/protocol.md, section 15): regulators sign it with their offline keys. By itself that says that the
 * file is as its own regulators left it; held against a file that was joined before, that the regulators known from there sent a newer one.
 */
import { fromHex } from "../codec/bytes.ts";
import { encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import type { NetworkFile } from "./networkFile.ts";

/** What is signed: `tagged("network", chainId, canonical of all but the signatures)`, 32 bytes. */
export function networkDigest({ signatures: _, ...content }: NetworkFile): Uint8Array {
  // Members that are absent are not there in the text either.
  const present = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return taggedHash("network", content.chainId, encodeCanonical(present as Json));
}

/** The key of the first signature that does not hold; undefined where all do. */
export function brokenSignature(network: NetworkFile, check: SignatureCheck = nobleSignatures): string | undefined {
  if (network.signatures === undefined) return undefined;
  const digest = networkDigest(network);
  return network.signatures.find(({ key, signature }) => !check.verify(fromHex(signature), digest, fromHex(key)))?.key;
}

export interface NetworkTally {
  /** Keys among those asked for whose signature is there, ascending. */
  readonly signed: readonly string[];
  readonly of: number;
  /** More than two thirds. */
  readonly enough: boolean;
}

/** Counts the signatures of `keys`; that they hold is checked when a file is read (`brokenSignature`). */
export function tallyOf(network: NetworkFile, keys: readonly string[] = network.regulators): NetworkTally {
  const known = new Set(keys);
  const signed = (network.signatures ?? []).map(({ key }) => key).filter((key) => known.has(key));
  return { signed, of: known.size, enough: signed.length * 3 > known.size * 2 };
}

/**
 * How a file stands to the one of the same chain that was joined before. `follows`: more than two thirds of the regulators of the file
 * before signed it, and its number is higher, so it takes that one's place without anything to compare. `older`: they signed it too, but
 * its number is lower, or the same with another content: nobody goes back to it. `other`: the regulators of the file before did not sign it.
 */
export function standing(before: NetworkFile, network: NetworkFile): "follows" | "older" | "other" {
  if (network.chainId !== before.chainId || network.serial === undefined) return "other";
  if (!tallyOf(network, before.regulators).enough || brokenSignature(network) !== undefined) return "other";
  return network.serial > (before.serial ?? 0) ? "follows" : "older";
}
