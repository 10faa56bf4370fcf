/**
 * `npm run properties [-- --runs N] [--from K] [--seed S] [--every B] [--processes P]`: N random histories of a small market (1,000
 * unless told), shared out over P processes (as many as processors unless told), each held against the ledger's invariants after every
 * B blocks (8 unless told) and after its last. Prints what happened in them, kind by kind; exit code 1 with the failing history when an
 * invariant breaks. Histories are numbered, whichever process plays them: `--from K` leaves out the first K of a seed.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { type Answer, portionOf, type Task } from "./portion.ts";
import { Table } from "./table.ts";

/** Histories that a process plays between two answers, one seed for all of them. */
const PORTION = 50;
/** Histories between two lines of progress. */
const PROGRESS = 1000;

const values = switchesOrEnd(
  `Random histories of a small market, each held against the ledger's invariants.

  --runs N        histories (1000 unless told)
  --from K        leaves out the first K of a seed
  --seed S        which ones (1 unless told)
  --every B       blocks between two looks (8 unless told)
  --processes P   as many as processors unless told`,
  {
    runs: { type: "string" },
    from: { type: "string" },
    seed: { type: "string" },
    every: { type: "string" },
    processes: { type: "string" },
    worker: { type: "boolean" },
  },
);
const MOST = 1_000_000_000;
const [runs, from, seed, every, processes] = orEnd(
  () =>
    [
      whole("runs", values.runs ?? "1000", 1, MOST),
      whole("from", values.from ?? "0", 0, MOST),
      whole("seed", values.seed ?? "1", 0, Number.MAX_SAFE_INTEGER),
      whole("every", values.every ?? "8", 1, MOST),
      whole("processes", values.processes ?? String(availableParallelism()), 1, 1000),
    ] as const,
);
if (from % PORTION !== 0) refuse(`--from takes a multiple of ${PORTION}, the histories of one portion`);
if (values.worker) process.on("message", (task: Task) => process.send?.(portionOf(task)));
else shareOut();

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}

/** Gives each process a portion at a time; the order in which they come back changes nothing. */
function shareOut(): void {
  const began = performance.now();
  const table = new Table();
  let next = from;
  let done = 0;
  let failed = false;
  const running = new Set<ReturnType<typeof fork>>();
  /** First histories of the portions that are being played. */
  const inHand = new Set<number>();
  const cleanUpTo = (): number => Math.min(next, from + runs, ...inHand);

  const finish = (stopped = "its processes ended"): void => {
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    const outcome = failed ? "an invariant broke" : done < runs ? `stopped, ${stopped}` : "every invariant held";
    console.log(table.text());
    console.log(`${done} of ${runs} histories from ${from} on, seed ${seed}, ${minutes} min: ${outcome}`);
    if (done < runs) console.log(`the rest: --seed ${seed} --from ${cleanUpTo()} --runs ${from + runs - cleanUpTo()}`);
    process.exit(outcome === "every invariant held" ? 0 : 1);
  };

  const answered = (answer: Answer): void => {
    done += answer.histories;
    table.add(answer.counts);
    if (answer.fault !== undefined) {
      failed = true;
      console.error(answer.fault);
    }
    if (done % PROGRESS < answer.histories) {
      const seconds = (performance.now() - began) / 1000;
      console.error(
        `${done} of ${runs} histories, ${((seconds * 1000) / done).toFixed(0)} ms each, all before ${cleanUpTo()} clean`,
      );
    }
  };

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      for (const child of running) child.kill();
      finish(signal);
    });
  }
  for (let i = 0; i < Math.min(processes, Math.ceil(runs / PORTION)); i++) {
    const child = fork(import.meta.filename, ["--worker"], { execArgv: ["--max-semi-space-size=32"] });
    running.add(child);
    let first = next;
    const give = (): void => {
      if (failed || next >= from + runs) child.disconnect();
      else {
        const histories = Math.min(PORTION, from + runs - next);
        child.send({ seed: seed + (next / PORTION) * 7919, histories, every } satisfies Task);
        first = next;
        inHand.add(first);
        next += PORTION;
      }
    };
    child.on("message", (answer: Answer) => {
      // A portion with a fault stays to be played again.
      if (answer.fault === undefined) inHand.delete(first);
      answered(answer);
      give();
    });
    child.once("exit", (code) => {
      running.delete(child);
      // A process that ended with work in hand says itself why.
      if (code !== 0) failed = true;
      if (running.size === 0) finish();
    });
    give();
  }
}
