/**
 * A Merkle mountain range: an append-only list whose peaks are the roots of perfect binary trees, one per bit of the count, largest
 * first (Todd, "Merkle Mountain Ranges"). Pure: hashes in, hashes out; what the leaves stand for is log.ts's affair.
 */
import { fromHex, toHex } from "../../codec/bytes.ts";
import { canonicalText } from "../../codec/canonical.ts";
import { type Sha256, taggedHash, taggedText } from "../../codec/hash.ts";

/** `peaks`: hex, as many as `count` has bits that are set. */
export interface Accumulator {
  readonly count: number;
  readonly peaks: readonly string[];
}

export const EMPTY: Accumulator = { count: 0, peaks: [] };

/** What one transaction was in the life of a party: where it stands, which one, and how it came out (0 done, 1 refused). */
export interface PathEntry {
  readonly height: number;
  /** Place in the block. */
  readonly index: number;
  readonly tx: string;
  readonly code: 0 | 1;
}

export function leafOf({ height, index, tx, code }: PathEntry, chainId: string, hash?: Sha256): string {
  return taggedText("log", chainId, canonicalText({ code, height, index, tx }), hash);
}

/** Two neighbouring trees of equal size are one of twice the size. */
function joined(left: string, right: string, chainId: string, hash?: Sha256): string {
  return toHex(taggedHash("log/node", chainId, fromHex(left + right), hash));
}

/** One leaf more: about two hashes on average, at most one per bit of the count. */
export function append({ count, peaks }: Accumulator, leaf: string, chainId: string, hash?: Sha256): Accumulator {
  const kept = [...peaks];
  let tree = leaf;
  for (let bits = count; bits % 2 === 1; bits = (bits - 1) / 2) {
    const left = kept.pop();
    if (left === undefined) throw new RangeError(`an accumulator of ${count} lacks peaks`);
    tree = joined(left, tree, chainId, hash);
  }
  return { count: count + 1, peaks: [...kept, tree] };
}

/** The accumulator after entries that follow one another, from the beginning or from one that is known. */
export function extend(from: Accumulator, entries: Iterable<PathEntry>, chainId: string): Accumulator {
  let log = from;
  for (const entry of entries) log = append(log, leafOf(entry, chainId), chainId);
  return log;
}

/**
 * Whether `entries` are the whole path that `claimed` (proved from the state) stands for: none missing, none added, in order. `from`: an
 * accumulator proved earlier, when the entries before it are known already.
 */
export function isComplete(
  claimed: Accumulator,
  entries: Iterable<PathEntry>,
  chainId: string,
  from: Accumulator = EMPTY,
): boolean {
  const reached = extend(from, entries, chainId);
  return reached.count === claimed.count && reached.peaks.join() === claimed.peaks.join();
}
