/**
 * `npm run meter-properties [-- --runs N] [--seed S]`: N random lives of a meter (100,000 unless told), each held against "energy shown is the
 * difference of the registers" (test/shared/metering/registers/shownEnergy.ts). Prints what happened in them; exit code 1 with the life
 * that fails, made small.
 */
import { argumentsOrEnd } from "../../node/command/arguments.ts";
import fc from "fast-check";
import { lives } from "../shared/metering/registers/randomMeter.ts";
import { checkLife } from "../shared/metering/registers/shownEnergy.ts";

const { values } = argumentsOrEnd({ options: { runs: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } } }); // prettier-ignore
const [runs, seed] = [whole("runs", values.runs), whole("seed", values.seed)];
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

function whole(name: string, text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1) return value;
  console.error(`--${name} takes a whole number, at least 1`);
  process.exit(2);
}
