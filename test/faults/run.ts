/**
 * `npm run faults [-- --only NAME --kills N --flood N --seed N]`: what may befall a network of regulators, on real processes, one network for
 * all cases. A line per case; ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { diskFull, flooded, governed, killed, oneStopped, Skipped, twoFrozen, twoStopped, wiped } from "./cases.ts";
import { type FaultNet, openFaultNet } from "./faultNet.ts";
import { drawn } from "./random.ts";

const values = switchesOrEnd(
  `What may befall a network of regulators, on real processes: four validators, a public node and the demo street. A line per case.

  --only NAME   this case alone; once per case
  --kills N     how often something is killed (200 unless told)
  --flood N     transactions of each flood (3000 unless told)
  --seed N      which moments and processes are hit (1 unless told)
  --keep        leaves the network's folder, and says where it is`,
  {
    only: { type: "string", multiple: true },
    kills: { type: "string" },
    flood: { type: "string" },
    seed: { type: "string" },
    keep: { type: "boolean" },
  },
);
const [kills, flood, seed] = orEnd(
  () =>
    [
      whole("kills", values.kills ?? "200", 1, 100_000),
      whole("flood", values.flood ?? "3000", 1, 1_000_000),
      whole("seed", values.seed ?? "1", 0, 4_294_967_295),
    ] as const,
);
const CASES: Readonly<Record<string, (net: FaultNet) => Promise<string>>> = {
  oneStopped,
  twoStopped: (net) => twoStopped(net, 10),
  twoFrozen: (net) => twoFrozen(net, 10),
  governed,
  flooded: (net) => flooded(net, flood),
  wipedPublic: (net) => wiped(net, "public"),
  wipedValidator: (net) => wiped(net, "validator-4"),
  diskFull: (net) => diskFull(net, "public"),
  killed: (net) => killed(net, kills, drawn(seed)),
};
const unknown = values.only?.find((name) => !Object.hasOwn(CASES, name));
if (unknown !== undefined) {
  console.error(`--only: one of ${Object.keys(CASES).join(", ")}, not "${unknown}"`);
  process.exit(2);
}
const chosen = Object.entries(CASES).filter(([name]) => values.only?.includes(name) ?? true);
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
