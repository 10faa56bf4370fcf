/** A ledger figure on its way to a screen: never without what proves it, or the reason why it is withheld. */
import { z } from "zod";

export const Proof = z.strictObject({
  /** State at this height, proved by the header of height + 1. */
  height: z.number().int(),
  /** Header time of the proving header, seconds. */
  time: z.number().int(),
  headerHash: z.string(),
  stateRoot: z.string(),
  signed: z.number().int(),
  of: z.number().int(),
  simulated: z.boolean(),
  /** Address of the node that served it. */
  node: z.string(),
});
export type Proof = z.infer<typeof Proof>;

/** `unprovable`: this node lacks a part of the answer; `overBudget`: no node proves so much in one answer. */
export const Withheld = z.enum([
  "connecting",
  "offline",
  "behind",
  "lied",
  "unprovable",
  "overBudget",
  "trustExpired",
  "locked",
]);
export type Withheld = z.infer<typeof Withheld>;

/** One union, so that "verified" and "refused" cannot both be true. */
export const verified = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("verified"), value, proof: Proof }),
    z.strictObject({ state: z.literal("waiting"), why: Withheld }),
    z.strictObject({ state: z.literal("refused"), why: Withheld, node: z.string() }),
  ]);
export type Verified<T> =
  | { state: "verified"; value: T; proof: Proof }
  | { state: "waiting"; why: Withheld }
  | { state: "refused"; why: Withheld; node: string };
