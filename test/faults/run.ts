/**
 * `npm run faults [-- --only NAME --kills N --flood N --seed N]`: what may befall a network of regulators, on real processes, one network for
 * all cases. A line per case; ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argumentsOrEnd } from "../../node/command/arguments.ts";
import { diskFull, flooded, governed, killed, oneStopped, Skipped, twoFrozen, twoStopped, wiped } from "./cases.ts";
import { type FaultNet, openFaultNet } from "./faultNet.ts";
import { drawn } from "./random.ts";

const { values } = argumentsOrEnd({
  options: {
    only: { type: "string" },
    kills: { type: "string", default: "200" },
    flood: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});
const CASES: Readonly<Record<string, (net: FaultNet) => Promise<string>>> = {
  oneStopped,
  twoStopped: (net) => twoStopped(net, 10),
  twoFrozen: (net) => twoFrozen(net, 10),
  governed,
  flooded: (net) => flooded(net, Number(values.flood)),
  wipedPublic: (net) => wiped(net, "public"),
  wipedValidator: (net) => wiped(net, "validator-4"),
  diskFull: (net) => diskFull(net, "public"),
  killed: (net) => killed(net, Number(values.kills), drawn(Number(values.seed))),
};
const { only } = values;
const chosen = Object.entries(CASES).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`--only: one of ${Object.keys(CASES).join(", ")}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "wl-faults-"));
process.umask(0o077);
const net = await openFaultNet(folder, "127.0.0.81", (line) => console.error(`  ${line}`));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void net.close().finally(() => process.exit(1)));
let passed = 0;
let skipped = 0;
try {
  for (const [name, run] of chosen) {
    const began = performance.now();
    try {
      const said = await run(net);
      passed++;
      console.log(`ok     ${name} (${Math.round((performance.now() - began) / 1000)} s): ${said}`);
    } catch (error) {
      if (error instanceof Skipped) {
        skipped++;
        console.log(`skipped ${name}: ${error.message}`);
        continue;
      }
      console.log(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await net.close();
  if (values.keep) console.log(`Kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
const failed = chosen.length - passed - skipped;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed === 0 ? 0 : 1);
