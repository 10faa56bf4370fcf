/** Insolvency (DESIGN §4, Money). MINIMAL: the room of ends replaces this file; decisions call it by these names. */
import type { Context } from "../context.ts";
import { holds, type Verdict } from "../rules.ts";

export function* closeOutRules(_context: Context, _party: string): Iterable<Verdict> {
  yield holds("unbuilt", false);
}

export function closeOut(_context: Context, _party: string, _decision: string, _reason: string): void {}
