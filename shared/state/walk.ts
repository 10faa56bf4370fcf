/**
 * Reading a tree, whole or pruned: the same walk serves the map, the recording of a witness and its replay, so that all
 * three touch the same nodes. A walk that meets a pruned part throws Unprovable and never guesses.
 */
import type { RangeOptions } from "./reader.ts";
import { bitOf, critBit, Inner, keyProblem, type Leaf, type Node, Stub, type Tree } from "./tree.ts";

/** Called with each node that an answer rests on; `value` when the leaf's value is part of the answer, not its key alone. */
export type Visit = (node: Inner | Leaf, value: boolean) => void;

/** The witness does not hold what was asked: try another node, or update. Not proof of a lie. */
export class Unprovable extends Error {
  readonly kind = "unprovable";
  /** The key or range that could not be read. */
  readonly asked: string;
  constructor(asked: string) {
    super(`the witness does not show ${asked}`);
    this.name = "Unprovable";
    this.asked = asked;
  }
}

/** The leaf of a key, or undefined when the tree proves that there is none. */
export function findLeaf(root: Tree, key: string, visit?: Visit): Leaf | undefined {
  if (root === undefined || keyProblem(key) !== undefined) return undefined;
  const leaf = seek(root, key, key, visit);
  if (leaf.key !== key) return undefined;
  if (leaf.text === undefined) throw new Unprovable(key);
  visit?.(leaf, true);
  return leaf;
}

/** The same in a tree that is whole, told to nobody. */
export function leafAt(root: Tree, key: string): Leaf | undefined {
  if (root === undefined) return undefined;
  let node = root;
  while (node instanceof Inner) node = bitOf(key, node.bit) ? node.right : node.left;
  if (node instanceof Stub) throw new Unprovable(key);
  return node.key === key ? node : undefined;
}

/** Leaves with from <= key < to, ascending or descending; touches nothing beyond what the consumer takes. */
export function* leavesIn(
  root: Tree,
  from: string,
  to: string,
  options: RangeOptions = {},
  visit?: Visit,
): Generator<Leaf, void, void> {
  const low = asciiBound(from);
  const high = asciiBound(to);
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  if (root === undefined || low >= high || !(limit > 0)) return;
  const asked = `${from} to ${to}`;
  const reverse = options.reverse === true;
  const pending = neighbours(root, reverse ? high : low, reverse, asked, visit);
  for (let count = 0; count < limit; count++) {
    let node = pending.pop();
    if (node === undefined) return;
    while (node instanceof Inner) {
      visit?.(node, false);
      pending.push(reverse ? node.left : node.right);
      node = reverse ? node.right : node.left;
    }
    if (node instanceof Stub) throw new Unprovable(asked);
    visit?.(node, false);
    if (reverse ? node.key < low : node.key >= high) return;
    if (node.text === undefined) throw new Unprovable(asked);
    visit?.(node, true);
    yield node;
  }
}

function seek(root: Node, key: string, asked: string, visit: Visit | undefined, path?: Inner[]): Leaf {
  let node = root;
  while (node instanceof Inner) {
    visit?.(node, false);
    path?.push(node);
    node = bitOf(key, node.bit) ? node.right : node.left;
  }
  if (node instanceof Stub) throw new Unprovable(asked);
  visit?.(node, false);
  return node;
}

/** Subtrees that hold exactly the keys >= bound (or < bound when reversed), the nearest last. */
function neighbours(root: Node, bound: string, reverse: boolean, asked: string, visit: Visit | undefined): Node[] {
  const path: Inner[] = [];
  const leaf = seek(root, bound, asked, visit, path);
  // Every key below the first node whose bit comes after this one shares the leaf's side of the bound.
  const bit = critBit(bound, leaf.key);
  const pending: Node[] = [];
  let same: Node = leaf;
  for (const node of path) {
    if (bit >= 0 && node.bit > bit) {
      same = node;
      break;
    }
    const right = bitOf(bound, node.bit) === 1;
    if (reverse && right) pending.push(node.left);
    if (!reverse && !right) pending.push(node.right);
  }
  if (leaf.key < bound === reverse) pending.push(same);
  return pending;
}

/** Keys hold 0x21 to 0x7e, so a bound may be cut at its first higher character without changing what it divides. */
function asciiBound(bound: string): string {
  for (let i = 0; i < bound.length; i++) if (bound.charCodeAt(i) > 0x7e) return `${bound.slice(0, i)}\x7f`;
  return bound;
}
