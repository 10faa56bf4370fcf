/** The network file: all that a wallet needs to join a chain. Cards give names to parties: people's words, not the ledger's. */
import { z } from "zod";
import { ChainId, PartyId, PublicKey } from "../ledger/units.ts";

export const Anchor = z.strictObject({
  height: z.number().int().min(1),
  /** Header hash, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Anchor = z.infer<typeof Anchor>;

export const Card = z.strictObject({
  party: PartyId,
  name: z.strictObject({ en: z.string().min(1).max(60), zh: z.string().min(1).max(60) }),
});
export type Card = z.infer<typeof Card>;

const NodeUrl = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .refine((url) => !/^https?:\/\/[^/?#]*@/.test(url), "no user's name in an address");
const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

export const NetworkFile = z.strictObject({
  format: z.literal("wattlight-network-1"),
  chainId: ChainId,
  name: z.strictObject({ en: z.string().min(1).max(60), zh: z.string().min(1).max(60) }),
  /** True where figures are simulated: their seals say so. */
  simulated: z.boolean(),
  anchor: Anchor,
  /** RPC of public nodes, http or https, without a user's name. */
  nodes: z.array(NodeUrl).min(1).max(16).refine(distinct, "a node twice"),
  regulators: z.array(PublicKey).min(1).max(100).refine(distinct, "a key twice"),
  /** Header seconds. */
  trustingPeriod: z.number().int().min(60).max(31_536_000),
  cards: z.array(Card).max(1000),
});
export type NetworkFile = z.infer<typeof NetworkFile>;
