/** Re-anchoring, as the safe window shows it: what was trusted, and what a person offers instead. */
import { z } from "zod";

const int = z.number().int();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const AnchorState = z.strictObject({
  chainId: z.string(),
  name: z.strictObject({ en: z.string(), zh: z.string() }),
  /** False while trust holds: there is nothing to do then. */
  expired: z.boolean(),
  /** The newest block that was verified; `time`: header seconds. */
  trusted: z.strictObject({ height: int, hash, time: int }).nullable(),
  /** Seconds. */
  trustingPeriod: int,
  /** How many keys the network file names. */
  regulators: int,
});
export type AnchorState = z.infer<typeof AnchorState>;

export const AnchorFingerprint = z.strictObject({ height: int.min(1), hash });
export type AnchorFingerprint = z.infer<typeof AnchorFingerprint>;

export const AnchorRule = z.enum([
  "none",
  "tooMany",
  "file",
  "chain",
  "sequence",
  "before",
  "height",
  "time",
  "stranger",
  "signature",
  "tooFew",
  "future",
  "old",
  "behind",
]);
export const AnchorCheck = z.discriminatedUnion("verdict", [
  z.strictObject({
    verdict: z.literal("candidate"),
    by: z.enum(["checkpoint", "fingerprint"]),
    chainId: z.string(),
    height: int,
    hash,
    /** Header seconds; null where nobody vouches for it before the block itself is there. */
    time: int.nullable(),
    regulators: z.strictObject({ signed: int, of: int, sequence: int }).nullable(),
  }),
  z.strictObject({
    verdict: z.literal("refused"),
    /** Name of the file, without its folder. */
    file: z.string().nullable(),
    rule: AnchorRule,
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type AnchorCheck = z.infer<typeof AnchorCheck>;
