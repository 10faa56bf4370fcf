/** The network file: all that a wallet needs to join a chain. Cards give names to parties: people's words, not the ledger's. */
import { z } from "zod";
import { ChainId, lineOfText, PartyId, PublicKey, Signature } from "../ledger/units.ts";

/** Read by people beside what they sign: one line that shows all it holds, and has a canonical form. */
const wholeLine = (most: number) => lineOfText(most).refine((text) => text.isWellFormed(), "half a character");
const NameText = wholeLine(60).refine((text) => text.trim() !== "", "nothing to read");
const Name = z.strictObject({ en: NameText, zh: NameText });

export const Anchor = z.strictObject({
  height: z.number().int().min(1),
  /** Header hash, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Anchor = z.infer<typeof Anchor>;

export const Card = z.strictObject({
  party: PartyId,
  name: Name,
});
export type Card = z.infer<typeof Card>;

const NodeUrl = wholeLine(200)
  // What URL parsers leave out without a word: the address shown would not be the one that is called.
  .refine((url) => !/\s/.test(url), "white space in an address")
  .pipe(z.url({ protocol: /^https?$/ }))
  .refine((url) => !/^https?:\/\/[^/?#]*@/.test(url), "no user's name in an address");
const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const Members = z.strictObject({
  format: z.literal("wattlight-network-1"),
  chainId: ChainId,
  name: Name,
  /** True where figures are simulated: their seals say so. */
  simulated: z.boolean(),
  anchor: Anchor,
  /** RPC of public nodes, http or https, without a user's name. */
  nodes: z.array(NodeUrl).min(1).max(16).refine(distinct, "a node twice"),
  /** TLS keys of nodes: SHA-256 of the SubjectPublicKeyInfo, hex. A node that is named here is talked to with one of them alone. */
  pins: z
    .array(
      z.strictObject({
        node: NodeUrl.refine((url) => url.startsWith("https:"), "a pin without TLS"),
        keys: z
          .array(z.string().regex(/^[0-9a-f]{64}$/))
          .min(1)
          .max(4)
          .refine(distinct, "a key twice"),
      }),
    )
    .min(1)
    .max(16)
    .refine((pins) => distinct(pins.map(({ node }) => node)), "a node twice")
    .optional(),
  regulators: z.array(PublicKey).min(1).max(100).refine(distinct, "a key twice"),
  /** Header seconds. */
  trustingPeriod: z.number().int().min(60).max(31_536_000),
  cards: z
    .array(Card)
    .max(1000)
    .refine((cards) => distinct(cards.map(({ party }) => party)), "two names of one party"),
  /** Of what is signed: a file with a higher one takes the place of those before it. */
  serial: z.number().int().min(1).max(1_000_000).optional(),
  /** In the order of their keys, none twice; over everything else (`networkSignatures.ts`). Absent: nobody has signed. */
  signatures: z
    .array(z.strictObject({ key: PublicKey, signature: Signature }))
    .min(1)
    .max(100)
    .refine((list) => list.every(({ key }, i) => i === 0 || (list[i - 1]?.key ?? "") < key), "keys out of order")
    .optional(),
});
/** Signatures of a file without a number would hold for ever. */
export const NetworkFile = Members.refine(
  ({ serial, signatures }) => signatures === undefined || serial !== undefined,
  { path: ["serial"], error: "signed without a number" },
).refine(({ nodes, pins = [] }) => pins.every(({ node }) => nodes.includes(node)), {
  path: ["pins"],
  error: "a pin of no node of this file",
});
export type NetworkFile = z.infer<typeof NetworkFile>;
