/** Disputes, rulings and appeals (DESIGN §4). MINIMAL: the room of ends replaces this file; decisions call it by these names. */
import type { Ruling } from "../bodies/decisions.ts";
import type { Context } from "../context.ts";
import { holds, type Verdict } from "../rules.ts";

/** Nobody appealed in time. */
export function closeRuling(_context: Context, _dispute: string): void {}

export function* ruleRules(_context: Context, _dispute: string, _ruling: Ruling): Iterable<Verdict> {
  yield holds("unbuilt", false);
}

export function rule(_context: Context, _dispute: string, _ruling: Ruling, _decision: string, _reason: string): void {}
