/** A portion of random histories, played by one process: what happened in them, or the history that failed. */
import fc from "fast-check";
import type { Act as ActNumbers } from "../shared/ledger/history.ts";
import { acts, checkHistory } from "../shared/ledger/historyProperty.ts";

/** Most milliseconds that are spent on making a failing history smaller. */
const PATIENCE = 120_000;

export interface Task {
  readonly seed: number;
  readonly histories: number;
  /** Blocks between two looks at the invariants. */
  readonly every: number;
}

export interface Answer {
  /** How many were clean. */
  readonly histories: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The history that failed, how to play it again, and why. */
  readonly fault?: string;
}

interface Failed {
  readonly counterexample: readonly [readonly ActNumbers[]] | null;
  readonly errorInstance: unknown;
}

export function portionOf({ seed, histories, every }: Task): Answer {
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const found = fc.check(
    fc.property(acts, (moves) => checkHistory(moves, count, every)),
    { numRuns: histories, seed, endOnFailure: true },
  );
  if (!found.failed) return { histories: found.numRuns, counts };
  const told = (what: string, { counterexample, errorInstance }: Failed): string =>
    [what, JSON.stringify(counterexample?.[0]), error(errorInstance)].join("\n");
  const fault = told(`seed ${seed}, history ${found.counterexamplePath ?? ""} of its portion`, found);
  // At once: what follows takes a while.
  console.error(fault);
  const smaller = fc.check(
    fc.property(acts, (moves) => checkHistory(moves, () => undefined, every)),
    { seed, path: found.counterexamplePath ?? "", interruptAfterTimeLimit: PATIENCE },
  );
  return { histories: Math.max(0, found.numRuns - 1), counts, fault: told("in short:", smaller) };
}

const error = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
