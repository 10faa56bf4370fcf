/** One row of the contract between windows and main process: through which door, with what access, and a parser for each side. */
import type { z } from "zod";

export type Door = "wallet" | "safe" | "both" | "kiosk";
export type Access = "read" | "write" | "sign";

export const method = <D extends Door, A extends Access, I extends z.ZodType, O extends z.ZodType>(
  door: D,
  access: A,
  input: I,
  output: O,
) => ({ door, access, input, output });
