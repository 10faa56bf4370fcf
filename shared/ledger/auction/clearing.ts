/** Clearing of the auction at gate closure (DESIGN §4, Auction). */
import type { Context } from "../context.ts";
import type { Carrier } from "../units.ts";

/** The gate of a slot has closed: its orders are cleared. */
export function clear(_context: Context, _carrier: Carrier, _zone: string, _slot: number): void {}

/** What a clearing left behind leaves the state. */
export function unclear(_context: Context, _carrier: Carrier, _zone: string, _slot: number): void {}
