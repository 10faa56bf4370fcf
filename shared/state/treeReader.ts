/** A Reader over a tree, whole or pruned, that may tell which nodes its answers rest on. */
import type { Json } from "../codec/canonical.ts";
import type { RangeOptions, Reader } from "./reader.ts";
import type { Leaf, Tree } from "./tree.ts";
import { findLeaf, leavesIn, type Visit } from "./walk.ts";

export function readerOf(tree: Tree, visit?: Visit, value: (leaf: Leaf) => Json = valueOf): Reader {
  return {
    get(key) {
      const leaf = findLeaf(tree, key, visit);
      return leaf === undefined ? undefined : value(leaf);
    },
    range: (from, to, options) => entriesOf(tree, from, to, options, visit, value),
  };
}

export function* entriesOf(
  tree: Tree,
  from: string,
  to: string,
  options?: RangeOptions,
  visit?: Visit,
  value: (leaf: Leaf) => Json = valueOf,
): Generator<readonly [key: string, value: Json], void, void> {
  for (const leaf of leavesIn(tree, from, to, options, visit)) yield [leaf.key, value(leaf)];
}

/** Parsed anew each time, so that nobody's change reaches another reader. */
export function valueOf(leaf: Leaf): Json {
  return JSON.parse(leaf.text as string) as Json;
}
