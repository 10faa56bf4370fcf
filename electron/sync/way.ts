/** How the wallet reaches a network's nodes: chosen on this computer, never by a network file. What is trusted does not depend on it. */
import type { Proxy } from "./tunnel.ts";

export interface Way {
  /** Who is asked, in order; null for the network file's nodes. */
  readonly nodes: readonly string[] | null;
  /** The connection costs by what goes over it: asked less often, and nobody tells of new blocks. */
  readonly metered: boolean;
  /** Nodes that are reached through a proxy; the others are reached straight. */
  readonly proxies: readonly { readonly node: string; readonly proxy: Proxy }[];
}

/** The network file's nodes, straight. */
export const FILE_WAY: Way = { nodes: null, metered: false, proxies: [] };

export function sameWay(a: Way, b: Way): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
