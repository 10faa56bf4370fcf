/** Proof files as windows speak of them: what is to be proved, and what a file turned out to prove. */
import { z } from "zod";

import { PartyId } from "../ledger/units.ts";

const id = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a proof file is to be about: a contract; a statement with its lines, by the other party, or the lines of one contract in it; a
 * transaction of the outbox with its result; the whole path of the account, or of another party.
 */
export const ProofSubject = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("contract"), id }),
  z.strictObject({ what: z.literal("statement"), other: z.string().max(64), period: z.number().int().min(0) }),
  z.strictObject({ what: z.literal("line"), other: z.string().max(64), period: z.number().int().min(0), contract: id }),
  z.strictObject({ what: z.literal("transaction"), id }),
  z.strictObject({ what: z.literal("path"), party: PartyId.exactOptional() }),
]);
export type ProofSubject = z.infer<typeof ProofSubject>;

const Words = z.strictObject({ title: z.string(), lines: z.array(z.string()), foot: z.array(z.string()) });

/** `consistent`: it does not contradict itself, and nothing is proved by it here. The words say why. */
export const ProofCheck = z.strictObject({
  file: z.string(),
  verdict: z.enum(["proved", "consistent", "refused"]),
  simulated: z.boolean(),
  words: z.strictObject({ en: Words, zh: Words }),
});
export type ProofCheck = z.infer<typeof ProofCheck>;

/** A proof file that was saved earlier: its name without a folder, what it is about, state height, wall clock in ms. */
export const SavedProofView = z.strictObject({
  name: z.string(),
  about: ProofSubject,
  height: z.number().int(),
  at: z.number().int(),
});
