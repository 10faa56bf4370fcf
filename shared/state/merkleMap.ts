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
import { leafAt } from "./walk.ts";

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
    const leaf = leafAt(this.tree, key);
    return leaf === undefined ? undefined : valueOf(leaf);
  }

  /** The canonical JSON of a value. */
  text(key: string): string | undefined {
    return leafAt(this.tree, key)?.text;
  }

  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    return entriesOf(this.tree, from, to, options);
  }

  edit(): MapEdit {
    return new Edit(this.tree, this.size, (tree, size) => new MerkleMap(tree, size, this.sha256));
  }
}

type Made = (tree: Tree, size: number) => MerkleMap;

/** What an edit knows of a key: read from the tree, or set. */
class Known {
  readonly key: string;
  /** Undefined where there is none, or none any more. */
  value: Json | undefined;
  /** The leaf of the tree that holds the value; undefined while none does. */
  leaf: Leaf | undefined;
  /** The part of the key before its first slash, which no range of ours crosses; undefined before the first change. */
  room: string | undefined;
  /** Its last change is not in the tree yet. */
  waiting = false;
  constructor(key: string, value: Json | undefined, leaf: Leaf | undefined) {
    this.key = key;
    this.value = value;
    this.leaf = leaf;
  }
}

class Edit implements MapEdit {
  #tree: Tree;
  #size: number;
  readonly #made: Made;
  /** Each key is looked up in the tree, and its value parsed, once. */
  readonly #known = new Map<string, Known>();
  /** What was set or deleted. */
  readonly #changed: Known[] = [];
  /** What waits for the tree, by room. */
  readonly #waiting = new Map<string, Known[]>();
  /** Ranges of at most one entry, by room, until it changes. */
  readonly #firsts = new Map<string, Map<string, readonly (readonly [key: string, value: Json])[]>>();

  constructor(tree: Tree, size: number, made: Made) {
    this.#tree = tree;
    this.#size = size;
    this.#made = made;
  }

  get(key: string): Json | undefined {
    return (this.#known.get(key) ?? this.#look(key)).value;
  }

  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    const room = roomOf(from);
    if (room !== roomOf(to)) {
      this.#settleAll();
      return this.#entries(from, to, options);
    }
    if (options?.limit !== 1) {
      this.#settle(room);
      return this.#entries(from, to, options);
    }
    // What is in force, or due next: asked by every transaction, changed by few.
    const name = options.reverse ? `<${from} ${to}` : `>${from} ${to}`;
    const known = this.#firsts.get(room);
    let first = known?.get(name);
    if (first === undefined) {
      this.#settle(room);
      first = [...this.#entries(from, to, options)];
      if (known) known.set(name, first);
      else this.#firsts.set(room, new Map([[name, first]]));
    }
    return first;
  }

  #entries(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]> {
    return entriesOf(this.#tree, from, to, options, undefined, (leaf) => this.#valueOf(leaf));
  }

  set(key: string, value: Json): void {
    let known = this.#known.get(key);
    if (known?.room === undefined && known?.leaf === undefined) {
      demandKey(key);
      if (known === undefined) this.#known.set(key, (known = new Known(key, undefined, undefined)));
    }
    this.#change(known, value);
  }

  delete(key: string): void {
    const known = this.#known.get(key) ?? this.#look(key);
    if (known.value !== undefined) this.#change(known, undefined);
  }

  changes(): ReadonlyMap<string, Json | undefined> {
    return new Map(this.#changed.toSorted(byKey).map(({ key, value }) => [key, value]));
  }

  done(): MerkleMap {
    this.#settleAll();
    return this.#made(this.#tree, this.#size);
  }

  #look(key: string): Known {
    const leaf = leafAt(this.#tree, key);
    const known = new Known(key, leaf && valueOf(leaf), leaf);
    this.#known.set(key, known);
    return known;
  }

  #change(known: Known, value: Json | undefined): void {
    known.value = value;
    known.leaf = undefined;
    if (known.room === undefined) {
      known.room = roomOf(known.key);
      this.#changed.push(known);
    }
    this.#firsts.delete(known.room);
    if (known.waiting) return;
    known.waiting = true;
    const waiting = this.#waiting.get(known.room);
    if (waiting) waiting.push(known);
    else this.#waiting.set(known.room, [known]);
  }

  #settleAll(): void {
    this.#apply([...this.#waiting.values()].flat());
    this.#waiting.clear();
  }

  #settle(room: string): void {
    const waiting = this.#waiting.get(room);
    if (!waiting) return;
    this.#apply(waiting);
    this.#waiting.delete(room);
  }

  #apply(waiting: Known[]): void {
    waiting.sort(byKey);
    const changes = waiting.map((known): Change => {
      if (known.value === undefined) return known.key;
      return (known.leaf = new Leaf(known.key, canonicalText(known.value)));
    });
    const { tree, grown } = withChanges(this.#tree, changes);
    for (const known of waiting) known.waiting = false;
    this.#tree = tree;
    this.#size += grown;
  }

  /** A range may still go through leaves whose keys have changed since. */
  #valueOf(leaf: Leaf): Json {
    const known = this.#known.get(leaf.key);
    if (known?.leaf === leaf) return known.value as Json;
    const value = valueOf(leaf);
    if (known === undefined) this.#known.set(leaf.key, new Known(leaf.key, value, leaf));
    return value;
  }
}

const byKey = (a: Known, b: Known): number => (a.key < b.key ? -1 : 1);

/** The part of a key before its first slash; the whole of a key without one. */
function roomOf(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key : key.slice(0, slash);
}

function leafOf(key: string, text: string): Leaf {
  demandKey(key);
  return new Leaf(key, text);
}

function demandKey(key: string): void {
  const problem = keyProblem(key);
  if (problem !== undefined) throw new TypeError(`state key ${JSON.stringify(key)}: ${problem}`);
}

function fromLeaves(leaves: Leaf[], sha256: Sha256, made: Made): MerkleMap {
  const ordered = leaves.every((leaf, i) => i === 0 || (leaves[i - 1] as Leaf).key < leaf.key);
  if (!ordered) leaves.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return made(treeOf(leaves), leaves.length);
}
