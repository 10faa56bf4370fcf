/** Disputes, rulings and appeals (DESIGN §4). */
import type { Context } from "../context.ts";

/** Nobody appealed in time. */
export function closeRuling(_context: Context, _dispute: string): void {}
