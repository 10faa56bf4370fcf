/** Decisions of the regulators by quorum (DESIGN §4, §8). */
import type { Context } from "../context.ts";

/** No quorum in time. */
export function lapseDecision(_context: Context, _decision: string): void {}

/** A carried decision takes effect after its notice. */
export function takeEffect(_context: Context, _decision: string): void {}
