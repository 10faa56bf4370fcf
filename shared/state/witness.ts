/**
 * Witnesses (DESIGN §5): the part of the state that one query touched, enough to run it again and get the same answer, or
 * to fail. A query is run on the whole map while its walks are recorded; what they did not touch becomes stubs.
 *
 *   witness  01 | node                       format 1; the node is the root
 *   empty    00                              the empty tree; only as the root
 *   value    01 | key | length (LEB128, minimal) | canonical JSON in UTF-8
 *   key only 02 | key | SHA-256 of the value, 32 bytes
 *   stub     03 | hash, 32 bytes             only as the root: the query touched nothing
 *   inner    two bytes 1LR00bbb bbbbbbbb | the hash of a child that is a stub | the other children, left before right
 *            b: the inner node's bit; L, R: that child is a stub (never both)
 *   key      its bytes from the one that holds bit b of the lowest common ancestor with the leaf written before
 *            (the whole key for the first leaf) to its end, then 00
 *
 * Leaves come in key order and share prefixes with their predecessor; one pruned tree has one encoding. The decoder is in
 * openWitness.ts.
 */
import { utf8 } from "../codec/bytes.ts";
import type { MerkleMap } from "./merkleMap.ts";
import type { Reader } from "./reader.ts";
import type { Sha256 } from "../codec/hash.ts";
import { bytes32, Inner, Leaf, type Node, valueHash } from "./tree.ts";
import { readerOf } from "./treeReader.ts";

export { openWitness, WITNESS_BYTES, WitnessFault } from "./openWitness.ts";
export { Unprovable } from "./walk.ts";

export interface WitnessBudget {
  /** Entries that the answer rests on, neighbours of a range and of an absent key included. */
  readonly leaves: number;
  /** Bytes of the witness. */
  readonly bytes: number;
}

/** The query asks for more than a node gives in one answer: ask for a page. */
export class OverBudget extends Error {
  readonly kind = "overBudget";
  readonly what: "leaves" | "bytes";
  readonly limit: number;
  constructor(what: "leaves" | "bytes", limit: number) {
    super(`the answer takes more than ${limit} ${what}`);
    this.name = "OverBudget";
    this.what = what;
    this.limit = limit;
  }
}

/** Runs a query and encodes what it touched. Throws OverBudget as soon as that is certain, and whatever the query throws. */
export function witnessOf(map: MerkleMap, run: (reader: Reader) => unknown, budget: WitnessBudget): Uint8Array {
  const touched = new Map<Node, boolean>();
  let leaves = 0;
  // A lower bound on the witness while the query runs; the exact count follows when it is written.
  let bytes = 2;
  const spend = (more: number): void => {
    bytes += more;
    if (bytes > budget.bytes) throw new OverBudget("bytes", budget.bytes);
  };
  run(
    readerOf(map.tree, (node, value) => {
      const before = touched.get(node);
      if (before === true || before === value) return;
      touched.set(node, value);
      if (node instanceof Inner) return spend(2);
      if (before === undefined && ++leaves > budget.leaves) throw new OverBudget("leaves", budget.leaves);
      spend(value ? (node.text as string).length : 2);
    }),
  );
  const out = new Output(budget.bytes, map.sha256);
  out.byte(1);
  if (map.tree === undefined) out.byte(0);
  else if (touched.has(map.tree)) new Pruning(touched, out).write(map.tree, 0);
  else {
    out.byte(3);
    out.hash(map.tree.hash);
  }
  return out.done();
}

/** Writes the touched part of a tree. Recursion is as deep as the tree: at most 2,040. */
class Pruning {
  readonly #touched: ReadonlyMap<Node, boolean>;
  readonly #out: Output;

  constructor(touched: ReadonlyMap<Node, boolean>, out: Output) {
    this.#touched = touched;
    this.#out = out;
  }

  /** `shared`: how many bytes the first leaf below this node has in common with the leaf written before. */
  write(node: Node, shared: number): void {
    const out = this.#out;
    if (node instanceof Inner) {
      const left = this.#touched.has(node.left);
      const right = this.#touched.has(node.right);
      out.byte(0x80 | (left ? 0 : 0x40) | (right ? 0 : 0x20) | (node.bit >> 8));
      out.byte(node.bit & 0xff);
      if (!left) out.hash(node.left.hash);
      if (!right) out.hash(node.right.hash);
      if (left) this.write(node.left, shared);
      if (right) this.write(node.right, left ? node.bit >> 3 : shared);
    } else if (node instanceof Leaf && node.text !== undefined) {
      const value = this.#touched.get(node) === true;
      out.byte(value ? 1 : 2);
      out.key(node.key, shared);
      if (value) out.value(node.text);
      else out.valueHash(node.text);
    } else throw new TypeError("a witness is made from a whole tree");
  }
}

/** Where witnesses are written before they are copied out: writing is not interrupted, so one is enough. */
let spare = new Uint8Array(16_384);

class Output {
  readonly #limit: number;
  readonly #sha256: Sha256;
  #bytes = spare;
  #length = 0;

  constructor(limit: number, sha256: Sha256) {
    this.#limit = limit;
    this.#sha256 = sha256;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  hash(text: string): void {
    this.#room(32);
    for (let i = 0; i < 32; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
  }

  key(key: string, from: number): void {
    this.#room(key.length - from + 1);
    for (let i = from; i < key.length; i++) this.#bytes[this.#length++] = key.charCodeAt(i);
    this.#bytes[this.#length++] = 0;
  }

  value(text: string): void {
    const bytes = utf8(text);
    let rest = bytes.length;
    for (; rest >= 0x80; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
    this.#copy(bytes);
  }

  valueHash(text: string): void {
    this.#copy(bytes32(valueHash(text, this.#sha256)));
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #copy(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #room(more: number): void {
    const length = this.#length + more;
    if (length > this.#limit) throw new OverBudget("bytes", this.#limit);
    if (length <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, length));
    grown.set(this.#bytes);
    this.#bytes = grown;
    spare = grown;
  }
}
