/** What a row of the contract between windows and main process says: who may call it, what it does, and the parsers of both sides. */
import { z } from "zod";

export type Door = "wallet" | "safe" | "both" | "kiosk";
export type Access = "read" | "write" | "sign";

export const method = <D extends Door, A extends Access, I extends z.ZodType, O extends z.ZodType>(
  door: D,
  access: A,
  input: I,
  output: O,
) => ({ door, access, input, output });

/** `signed`: kept in the outbox before the answer. `declined`: the reader said no or closed the window. */
export const Signing = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("signed"), id: z.string() }),
  z.strictObject({ outcome: z.literal("declined") }),
]);
