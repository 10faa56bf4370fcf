/** A refusal as it stands in a transaction's result: parsed, because the bytes came from a node or a file before they were proved. */
import { z } from "zod";
import type { Finding, Refusal } from "./records.ts";

const UNITS = ["W", "Wh", "micro/kWh", "micro", "s", "state", "count"] as const satisfies readonly Finding["unit"][];
const Shape = z.object({
  rule: z.string().max(64),
  figure: z.number().int().optional(),
  limit: z.number().int().optional(),
  unit: z.enum(UNITS).optional(),
  slot: z.number().int().optional(),
  fits: z.number().int().optional(),
});

/** What is no refusal is one by the rule "unknown". */
export function parseRefusal(json: unknown): Refusal {
  const parsed = Shape.safeParse(json);
  return parsed.success ? (parsed.data as Refusal) : { rule: "unknown" };
}
