/**
 * CometBFT's Merkle tree over a list (RFC 6962, spec/core/encoding "Merkle trees"): leaf SHA-256(00 | item), inner
 * SHA-256(01 | left | right), split at the largest power of two below the count, empty SHA-256(""). A proof lists the
 * siblings from the leaf up.
 */
import { concat, equalBytes } from "../codec/bytes.ts";
import { sha256 } from "../codec/hash.ts";

export interface MerkleProof {
  readonly index: number;
  readonly total: number;
  /** Siblings' hashes, the leaf's own neighbour first. */
  readonly aunts: readonly Uint8Array[];
}

const LEAF = Uint8Array.of(0);
const INNER = Uint8Array.of(1);

export function merkleRoot(items: readonly Uint8Array[]): Uint8Array {
  return items.length === 0 ? sha256(new Uint8Array()) : rootOf(items.map(leafHash), 0, items.length);
}

export function merkleProof(items: readonly Uint8Array[], index: number): MerkleProof {
  if (!Number.isInteger(index) || index < 0 || index >= items.length) throw new RangeError(`no item ${index}`);
  const leaves = items.map(leafHash);
  const aunts: Uint8Array[] = [];
  let from = 0;
  let to = leaves.length;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      aunts.push(rootOf(leaves, middle, to));
      to = middle;
    } else {
      aunts.push(rootOf(leaves, from, middle));
      from = middle;
    }
  }
  return { index, total: items.length, aunts: aunts.reverse() };
}

/** Whether the item stands at the proof's index in the list of the proof's length under this root. Never throws. */
export function verifyMerkleProof(root: Uint8Array, item: Uint8Array, proof: MerkleProof): boolean {
  const { index, total, aunts } = proof;
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(index) || index < 0 || index >= total) return false;
  if (aunts.length > 53 || aunts.some((aunt) => aunt.length !== 32)) return false;
  // From the root down: on which side of each split the item lies.
  const sides: boolean[] = [];
  let from = 0;
  let count = total;
  while (count > 1) {
    const split = splitPoint(count);
    const left = index < from + split;
    sides.push(left);
    if (left) count = split;
    else {
      from += split;
      count -= split;
    }
  }
  if (sides.length !== aunts.length) return false;
  let hash = leafHash(item);
  for (const [i, aunt] of aunts.entries()) {
    hash = sides[sides.length - 1 - i] === true ? innerHash(hash, aunt) : innerHash(aunt, hash);
  }
  return equalBytes(hash, root);
}

function leafHash(item: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, item));
}

function innerHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(INNER, left, right));
}

function rootOf(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves[from] as Uint8Array;
  const middle = from + splitPoint(to - from);
  return innerHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}

/** The largest power of two below the count (2 or more). */
function splitPoint(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
