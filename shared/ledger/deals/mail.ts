/** Sealed messages under way (DESIGN §4, Negotiation). */
import type { Context } from "../context.ts";

/** A message has expired. */
export function dropMail(_context: Context, _to: string, _id: string): void {}
