/**
 * What a vault file hides, as bytes, so that it can be overwritten. Version 1: the words' entropy. Version 2: imported keys behind it.
 *
 *     version | list | entropy (16 or 32)
 *     version | list | length of entropy | entropy | number of keys | keys (32 each)
 */
import type { Recovery, WordListName } from "./words.ts";

export interface Contents {
  readonly recovery: Recovery;
  /** Secret keys of the imported accounts, in the order of the accounts. */
  readonly imported: readonly Uint8Array[];
}

const LISTS: readonly WordListName[] = ["english", "chinese", "traditional"];
const KEY = 32;

/** The caller wipes what it gets. */
export function packContents({ recovery, imported }: Contents): Uint8Array {
  const { entropy, list } = recovery;
  const packed = new Uint8Array(4 + entropy.length + KEY * imported.length);
  packed.set([2, LISTS.indexOf(list), entropy.length]);
  packed.set(entropy, 3);
  packed[3 + entropy.length] = imported.length;
  for (const [i, key] of imported.entries()) packed.set(key, 4 + entropy.length + KEY * i);
  return packed;
}

/** Copies; undefined when the bytes are not of the file's version. */
export function unpackContents(packed: Uint8Array, version: 1 | 2): Contents | undefined {
  const list = LISTS[packed[1] ?? LISTS.length];
  if (packed[0] !== version || list === undefined) return undefined;
  if (version === 1) {
    const entropy = packed.slice(2);
    return isEntropy(entropy.length) ? { recovery: { entropy, list }, imported: [] } : undefined;
  }
  const length = packed[2] ?? 0;
  const count = packed[3 + length] ?? 0;
  if (!isEntropy(length) || packed.length !== 4 + length + KEY * count) return undefined;
  const keyAt = (i: number) => packed.slice(4 + length + KEY * i, 4 + length + KEY * (i + 1));
  return {
    recovery: { entropy: packed.slice(3, 3 + length), list },
    imported: Array.from({ length: count }, (_, i) => keyAt(i)),
  };
}

export function sameContents(a: Contents, b: Contents): boolean {
  const [one, other] = [packContents(a), packContents(b)];
  const same = Buffer.from(one).equals(other);
  one.fill(0);
  other.fill(0);
  return same;
}

export function wipe({ recovery, imported }: Contents): void {
  recovery.entropy.fill(0);
  for (const key of imported) key.fill(0);
}

const isEntropy = (length: number): boolean => length === 16 || length === 32;
