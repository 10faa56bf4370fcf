/**
 * `npm run fuzz [-- --target NAME] [--runs N] [--seed S]`: N inputs through a decoder (10,000,000 unless told), shared out over the
 * processors: `codec` (transactions, unless told), `witness`, `lies` (witnesses changed with care), `light` (a node's headers, commits and
 * validators), `attack` (evidence sent to a node), `checkpoint` (regulators' files), `proof` (proof files, also forged ones) or `carried`
 * (those with transactions, bodies and archived entries). Prints what became of them, and ends with exit code 1 and the input in hex when a promise is broken.
 */
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { Random } from "./mutate.ts";
import { attack } from "./targets/attack.ts";
import { carried } from "./targets/carried.ts";
import { checkpoint } from "./targets/checkpoint.ts";
import { codec } from "./targets/codec.ts";
import { lies } from "./targets/lies.ts";
import { light } from "./targets/light.ts";
import { proof } from "./targets/proof.ts";
import type { Target } from "./targets/target.ts";
import { witness } from "./targets/witness.ts";

export const TARGETS: Readonly<Record<string, () => Target>> = {
  codec,
  witness,
  lies,
  light,
  attack,
  checkpoint,
  proof,
  carried,
};

interface Share {
  readonly target: string;
  readonly runs: number;
  readonly seed: number;
}
type Counts = Readonly<Record<string, number>>;

export async function fuzz({ target, runs, seed }: Share): Promise<Counts> {
  const { next, run } = TARGETS[target]?.() ?? codec();
  const random = new Random(seed);
  const counts: Record<string, number> = {};
  for (let i = 0; i < runs; i++) {
    const input = next(random);
    try {
      const ended = run(input);
      // Most targets answer at once; waiting for those would cost more than they do.
      const outcome = typeof ended === "string" ? ended : await ended;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    } catch (error) {
      throw new Error(`input ${i} of seed ${seed}: ${Buffer.from(input).toString("hex")}`, { cause: error });
    }
  }
  return counts;
}

async function shared({ target, runs, seed }: Share): Promise<Counts> {
  const workers = availableParallelism();
  const counts: Record<string, number> = {};
  await Promise.all(
    Array.from({ length: workers }, (_, i) => {
      const share = { target, runs: Math.floor(runs / workers) + (i < runs % workers ? 1 : 0), seed: seed + i };
      return new Promise<void>((done, fail) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: share });
        worker.once("message", (part: Counts) => {
          for (const [outcome, count] of Object.entries(part)) counts[outcome] = (counts[outcome] ?? 0) + count;
          done();
        });
        worker.once("error", fail);
      });
    }),
  );
  return counts;
}

async function main(): Promise<number> {
  const values = switchesOrEnd(
    `Random and bent inputs through a decoder, shared out over the processors.

  --target NAME   one of ${Object.keys(TARGETS).join(", ")} (codec unless told)
  --runs N        inputs (10000000 unless told)
  --seed S        which ones (1 unless told)`,
    { target: { type: "string" }, runs: { type: "string" }, seed: { type: "string" } },
  );
  const target = values.target ?? "codec";
  const [runs, seed] = [Number(values.runs ?? 10_000_000), Number(values.seed ?? 1)];
  if (!Object.hasOwn(TARGETS, target)) {
    console.error(`--target is one of ${Object.keys(TARGETS).join(", ")}`);
    return 2;
  }
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
    console.error("--runs and --seed take whole numbers, runs at least 1");
    return 2;
  }
  const began = performance.now();
  try {
    const counts = await shared({ target, runs, seed });
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    for (const [outcome, count] of Object.entries(counts).toSorted(([, a], [, b]) => b - a))
      console.log((outcome === "accepted" ? outcome : `refused: ${outcome}`).padEnd(28), String(count).padStart(12));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${target}: ${all} inputs, seed ${seed}, ${seconds} s: nothing accepted that should not be, no crash`);
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

if (import.meta.main) {
  if (isMainThread) process.exitCode = await main();
  else parentPort?.postMessage(await fuzz(workerData as Share));
}
