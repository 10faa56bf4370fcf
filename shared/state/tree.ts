/**
 * The Merkle crit-bit tree under the state map (DESIGN §5): nodes, their hashes, and copy-on-write changes.
 *
 * A key is 1 to 255 bytes of printable ASCII (0x21 to 0x7e), read as if followed by NUL bytes, so that no key is a prefix of
 * another. Bit i of a key is bit 7 - (i mod 8) of byte i div 8. An inner node holds the first bit at which the keys below it
 * differ: those with a 0 there are on its left. Bits grow strictly downward, so a set of keys has exactly one tree, and
 * in-order is byte order.
 *
 *   leaf   SHA-256(00 | length of key (1 byte) | key | SHA-256(canonical JSON of the value))
 *   inner  SHA-256(01 | bit (2 bytes, big-endian) | left | right)
 *   empty  SHA-256(02)
 *
 * A hash is kept as a string of 32 characters below 256: an eighth of the memory of a small Uint8Array.
 */
import { utf8 } from "../codec/bytes.ts";
import type { Sha256 } from "../codec/hash.ts";

export const KEY_MAX = 255;

export class Inner {
  readonly bit: number;
  left: Node;
  right: Node;
  /** Empty until hashed. */
  hash: string;
  constructor(bit: number, left: Node, right: Node, hash = "") {
    this.bit = bit;
    this.left = left;
    this.right = right;
    this.hash = hash;
  }
}

export class Leaf {
  readonly key: string;
  /** Canonical JSON; absent in a witness that shows the key alone. */
  readonly text: string | undefined;
  hash: string;
  constructor(key: string, text: string | undefined, hash = "") {
    this.key = key;
    this.text = text;
    this.hash = hash;
  }
}

/** A part of the tree that a witness leaves out. */
export class Stub {
  readonly hash: string;
  constructor(hash: string) {
    this.hash = hash;
  }
}

export type Node = Inner | Leaf | Stub;
export type Tree = Node | undefined;

/** Says what is wrong with a key, or undefined. */
export function keyProblem(key: string): string | undefined {
  if (key.length === 0) return "it is empty";
  if (key.length > KEY_MAX) return `it has ${key.length} bytes, at most ${KEY_MAX} are allowed`;
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    if (c < 0x21 || c > 0x7e) return `character ${i} is not printable ASCII`;
  }
  return undefined;
}

export function bitOf(key: string, bit: number): 0 | 1 {
  const i = bit >> 3;
  return i < key.length && (key.charCodeAt(i) >> (7 - (bit & 7))) & 1 ? 1 : 0;
}

/** The first bit at which two NUL-padded keys differ, or -1. */
export function critBit(a: string, b: string): number {
  const n = Math.max(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = (i < a.length ? a.charCodeAt(i) : 0) ^ (i < b.length ? b.charCodeAt(i) : 0);
    if (x !== 0) return i * 8 + Math.clz32(x) - 24;
  }
  return -1;
}

/** Builds the tree of leaves in strictly ascending key order in one pass along its right edge. */
export function treeOf(leaves: readonly Leaf[]): Tree {
  const edge: Inner[] = [];
  let last: Node | undefined;
  let previous: Leaf | undefined;
  for (const leaf of leaves) {
    if (previous === undefined) last = leaf;
    else {
      if (previous.key >= leaf.key) throw new TypeError(`keys out of order or twice: ${leaf.key}`);
      const bit = critBit(previous.key, leaf.key);
      let child: Node = last as Node;
      while (edge.length > 0 && (edge.at(-1) as Inner).bit > bit) child = edge.pop() as Inner;
      const inner = new Inner(bit, child, leaf);
      const above = edge.at(-1);
      if (above !== undefined) above.right = inner;
      edge.push(inner);
      last = leaf;
    }
    previous = leaf;
  }
  return edge[0] ?? last;
}

const inner67 = new Uint8Array(67);
const leafBuffer = new Uint8Array(2 + KEY_MAX + 32);

/** Hashes every node that has no hash yet, each once, and gives the root's. Recursion is as deep as the tree: at most 2,040. */
export function hashTree(node: Tree, sha256: Sha256): string {
  if (node === undefined) return charsOf(Uint8Array.of(2), sha256);
  if (node.hash !== "" || node instanceof Stub) return node.hash;
  if (node instanceof Leaf) {
    if (node.text === undefined) throw new TypeError("a leaf without value and hash");
    return (node.hash = leafHash(node.key, valueHash(node.text, sha256), sha256));
  }
  const left = hashTree(node.left, sha256);
  const right = hashTree(node.right, sha256);
  return (node.hash = innerHash(node.bit, left, right, sha256));
}

/** SHA-256 of a text's UTF-8, as 32 characters. */
export function valueHash(text: string, sha256: Sha256): string {
  return sha256.chars ? sha256.chars(text) : text32(sha256(utf8(text)));
}

/** `valueHash`: 32 characters. */
export function leafHash(key: string, valueHash: string, sha256: Sha256): string {
  const n = key.length;
  leafBuffer[0] = 0;
  leafBuffer[1] = n;
  for (let i = 0; i < n; i++) leafBuffer[2 + i] = key.charCodeAt(i);
  for (let i = 0; i < 32; i++) leafBuffer[2 + n + i] = valueHash.charCodeAt(i);
  return charsOf(leafBuffer.subarray(0, 34 + n), sha256);
}

export function innerHash(bit: number, left: string, right: string, sha256: Sha256): string {
  inner67[0] = 1;
  inner67[1] = bit >> 8;
  inner67[2] = bit & 0xff;
  for (let i = 0; i < 32; i++) {
    inner67[3 + i] = left.charCodeAt(i);
    inner67[35 + i] = right.charCodeAt(i);
  }
  return charsOf(inner67, sha256);
}

const charsOf = (bytes: Uint8Array, sha256: Sha256): string =>
  sha256.chars ? sha256.chars(bytes) : text32(sha256(bytes));

/** 32 bytes as a string of 32 one-byte characters, and back. */
export function text32(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, undefined, bytes);
}

export function bytes32(text: string): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
