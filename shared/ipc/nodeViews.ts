/** The nodes of the network that is joined, as the safe page for them shows them. */
import { z } from "zod";
import { LinkState, StatusView } from "./ledgerViews.ts";

/** A node's address as it is listed. */
export const NodeUrl = z.string().min(1).max(200);

export const NodesState = z.strictObject({
  /** Null while no network is joined. */
  network: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
  /** The built-in demo network: it has its own node on this computer alone. */
  builtIn: z.boolean(),
  link: LinkState.nullable(),
  /** In the order in which they are asked. */
  nodes: z.array(
    z.strictObject({
      url: NodeUrl,
      /** Added by the reader; the others are the network file's. */
      own: z.boolean(),
      /** Null while it has not been spoken to: the wallet is locked, or begins just now. */
      health: StatusView.shape.nodes.element.omit({ url: true }).nullable(),
    }),
  ),
});
export type NodesState = z.infer<typeof NodesState>;
