/**
 * Many changes to a tree at once, copy-on-write: each node on the way to a changed leaf is copied once, however many changes pass
 * through it. Keys between two sorted ones share with a third at least what the outer two share with it, so the first and the last
 * key of a run of changes tell where the run leaves a subtree.
 */
import { bitOf, critBit, Inner, Leaf, type Node, Stub, type Tree, treeOf } from "./tree.ts";

/** A leaf to put in place, or the key to take out. */
export type Change = Leaf | string;

const keyOf = (change: Change): string => (change instanceof Leaf ? change.key : change);

/** The tree after the changes, which ascend by key, none twice; `grown` says by how many leaves. */
export function withChanges(root: Tree, changes: readonly Change[]): { readonly tree: Tree; readonly grown: number } {
  const run = new Run(changes);
  const tree = run.change(root, 0, changes.length, undefined);
  return { tree, grown: run.grown };
}

class Run {
  grown = 0;
  readonly #changes: readonly Change[];

  constructor(changes: readonly Change[]) {
    this.#changes = changes;
  }

  /** `near`: the leaf that the walk for the run's first key ends at, when it is known already. */
  change(node: Tree, low: number, high: number, near: Leaf | undefined): Tree {
    if (low === high) return node;
    if (node === undefined) return this.#built(low, high);
    const first = this.#key(low);
    const leaf = near ?? nearest(node, first);
    const bit = leaves(critBit(first, leaf.key), critBit(this.#key(high - 1), leaf.key));
    if (node instanceof Inner && (bit < 0 || bit >= node.bit)) return this.#inside(node, low, high, leaf);
    if (bit < 0) return this.#replaced(low);
    return this.#beside(node, low, high, leaf, bit);
  }

  /** All changes lie under this node: they part at its own bit. */
  #inside(node: Inner, low: number, high: number, near: Leaf): Tree {
    const middle = this.#parting(low, high, node.bit);
    const left = this.change(node.left, low, middle, low < middle ? near : undefined);
    const right = this.change(node.right, middle, high, low === middle ? near : undefined);
    if (left === node.left && right === node.right) return node;
    return joined(node.bit, left, right);
  }

  /** Some changes have, at a bit before the node's own, another value than everything under it. */
  #beside(node: Node, low: number, high: number, leaf: Leaf, bit: number): Tree {
    const middle = this.#parting(low, high, bit);
    if (bitOf(leaf.key, bit) === 1) {
      const near = low === middle ? leaf : undefined;
      return joined(bit, this.#built(low, middle), this.change(node, middle, high, near));
    }
    return joined(bit, this.change(node, low, middle, leaf), this.#built(middle, high));
  }

  /** The one change of a leaf's own key. */
  #replaced(at: number): Tree {
    const change = this.#changes[at] as Change;
    if (change instanceof Leaf) return change;
    this.grown--;
    return undefined;
  }

  /** A tree of new leaves alone: what is taken out there was not there. */
  #built(low: number, high: number): Tree {
    const leaves: Leaf[] = [];
    for (let i = low; i < high; i++) {
      const change = this.#changes[i];
      if (change instanceof Leaf) leaves.push(change);
    }
    this.grown += leaves.length;
    return treeOf(leaves);
  }

  /** Index of the first change whose key has a 1 at the bit: all keys of the run agree before it, so they ascend in it. */
  #parting(low: number, high: number, bit: number): number {
    let from = low;
    let to = high;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (bitOf(this.#key(middle), bit) === 1) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  #key(at: number): string {
    return keyOf(this.#changes[at] as Change);
  }
}

/** The earlier of two bits; -1 means that there is none. */
function leaves(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}

function joined(bit: number, left: Tree, right: Tree): Tree {
  if (left === undefined) return right;
  return right === undefined ? left : new Inner(bit, left, right);
}

function nearest(root: Node, key: string): Leaf {
  let node = root;
  while (node instanceof Inner) node = bitOf(key, node.bit) ? node.right : node.left;
  if (node instanceof Stub) throw new TypeError("a pruned tree cannot be changed");
  return node;
}
