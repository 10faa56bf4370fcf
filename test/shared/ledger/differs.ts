/** What differs between two states, found by hash: parts that are the same are not looked into. */
import { Inner, Leaf, type Tree } from "../../../shared/state/tree.ts";

/** Keys whose value is not the same in both trees, or that one of them lacks; both must have been hashed. */
export function differingKeys(a: Tree, b: Tree): readonly string[] {
  if (a?.hash === b?.hash) return [];
  if (a instanceof Inner && b instanceof Inner && a.bit === b.bit)
    return [...differingKeys(a.left, b.left), ...differingKeys(a.right, b.right)];
  const left = new Map(leavesOf(a));
  const keys: string[] = [];
  for (const [key, hash] of leavesOf(b)) {
    if (left.get(key) !== hash) keys.push(key);
    left.delete(key);
  }
  return [...keys, ...left.keys()];
}

function* leavesOf(tree: Tree): Iterable<readonly [key: string, hash: string]> {
  if (tree instanceof Leaf) yield [tree.key, tree.hash];
  else if (tree instanceof Inner) {
    yield* leavesOf(tree.left);
    yield* leavesOf(tree.right);
  }
}
