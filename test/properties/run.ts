/**
 * `npm run properties [-- --runs N] [--seed S] [--every K]`: N random histories of a small market (1,000 unless told), shared out over the
 * processors, each held against the ledger's invariants after every K blocks (8 unless told) and after its last. Prints what happened in
 * them; exit code 1 with the smallest failing history when an invariant breaks.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { acts, checkHistory } from "../shared/ledger/historyProperty.ts";

/** Most milliseconds for a portion, the search for a smaller failing history included. */
const PATIENCE = 600_000;
/** Histories between two lines of progress. */
const PORTION = 50;
type Counts = Record<string, number>;

const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    seed: { type: "string" },
    every: { type: "string" },
    share: { type: "boolean" },
  },
});
const runs = Number(values.runs ?? 1000);
const seed = Number(values.seed ?? 1);
const every = Number(values.every ?? 8);
if (![runs, seed, every].every((n) => Number.isSafeInteger(n)) || runs < 1 || every < 1) {
  console.error("--runs, --seed and --every take whole numbers, --runs and --every at least 1");
  process.exit(2);
}
if (values.share) work(runs, seed);
else await shareOut();

/** One process's share: reports what happened after each portion. */
function work(histories: number, first: number): void {
  for (let done = 0, part = 0; done < histories; done += PORTION, part++) {
    const counts: Counts = {};
    const numRuns = Math.min(PORTION, histories - done);
    const result = fc.check(
      fc.property(acts, (moves) => checkHistory(moves, (what) => (counts[what] = (counts[what] ?? 0) + 1), every)),
      { numRuns, seed: first + part * 7919, interruptAfterTimeLimit: PATIENCE, markInterruptAsFailure: false },
    );
    if (result.failed) {
      console.error(`seed ${first + part * 7919}, path ${result.counterexamplePath}`);
      console.error(JSON.stringify(result.counterexample));
      console.error(result.errorInstance);
      process.exit(1);
    }
    process.send?.({ histories: numRuns, counts });
  }
  process.disconnect?.();
}

async function shareOut(): Promise<void> {
  const began = performance.now();
  const workers = Math.min(runs, availableParallelism());
  const all: Counts = {};
  let done = 0;
  const codes = await Promise.all(
    Array.from({ length: workers }, (_, i) => {
      const share = Math.floor(runs / workers) + (i < runs % workers ? 1 : 0);
      const child = fork(import.meta.filename, [
        "--share",
        "--runs",
        String(share),
        "--every",
        String(every),
        "--seed",
        String(seed + i * 1_000_003),
      ]);
      child.on("message", ({ histories, counts }: { histories: number; counts: Counts }) => {
        done += histories;
        for (const [what, count] of Object.entries(counts)) all[what] = (all[what] ?? 0) + count;
        if (done % 5000 < histories) console.error(`${done} of ${runs} histories`);
      });
      return new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
    }),
  );
  for (const [what, count] of Object.entries(all).toSorted(([, a], [, b]) => b - a))
    console.log(what.padEnd(32), String(count).padStart(12));
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const failed = codes.some((code) => code !== 0);
  console.log(
    `${done} of ${runs} histories, seed ${seed}, ${minutes} min: ${failed ? "an invariant broke" : "every invariant held"}`,
  );
  process.exit(failed ? 1 : 0);
}
