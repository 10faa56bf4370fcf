/** Calls for flexibility (DESIGN §4). */
import type { Context } from "../context.ts";

/** A slot of a call is final: who stayed below is paid. */
export function reward(_context: Context, _call: string, _slot: number): void {}
