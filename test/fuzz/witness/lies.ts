/** One change to a witness taken apart: entries withheld, added, altered, moved, or hidden, or the tree bent. */
import type { Random } from "../mutate.ts";
import { hashOf, type Inner, type Leaf, type Part, partsOf, sha256, type Stub } from "./form.ts";

/** The tree as it was or changed in place; its root, which may be another. `undefined`: this witness has nothing of the kind. */
type Lie = (root: Part, random: Random, foreign: Part) => Part | undefined;

const oneOf = <T>(list: readonly T[], random: Random): T | undefined => list[random.below(list.length)];
const innersOf = (root: Part) => partsOf(root).filter((part): part is Inner => part.kind === "inner");
const leavesOf = (root: Part) => partsOf(root).filter((part): part is Leaf => part.kind === "leaf");
const stubsOf = (root: Part) => partsOf(root).filter((part): part is Stub => part.kind === "stub");
const randomHash = (random: Random) => Uint8Array.from({ length: 32 }, () => random.below(256));
const at = (random: Random) => (random.below(2) === 0 ? "left" : "right");

function otherBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const place = random.below(copy.length);
  if (copy.length > 0) copy[place] = (copy[place] as number) ^ (1 << random.below(7));
  return copy;
}

/** Puts another part in the place of one; the root when it is the root. */
function replaced(root: Part, old: Part, by: Part): Part {
  if (root === old) return by;
  for (const inner of innersOf(root)) {
    if (inner.left === old) inner.left = by;
    if (inner.right === old) inner.right = by;
  }
  return root;
}

export const LIES: Readonly<Record<string, Lie>> = {
  /** A leaf or a subtree is gone, its sibling stands in the parent's place: an entry withheld. */
  drop(root, random) {
    const inner = oneOf(innersOf(root), random);
    return inner && replaced(root, inner, inner[at(random)]);
  },
  /** A part is hidden under its own hash: the same root, less to read. */
  prune(root, random) {
    const part = oneOf(partsOf(root), random);
    return part && part.kind !== "stub" ? replaced(root, part, { kind: "stub", hash: hashOf(part) }) : undefined;
  },
  /** A value is hidden, its key and its hash stay: the same root. */
  hideValue(root, random) {
    const leaf = oneOf(
      leavesOf(root).filter(({ shown }) => shown),
      random,
    );
    if (!leaf) return undefined;
    const hash = random.below(8) === 0 ? randomHash(random) : sha256(leaf.body);
    return replaced(root, leaf, { ...leaf, shown: false, body: hash });
  },
  stubHash(root, random) {
    const stub = oneOf(stubsOf(root), random);
    return (
      stub &&
      replaced(root, stub, {
        kind: "stub",
        hash: random.below(2) === 0 ? randomHash(random) : otherBytes(stub.hash, random),
      })
    );
  },
  /** The hash of another part of the same tree. */
  stubOther(root, random) {
    const [stub, other] = [oneOf(stubsOf(root), random), oneOf(partsOf(root), random)];
    return stub && other && replaced(root, stub, { kind: "stub", hash: hashOf(other) });
  },
  /** A stub is opened as the foreign state has that place, or as anything. */
  openStub(root, random, foreign) {
    const [stub, part] = [oneOf(stubsOf(root), random), oneOf(partsOf(foreign), random)];
    return stub && part && replaced(root, stub, part);
  },
  swapSides(root, random) {
    const inner = oneOf(innersOf(root), random);
    if (inner) [inner.left, inner.right] = [inner.right, inner.left];
    return inner && root;
  },
  /** Two leaves change places, or only what they say. */
  swapLeaves(root, random) {
    const [a, b] = [oneOf(leavesOf(root), random), oneOf(leavesOf(root), random)];
    if (!a || !b || a === b) return undefined;
    if (random.below(2) === 0) [a.key, b.key] = [b.key, a.key];
    [a.body, b.body, a.shown, b.shown] = [b.body, a.body, b.shown, a.shown];
    return root;
  },
  duplicate(root, random) {
    const [part, where] = [oneOf(partsOf(root), random), oneOf(partsOf(root), random)];
    if (!part || !where || partsOf(part).includes(where)) return undefined;
    const copy = structuredClone(part);
    return replaced(root, where, copy);
  },
  /** An entry more: a leaf of its own beside another, parted from it where their keys part. */
  add(root, random) {
    const leaf = oneOf(leavesOf(root), random);
    if (!leaf) return undefined;
    const key = otherBytes(leaf.key, random);
    const bit = firstDifference(leaf.key, key);
    const more: Leaf = { ...structuredClone(leaf), key };
    const right = ((key[bit >> 3] as number) >> (7 - (bit & 7))) & 1;
    const inner: Inner = { kind: "inner", bit, left: right ? leaf : more, right: right ? more : leaf };
    const parent = innersOf(root).find(({ left, right: other }) => left === leaf || other === leaf);
    if (!parent) return inner;
    if (parent.left === leaf) parent.left = inner;
    else parent.right = inner;
    return root;
  },
  bit(root, random) {
    const inner = oneOf(innersOf(root), random);
    if (!inner) return undefined;
    inner.bit = random.below(3) === 0 ? random.below(2048) : Math.max(0, inner.bit + (random.below(2) === 0 ? 1 : -1));
    return root;
  },
  key(root, random) {
    const leaf = oneOf(leavesOf(root), random);
    if (leaf) leaf.key = random.below(4) === 0 ? leaf.key.slice(0, -1) : otherBytes(leaf.key, random);
    return leaf && root;
  },
  value(root, random) {
    const leaf = oneOf(leavesOf(root), random);
    if (!leaf || leaf.body.length === 0) return undefined;
    const digit = leaf.body.findLastIndex((byte) => byte >= 0x30 && byte <= 0x38);
    if (!leaf.shown || digit < 0) leaf.body = otherBytes(leaf.body, random);
    else leaf.body = leaf.body.map((byte, i) => (i === digit ? byte + 1 : byte));
    return root;
  },
  /** A place is as another state has it. */
  graft(root, random, foreign) {
    const [part, other] = [oneOf(partsOf(root), random), oneOf(partsOf(foreign), random)];
    return part && other && replaced(root, part, other);
  },
  /** The whole of another state's witness. */
  foreign: (_root, _random, foreign) => foreign,
  /** A tree of one child more, without a use: the root of a root. */
  wrap: (root, random) => ({
    kind: "inner",
    bit: random.below(16),
    left: root,
    right: { kind: "stub", hash: randomHash(random) },
  }),
};

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] as number) ^ (b[i] as number);
    if (x !== 0) return i * 8 + Math.clz32(x) - 24;
  }
  return 0;
}
