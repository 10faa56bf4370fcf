/** What is final and paid leaves the state after a retention period (DESIGN §5). */
import type { Context } from "../context.ts";
import type { Carrier } from "../units.ts";

/** A contract that is final and paid. */
export function retireContract(_context: Context, _contract: string): void {}

/** Positions, balances and readings of a slot. */
export function pruneSlot(_context: Context, _carrier: Carrier, _slot: number): void {}

/** A statement that is paid. */
export function retireStatement(_context: Context, _a: string, _b: string, _period: number): void {}
