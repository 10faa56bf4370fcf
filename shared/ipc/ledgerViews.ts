/** Connection, trust and outbox, as the rail and the ledger screen show them. */
import { z } from "zod";

const int = z.number().int();
export const LinkState = z.enum(["starting", "online", "behind", "offline", "refused", "trustExpired"]);

export const StatusView = z.strictObject({
  link: LinkState,
  height: int.nullable(),
  /** Header time of the trusted header, seconds; the screen computes its age. */
  time: int.nullable(),
  signed: int,
  of: int,
  simulated: z.boolean(),
  chainId: z.string(),
  nodes: z.array(
    z.strictObject({
      url: z.string(),
      role: z.enum(["primary", "witness", "setAside"]),
      state: z.enum(["ok", "slow", "down", "lied", "otherChain"]),
      height: int.nullable(),
      why: z.string().nullable(),
      /** Last answer that held, seconds (wall clock). */
      answeredAt: int.nullable(),
    }),
  ),
  anchor: z.strictObject({ height: int, hash: z.string() }).nullable(),
  trusted: z.strictObject({ height: int, hash: z.string(), hops: int, stored: int, expires: int }).nullable(),
  refused: z.array(
    z.strictObject({ node: z.string(), at: int, rule: z.string(), height: int.nullable(), evidence: z.string() }),
  ),
  /** The newest height at which another node than the one that gave it had the same block; null while there was none. */
  witnessed: int.nullable(),
  /** Blocks are this far ahead of this computer's clock, ms: it is wrong. Null while they agree. */
  clockAheadMs: int.nullable(),
  /** Two proved histories, from this height on (`at`: seconds, wall clock): nothing new is trusted under this network file. */
  attack: z.strictObject({ height: int, at: int }).nullable(),
  /** A damaged file of the built-in demo network, which does not start for it. */
  demoDamage: z.strictObject({ file: z.string() }).nullable(),
});
export type StatusView = z.infer<typeof StatusView>;

/** What the reader can do with an entry; a draft is signed or discarded. */
export const OutboxAct = z.enum(["sign", "discard", "withdraw", "revoke", "again", "export", "proof"]);
export type OutboxAct = z.infer<typeof OutboxAct>;

/**
 * Committed, refused and expired are proved. `takers` and `nodeRefusal` are only nodes' words and say so; "sent" is what at least two
 * nodes say that they took.
 */
export const OutboxEntry = z.strictObject({
  id: z.string(),
  kind: z.string(),
  state: z.enum(["draft", "signed", "sent", "committed", "refused", "expired", "withdrawn"]),
  /** Header seconds; 0 of a draft. */
  validUntil: int,
  createdAt: int,
  height: int.nullable(),
  refusal: z
    .strictObject({
      rule: z.string(),
      figure: int.nullable(),
      limit: int.nullable(),
      unit: z.string().nullable(),
      slot: int.nullable(),
      fits: int.nullable(),
    })
    .nullable(),
  /**
   * Nodes did not take it when it was offered last: how many of those in use, CheckTx's code, and why, as far as verified state
   * tells. No proof: the entry is offered again until it lapses.
   */
  nodeRefusal: z
    .strictObject({
      why: z.enum(["notRegistered", "numberUsed", "unstated"]),
      code: int,
      nodes: int,
      of: int,
    })
    .nullable(),
  /** Nodes that took it at the last try. */
  takers: int,
  /** Whether its bytes can be out of this computer: offered to a node, or saved to a file. */
  hasLeft: z.boolean(),
  /** It waits until this other entry is on the ledger. */
  waitsFor: z.string().nullable(),
  /** It lapses soon, and nothing has proved yet how it ends. */
  lapsesSoon: z.boolean(),
  acts: z.array(OutboxAct),
  summary: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

export const Lang = z.enum(["zh-CN", "en"]);
export type Lang = z.infer<typeof Lang>;
export const Theme = z.enum(["system", "light", "dark"]);
export type Theme = z.infer<typeof Theme>;
export const Settings = z.strictObject({ lang: Lang, theme: Theme });
export type Settings = z.infer<typeof Settings>;
