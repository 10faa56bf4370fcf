/**
 * Opening a witness (format in witness.ts): a pruned tree that hashes to the given root, as a Reader. The decoder accepts
 * one encoding per tree and only trees that a set of keys can have: bits grow downward, each leaf lies where its bits say,
 * neighbours part at their ancestor's bit. Work is linear in the size, which is bounded; nothing recurses.
 */
import { decodeUtf8 } from "../codec/bytes.ts";
import type { Json } from "../codec/canonical.ts";
import { type Sha256, sha256 as nobleSha256 } from "../codec/hash.ts";
import type { Reader } from "./reader.ts";
import {
  bitOf,
  critBit,
  hashTree,
  Inner,
  innerHash,
  KEY_MAX,
  Leaf,
  leafHash,
  type Node,
  Stub,
  text32,
  type Tree,
} from "./tree.ts";
import { readerOf, valueOf } from "./treeReader.ts";

/** Largest witness that a wallet opens; nodes answer with less. */
export const WITNESS_BYTES = 1 << 20;

/** `lied`: a tree, but not the one with this root. `malformed`: not a witness. `tooLarge`: over the size that is read. */
export class WitnessFault extends Error {
  readonly kind: "lied" | "malformed" | "tooLarge";
  constructor(kind: "lied" | "malformed" | "tooLarge", message: string) {
    super(message);
    this.name = "WitnessFault";
    this.kind = kind;
  }
}

/** Throws WitnessFault; the Reader throws Unprovable where the witness shows nothing. `root`: the 32-byte app hash. */
export function openWitness(bytes: Uint8Array, root: Uint8Array, sha256: Sha256 = nobleSha256): Reader {
  if (bytes.length > WITNESS_BYTES) {
    throw new WitnessFault("tooLarge", `${bytes.length} bytes, at most ${WITNESS_BYTES} are read`);
  }
  const tree = new Decoder(bytes, sha256).tree();
  if (root.length !== 32 || hashTree(tree, sha256) !== text32(root)) {
    throw new WitnessFault("lied", "the witness has another root than the header");
  }
  return readerOf(tree, undefined, parsed);
}

/** A root that nobody trusts (a file's own, say) may cover texts that are not JSON. */
function parsed(leaf: Leaf): Json {
  try {
    return valueOf(leaf);
  } catch {
    throw new WitnessFault("malformed", `the value of ${leaf.key} is not JSON`);
  }
}

/** An inner node that is being read: the child at `side` comes next. */
interface Open {
  readonly bit: number;
  left: Node | undefined;
  right: Node | undefined;
  side: 0 | 1;
}

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #sha256: Sha256;
  #at = 0;
  readonly #open: Open[] = [];
  #previous: string | undefined;

  constructor(bytes: Uint8Array, sha256: Sha256) {
    this.#bytes = bytes;
    this.#sha256 = sha256;
  }

  tree(): Tree {
    if (this.#byte() !== 1) throw this.#malformed("not format 1");
    const tree = this.#root();
    if (this.#at !== this.#bytes.length) throw this.#malformed("bytes after the end");
    return tree;
  }

  #root(): Tree {
    if (this.#bytes[this.#at] === 0) {
      this.#at++;
      return undefined;
    }
    if (this.#bytes[this.#at] === 3) {
      this.#at++;
      return new Stub(this.#hash());
    }
    for (;;) {
      const tag = this.#byte();
      let node: Node | undefined = tag >= 0x80 ? this.#inner(tag) : this.#leaf(tag);
      // Close every inner node whose last child this was.
      while (node !== undefined) {
        const parent = this.#open.at(-1);
        if (parent === undefined) return node;
        if (parent.side === 0) parent.left = node;
        else parent.right = node;
        if (parent.left !== undefined && parent.right !== undefined) {
          this.#open.pop();
          const { bit, left, right } = parent;
          node = new Inner(bit, left, right, innerHash(bit, left.hash, right.hash, this.#sha256));
        } else {
          parent.side = 1;
          node = undefined;
        }
      }
    }
  }

  #inner(tag: number): undefined {
    if ((tag & 0x18) !== 0) throw this.#malformed("an unknown flag");
    const bit = ((tag & 7) << 8) | this.#byte();
    const parent = this.#open.at(-1);
    if (parent !== undefined && bit <= parent.bit) throw this.#malformed("bits that do not grow");
    const stubs = tag & 0x60;
    if (stubs === 0x60) throw this.#malformed("an inner node of two stubs");
    const stub = stubs === 0 ? undefined : new Stub(this.#hash());
    this.#open.push({
      bit,
      left: stubs === 0x40 ? stub : undefined,
      right: stubs === 0x20 ? stub : undefined,
      side: stubs === 0x40 ? 1 : 0,
    });
    return undefined;
  }

  #leaf(tag: number): Leaf {
    if (tag !== 1 && tag !== 2) throw this.#malformed("an unknown kind of node");
    const key = this.#key();
    if (tag === 2) return new Leaf(key, undefined, leafHash(key, text32(this.#take(32)), this.#sha256));
    const value = this.#take(this.#length());
    const text = decodeUtf8(value);
    if (text === undefined) throw this.#malformed("a value that is not UTF-8");
    return new Leaf(key, text, leafHash(key, text32(this.#sha256(value)), this.#sha256));
  }

  #key(): string {
    // The lowest common ancestor with the leaf before is the deepest open node whose left side has been read. What lies
    // above it was checked with that leaf, so all checks together are linear.
    let fork = this.#open.length - 1;
    while (fork >= 0 && !turned(this.#open[fork] as Open)) fork--;
    const ancestor = this.#open[fork];
    const shared = ancestor === undefined ? 0 : ancestor.bit >> 3;
    const previous = this.#previous;
    if (shared > (previous?.length ?? 0)) throw this.#malformed("a fork beyond the end of a key");
    const end = this.#bytes.indexOf(0, this.#at);
    const size = end - this.#at;
    if (end < 0 || shared + size > KEY_MAX) throw this.#malformed("a key without an end");
    let key = previous === undefined ? "" : previous.slice(0, shared);
    for (let i = this.#at; i < end; i++) {
      const c = this.#bytes[i] as number;
      if (c < 0x21 || c > 0x7e) throw this.#malformed("a key that is not printable ASCII");
      key += String.fromCharCode(c);
    }
    if (key === "") throw this.#malformed("an empty key");
    this.#at = end + 1;
    for (let i = Math.max(fork, 0); i < this.#open.length; i++) {
      const { bit, side } = this.#open[i] as Open;
      if (bitOf(key, bit) !== side || bit >> 3 > key.length) throw this.#malformed("a key that lies elsewhere");
    }
    if (ancestor !== undefined && critBit(previous as string, key) !== ancestor.bit) {
      throw this.#malformed("neighbours that part elsewhere");
    }
    this.#previous = key;
    return key;
  }

  #length(): number {
    let value = 0;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (byte === 0 && shift > 0) throw this.#malformed("a length that is not minimal");
        return value;
      }
    }
    throw this.#malformed("a length that is too long");
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw this.#malformed("the end comes early");
    this.#at++;
    return byte;
  }

  #take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw this.#malformed("the end comes early");
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  #hash(): string {
    return text32(this.#take(32));
  }

  #malformed(problem: string): WitnessFault {
    return new WitnessFault("malformed", `${problem}, at byte ${this.#at}`);
  }
}

/** Whether the left child was read here, rather than given as a stub. */
function turned(node: Open): boolean {
  return node.side === 1 && !(node.left instanceof Stub);
}
