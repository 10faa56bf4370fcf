/**
 * `npm run meter-properties [-- --runs N] [--seed S]`: N random lives of a meter (100,000 unless told), each held against "energy shown is the
 * difference of the registers" (test/shared/metering/registers/shownEnergy.ts). Prints what happened in them; exit code 1 with the life
 * that fails, made small.
 */
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import fc from "fast-check";
import { lives } from "../shared/metering/registers/randomMeter.ts";
import { checkLife } from "../shared/metering/registers/shownEnergy.ts";

const values = switchesOrEnd(
  `Random lives of a meter, each held against "energy shown is the difference of the registers".

  --runs N   lives (100000 unless told)
  --seed S   which ones (1 unless told)`,
  { runs: { type: "string" }, seed: { type: "string" } },
);
const MOST = 999_999_999;
const [runs, seed] = orEnd(
  () => [whole("runs", values.runs ?? "100000", 1, MOST), whole("seed", values.seed ?? "1", 1, MOST)] as const,
);
const counts = new Map<string, number>();
const began = performance.now();
const found = fc.check(
  fc.property(lives, (life) => checkLife(life, (what) => void counts.set(what, (counts.get(what) ?? 0) + 1))),
  { numRuns: runs, seed, interruptAfterTimeLimit: 7_200_000 },
);
for (const [what, count] of [...counts].toSorted(([, a], [, b]) => b - a))
  console.log(what.padEnd(16) + String(count).padStart(12));
const seconds = ((performance.now() - began) / 1000).toFixed(0);
if (found.failed) {
  console.error(JSON.stringify(found.counterexample?.[0]));
  console.error(found.errorInstance instanceof Error ? found.errorInstance.stack : found.errorInstance);
}
console.log(`${found.numRuns} of ${runs} lives, seed ${seed}, ${seconds} s: ${found.failed ? "a figure differs from its meter" : "every figure is the difference of its registers"}`); // prettier-ignore
process.exit(found.failed || found.numRuns < runs ? 1 : 0);
