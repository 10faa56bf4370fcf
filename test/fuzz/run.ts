/**
 * `npm run fuzz [-- --runs N] [--seed S]`: N inputs through the codec (10,000,000 unless told), shared out over the processors. Prints
 * how many were refused by which fault, and ends with exit code 1 and the input in hex when a promise is broken.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { CHAIN } from "../shared/ledger/market.ts";
import { nextInput, tryCodec } from "./codec.ts";
import { genuineTransactions } from "./genuine.ts";
import { Random } from "./mutate.ts";

interface Share {
  readonly runs: number;
  readonly seed: number;
}
type Counts = Readonly<Record<string, number>>;

function fuzz({ runs, seed }: Share): Counts {
  const genuine = genuineTransactions();
  const random = new Random(seed);
  const counts: Record<string, number> = {};
  for (let i = 0; i < runs; i++) {
    const input = nextInput(genuine, random);
    try {
      const { fault } = tryCodec(input, CHAIN);
      counts[fault] = (counts[fault] ?? 0) + 1;
    } catch (error) {
      throw new Error(`input ${Buffer.from(input).toString("hex")}`, { cause: error });
    }
  }
  return counts;
}

async function shared(runs: number, seed: number): Promise<Counts> {
  const workers = availableParallelism();
  const counts: Record<string, number> = {};
  await Promise.all(
    Array.from({ length: workers }, (_, i) => {
      const share = { runs: Math.floor(runs / workers) + (i < runs % workers ? 1 : 0), seed: seed + i };
      return new Promise<void>((done, fail) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: share });
        worker.once("message", (part: Counts) => {
          for (const [fault, count] of Object.entries(part)) counts[fault] = (counts[fault] ?? 0) + count;
          done();
        });
        worker.once("error", fail);
      });
    }),
  );
  return counts;
}

if (isMainThread) {
  const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
  const [runs, seed] = [Number(values.runs ?? 10_000_000), Number(values.seed ?? 1)];
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
    console.error("--runs and --seed take whole numbers, runs at least 1");
    process.exit(2);
  }
  const began = performance.now();
  try {
    const counts = await shared(runs, seed);
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    for (const [fault, count] of Object.entries(counts).toSorted(([, a], [, b]) => b - a))
      console.log(`${fault === "ok" ? "accepted" : `refused: ${fault}`}`.padEnd(24), String(count).padStart(12));
    console.log(
      `${all} inputs, seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0)} s: nothing non-canonical accepted`,
    );
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
} else {
  parentPort?.postMessage(fuzz(workerData as Share));
}
