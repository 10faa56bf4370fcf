/** What the operator of a node tells the others of it; nothing in it is secret. */
import { z } from "zod";
import { Hex32 } from "../../shared/ledger/units.ts";

export const ValidatorCard = z.strictObject({
  format: z.literal("wattlight-node-card-1"),
  name: z.string().min(1).max(60),
  role: z.enum(["validator", "public"]),
  /** Ed25519, 32 bytes in hex. */
  validatorKey: Hex32,
  /** Name among peers, 40 hex digits. */
  nodeId: z.string().regex(/^[0-9a-f]{40}$/),
  /** host:port for peers; empty where it is told by another way. */
  address: z.string().max(200),
});
export type ValidatorCard = z.infer<typeof ValidatorCard>;
