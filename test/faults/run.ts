/**
 * `npm run faults [-- --only NAME --kills N --flood N --seed N]`: what may befall a network of regulators, on real processes, one network for
 * all cases. A line per case; ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideSkewedComet } from "../../build/runtime/skewedComet.ts";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { diskFull, flooded, governed, killed, oneStopped, Skipped, twoFrozen, twoStopped, wiped } from "./cases.ts";
import { cutInHalf } from "./cutInHalf.ts";
import { type FaultNet, openFaultNet } from "./faultNet.ts";
import { drawn } from "./random.ts";
import { secondDoor } from "./secondDoor.ts";
import { upgraded } from "./upgraded.ts";
import { wrongClock } from "./wrongClock.ts";

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
/** On one network with the street on it. */
const ON_STREET: Readonly<Record<string, (net: FaultNet) => Promise<string>>> = {
  oneStopped,
  twoStopped: (net) => twoStopped(net, 10),
  twoFrozen: (net) => twoFrozen(net, 10),
  governed,
  flooded: (net) => flooded(net, flood),
  wipedPublic: (net) => wiped(net, "public"),
  wipedValidator: (net) => wiped(net, "validator-4"),
  diskFull: (net) => diskFull(net, "public"),
  secondDoor,
  killed: (net) => killed(net, kills, drawn(seed)),
};
/** Each on a network of its own, in a folder of its own: it would carry the street away. */
const ALONE: Readonly<Record<string, (folder: string) => Promise<string>>> = {
  wrongClock: (own) => wrongClock(own, "127.0.0.71", skewedProgram()),
  upgraded: (own) => upgraded(own, "127.0.0.71"),
  cutInHalf: (own) => cutInHalf(own, 10),
};
const ALL = [...Object.keys(ON_STREET), ...Object.keys(ALONE)];
/** Only one case needs it, and it may have to be built. */
function skewedProgram(): string {
  const program = provideSkewedComet((line) => console.error(`  ${line}`));
  if (program === undefined) throw new Skipped("CometBFT with a clock to be set wrong cannot be built here");
  return program;
}

const unknown = values.only?.find((name) => !ALL.includes(name));
if (unknown !== undefined) {
  console.error(`--only: one of ${ALL.join(", ")}, not "${unknown}"`);
  process.exit(2);
}
const chosen = ALL.filter((name) => values.only?.includes(name) ?? true);
const folder = mkdtempSync(join(tmpdir(), "wl-faults-"));
process.umask(0o077);
let street: FaultNet | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void Promise.resolve(street?.close()).finally(() => process.exit(1)));
let passed = 0;
let skipped = 0;
try {
  for (const name of chosen) {
    const began = performance.now();
    try {
      const said = await run(name);
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
  await street?.close();
  if (values.keep) console.log(`Kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function run(name: string): Promise<string> {
  const alone = ALONE[name];
  if (!alone) {
    street ??= await openFaultNet(join(folder, "street"), "127.0.0.81", (line) => console.error(`  ${line}`));
    return (await ON_STREET[name]?.(street)) ?? "";
  }
  // Two networks at once would be a load that is not the fault.
  await street?.close();
  street = undefined;
  return await alone(join(folder, name));
}

const failed = chosen.length - passed - skipped;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed === 0 ? 0 : 1);
