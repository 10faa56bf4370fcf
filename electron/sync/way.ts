/** How the wallet reaches a network's nodes: chosen on this computer, never by a network file. What is trusted does not depend on it. */

export interface Way {
  /** Who is asked, in order; null for the network file's nodes. */
  readonly nodes: readonly string[] | null;
}

/** The network file's nodes, straight. */
export const FILE_WAY: Way = { nodes: null };

export function sameWay(a: Way, b: Way): boolean {
  return JSON.stringify(a.nodes) === JSON.stringify(b.nodes);
}
