/**
 * The authenticated ordered map (DESIGN §5): canonical JSON values under ASCII keys, with a root that depends on the content
 * alone. A map never changes; an edit makes another one that shares what is equal, so old versions stay readable.
 * Encodings: see tree.ts.
 */
import { canonicalText, type Json } from "../codec/canonical.ts";
import { type Sha256, sha256 as nobleSha256 } from "../codec/hash.ts";
import type { RangeOptions, Reader, Writer } from "./reader.ts";
import { type Change, withChanges } from "./changes.ts";
import { bytes32, hashTree, keyProblem, Leaf, type Tree, treeOf } from "./tree.ts";
import { entriesOf, valueOf } from "./treeReader.ts";
import { findLeaf } from "./walk.ts";

/**
 * A batch of changes. It reads its own writes; a range shows the state at the moment it was asked for. A value that canonical JSON
 * cannot hold throws a TypeError at the latest when the batch is done.
 */
export interface MapEdit extends Writer {
  /** What was set or deleted (undefined), last value each, in byte order of the keys. */
  changes(): ReadonlyMap<string, Json | undefined>;
  /** The changed map; every touched node is hashed once, here. The edit may go on afterwards. */
  done(): MerkleMap;
}

export class MerkleMap implements Reader {
  static readonly empty: MerkleMap = new MerkleMap(undefined, 0, nobleSha256);

  readonly tree: Tree;
  readonly size: number;
  /** What this map and its edits hash with. */
  readonly sha256: Sha256;
  readonly #root: string;

  private constructor(tree: Tree, size: number, sha256: Sha256) {
    this.tree = tree;
    this.size = size;
    this.sha256 = sha256;
    this.#root = hashTree(tree, sha256);
  }

  /** Entries in any order; throws a TypeError for a key that comes twice or is not allowed. */
  static from(entries: Iterable<readonly [key: string, value: Json]>, sha256: Sha256 = nobleSha256): MerkleMap {
    const leaves: Leaf[] = [];
    for (const [key, value] of entries) leaves.push(leafOf(key, canonicalText(value)));
    return fromLeaves(leaves, sha256, (tree, size) => new MerkleMap(tree, size, sha256));
  }

  /** From canonical JSON texts as `text` gives them: for a disk of our own, whose root is compared afterwards. */
  static fromTexts(entries: Iterable<readonly [key: string, text: string]>, sha256: Sha256 = nobleSha256): MerkleMap {
    const leaves: Leaf[] = [];
    for (const [key, text] of entries) leaves.push(leafOf(key, text));
    return fromLeaves(leaves, sha256, (tree, size) => new MerkleMap(tree, size, sha256));
  }

  /** The same map, whose edits hash with another implementation of SHA-256 (a native one, say). */
  hashedBy(sha256: Sha256): MerkleMap {
    return new MerkleMap(this.tree, this.size, sha256);
  }

  /** 32 bytes: the app hash. */
  get root(): Uint8Array {
    return bytes32(this.#root);
  }

  get(key: string): Json | undefined {
    const leaf = findLeaf(this.tree, key);
    return leaf === undefined ? undefined : valueOf(leaf);
  }

  /** The canonical JSON of a value. */
  text(key: string): string | undefined {
    return findLeaf(this.tree, key)?.text;
  }

  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    return entriesOf(this.tree, from, to, options);
  }

  edit(): MapEdit {
    return new Edit(this.tree, this.size, (tree, size) => new MerkleMap(tree, size, this.sha256));
  }
}

type Made = (tree: Tree, size: number) => MerkleMap;

class Edit implements MapEdit {
  #tree: Tree;
  #size: number;
  readonly #made: Made;
  /** What was set or deleted, last value each. */
  readonly #changes = new Map<string, Json | undefined>();
  /** Keys whose last change is not in the tree yet, by room: the part before the first slash, which no range of ours crosses. */
  readonly #waiting = new Map<string, Set<string>>();
  /** Parsed values of the tree, so that what every transaction reads is parsed once. */
  readonly #values = new Map<Leaf, Json>();

  constructor(tree: Tree, size: number, made: Made) {
    this.#tree = tree;
    this.#size = size;
    this.#made = made;
  }

  get(key: string): Json | undefined {
    const changed = this.#changes.get(key);
    if (changed !== undefined || this.#changes.has(key)) return changed;
    const leaf = findLeaf(this.#tree, key);
    return leaf === undefined ? undefined : this.#value(leaf);
  }

  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    const room = roomOf(from);
    if (room === roomOf(to)) this.#settle(room);
    else this.#settleAll();
    return entriesOf(this.#tree, from, to, options, undefined, (leaf) => this.#value(leaf));
  }

  set(key: string, value: Json): void {
    const problem = keyProblem(key);
    if (problem !== undefined) throw new TypeError(`state key ${JSON.stringify(key)}: ${problem}`);
    this.#changes.set(key, value);
    this.#wait(key);
  }

  delete(key: string): void {
    if (this.get(key) === undefined) return;
    this.#changes.set(key, undefined);
    this.#wait(key);
  }

  changes(): ReadonlyMap<string, Json | undefined> {
    return new Map([...this.#changes].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  done(): MerkleMap {
    this.#settleAll();
    return this.#made(this.#tree, this.#size);
  }

  #wait(key: string): void {
    const room = roomOf(key);
    const keys = this.#waiting.get(room);
    if (keys) keys.add(key);
    else this.#waiting.set(room, new Set([key]));
  }

  #settleAll(): void {
    const keys: string[] = [];
    for (const waiting of this.#waiting.values()) for (const key of waiting) keys.push(key);
    this.#waiting.clear();
    this.#apply(keys);
  }

  #settle(room: string): void {
    const waiting = this.#waiting.get(room);
    if (!waiting) return;
    this.#waiting.delete(room);
    this.#apply([...waiting]);
  }

  #apply(keys: string[]): void {
    keys.sort((a, b) => (a < b ? -1 : 1));
    const changes = keys.map((key): Change => {
      const value = this.#changes.get(key);
      if (value === undefined) return key;
      const leaf = new Leaf(key, canonicalText(value));
      this.#values.set(leaf, value);
      return leaf;
    });
    const { tree, grown } = withChanges(this.#tree, changes);
    this.#tree = tree;
    this.#size += grown;
  }

  #value(leaf: Leaf): Json {
    let value = this.#values.get(leaf);
    if (value === undefined) {
      value = valueOf(leaf);
      this.#values.set(leaf, value);
    }
    return value;
  }
}

/** The part of a key before its first slash; the whole of a key without one. */
function roomOf(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key : key.slice(0, slash);
}

function leafOf(key: string, text: string): Leaf {
  const problem = keyProblem(key);
  if (problem !== undefined) throw new TypeError(`state key ${JSON.stringify(key)}: ${problem}`);
  return new Leaf(key, text);
}

function fromLeaves(leaves: Leaf[], sha256: Sha256, made: Made): MerkleMap {
  const ordered = leaves.every((leaf, i) => i === 0 || (leaves[i - 1] as Leaf).key < leaf.key);
  if (!ordered) leaves.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return made(treeOf(leaves), leaves.length);
}
