/** Errors across the door, as data: what happened, and what can be done. The renderer turns `code` into a sentence. */
import { z } from "zod";

export const Fault = z.strictObject({
  /** Stable name, e.g. "vault.wrongPassphrase", "import.columns", "sign.declined". */
  code: z.string(),
  /** Figures and names for the sentence: line, column, file, limit… */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  next: z.enum(["retry", "correct", "cancelled", "restart", "restore", "none"]),
});
export type Fault = z.infer<typeof Fault>;

export const answer = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: Fault }),
  ]);
export type Answer<T> = { ok: true; value: T } | { ok: false; error: Fault };

/** Thrown inside a layer and turned into an answer at the door. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(code: string, data: Fault["data"] = {}, next: Fault["next"] = "none") {
    super(code);
    this.name = "FaultError";
    this.fault = { code, data, next };
  }
}
