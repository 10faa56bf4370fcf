/**
 * The authenticated ordered map (DESIGN §5): canonical JSON values under ASCII keys, with a root that depends on the content
 * alone. A map never changes; an edit makes another one that shares what is equal, so old versions stay readable.
 * Encodings: see tree.ts.
 */
import { canonicalText, type Json } from "../codec/canonical.ts";
import { sha256 as nobleSha256 } from "../codec/hash.ts";
import type { RangeOptions, Reader, Writer } from "./reader.ts";
import { bytes32, hashTree, keyProblem, Leaf, type Sha256, type Tree, treeOf, withLeaf, withoutKey } from "./tree.ts";
import { entriesOf, valueOf } from "./treeReader.ts";
import { findLeaf } from "./walk.ts";

/** A batch of changes. It reads its own writes; a range shows the state at the moment it was asked for. */
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
  readonly #changes = new Map<string, Json | undefined>();
  /** Parsed values of this edit, so that what every transaction reads is parsed once. */
  readonly #values = new Map<Leaf, Json>();

  constructor(tree: Tree, size: number, made: Made) {
    this.#tree = tree;
    this.#size = size;
    this.#made = made;
  }

  get(key: string): Json | undefined {
    const leaf = findLeaf(this.#tree, key);
    return leaf === undefined ? undefined : this.#value(leaf);
  }

  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    return entriesOf(this.#tree, from, to, options, undefined, (leaf) => this.#value(leaf));
  }

  set(key: string, value: Json): void {
    const { tree, added } = withLeaf(this.#tree, leafOf(key, canonicalText(value)));
    this.#tree = tree;
    if (added) this.#size++;
    this.#changes.set(key, value);
  }

  delete(key: string): void {
    const tree = withoutKey(this.#tree, key);
    if (tree === this.#tree) return;
    this.#tree = tree;
    this.#size--;
    this.#changes.set(key, undefined);
  }

  changes(): ReadonlyMap<string, Json | undefined> {
    return new Map([...this.#changes].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  done(): MerkleMap {
    return this.#made(this.#tree, this.#size);
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
