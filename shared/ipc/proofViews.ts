/** Proof files as windows speak of them: what is to be proved, and what a file turned out to prove. */
import { z } from "zod";

const id = z.string().regex(/^[0-9a-f]{64}$/);

/** What a proof file is to be about: a contract; a statement with its lines, by the other party; the account's whole path. */
export const ProofSubject = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("contract"), id }),
  z.strictObject({ what: z.literal("statement"), other: z.string().max(64), period: z.number().int().min(0) }),
  z.strictObject({ what: z.literal("path") }),
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
