/**
 * A witness taken apart and put together again, after docs/protocol.md §11 and with no code of the product's: what it says of leaves, stubs
 * and bits can be changed one by one, and comes out as bytes that are well-formed wherever the change lets them be.
 */
import { createHash } from "node:crypto";

export type Part = Inner | Leaf | Stub | Empty;
export interface Inner {
  kind: "inner";
  bit: number;
  left: Part;
  right: Part;
}
export interface Leaf {
  kind: "leaf";
  key: Uint8Array;
  /** The value's bytes, or the 32 of its hash when only the key mattered. */
  body: Uint8Array;
  shown: boolean;
}
export interface Stub {
  kind: "stub";
  hash: Uint8Array;
}
export interface Empty {
  kind: "empty";
}

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256 over the encodings of docs/protocol.md §11. */
export function hashOf(part: Part): Uint8Array {
  switch (part.kind) {
    case "empty":
      return sha256(Uint8Array.of(2));
    case "stub":
      return part.hash;
    case "leaf":
      return sha256(Uint8Array.of(0, part.key.length), part.key, part.shown ? sha256(part.body) : part.body);
    case "inner":
      return sha256(Uint8Array.of(1, part.bit >> 8, part.bit & 0xff), hashOf(part.left), hashOf(part.right));
  }
}

/** Of genuine bytes alone. */
export function apart(bytes: Uint8Array): Part {
  let at = 1;
  let previous: Uint8Array = new Uint8Array();
  const take = (count: number) => bytes.slice(at, (at += count));
  const byte = () => bytes[at++] as number;
  const read = (shared: number): Part => {
    const tag = byte();
    if (tag === 0) return { kind: "empty" };
    if (tag === 3) return { kind: "stub", hash: take(32) };
    if (tag < 0x80) {
      const rest = take(bytes.indexOf(0, at) - at);
      at++;
      const key = Uint8Array.of(...previous.subarray(0, shared), ...rest);
      previous = key;
      if (tag === 2) return { kind: "leaf", key, body: take(32), shown: false };
      let length = 0;
      for (let shift = 0, more = 0x80; more >= 0x80; shift += 7) length |= ((more = byte()) & 0x7f) << shift;
      return { kind: "leaf", key, body: take(length), shown: true };
    }
    const bit = ((tag & 7) << 8) | byte();
    const stub: Stub | undefined = (tag & 0x60) === 0 ? undefined : { kind: "stub", hash: take(32) };
    const left = tag & 0x40 && stub ? stub : read(shared);
    const right = tag & 0x20 && stub ? stub : read(tag & 0x40 ? shared : bit >> 3);
    return { kind: "inner", bit, left, right };
  };
  return read(0);
}

/** Another way to write the same tree, which the format does not allow. */
export type Slip = "longLength" | "flags";

/** The bytes of a tree; with a slip each length has a group too many, or each inner node a flag that means nothing. */
export function together(root: Part, slip?: Slip): Uint8Array {
  const out: number[] = [1];
  const push = (bytes: Uint8Array) => bytes.forEach((byte) => out.push(byte));
  const write = (part: Part, shared: number): void => {
    switch (part.kind) {
      case "empty":
        out.push(0);
        return;
      case "stub":
        out.push(3);
        push(part.hash);
        return;
      case "leaf": {
        out.push(part.shown ? 1 : 2);
        push(part.key.subarray(Math.min(shared, part.key.length)));
        out.push(0);
        let rest = part.body.length;
        if (part.shown) {
          for (; rest >= 0x80; rest >>>= 7) out.push((rest & 0x7f) | 0x80);
          if (slip === "longLength") out.push(rest | 0x80, 0);
          else out.push(rest);
        }
        push(part.body);
        return;
      }
      case "inner": {
        const [left, right] = [part.left, part.right];
        const flags = slip === "flags" ? 0x90 : 0x80;
        out.push(
          flags | (left.kind === "stub" ? 0x40 : 0) | (right.kind === "stub" ? 0x20 : 0) | ((part.bit >> 8) & 7),
        );
        out.push(part.bit & 0xff);
        if (left.kind === "stub") push(left.hash);
        if (right.kind === "stub") push(right.hash);
        if (left.kind !== "stub") write(left, shared);
        if (right.kind !== "stub") write(right, left.kind === "stub" ? shared : part.bit >> 3);
      }
    }
  };
  write(root, 0);
  return Uint8Array.from(out);
}

/** Every part, a parent before its children. */
export function partsOf(root: Part): readonly Part[] {
  const all: Part[] = [];
  const visit = (part: Part): void => {
    all.push(part);
    if (part.kind !== "inner") return;
    visit(part.left);
    visit(part.right);
  };
  visit(root);
  return all;
}
