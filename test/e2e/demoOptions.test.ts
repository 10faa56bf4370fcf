/** What the demo is asked for is looked at before anything is bundled or started. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const demo = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "demo.ts"), ...args], { encoding: "utf8", timeout: 30_000 });

test.each([
  [["--meter", "no-such-file.csv"], /^--meter: there is no file .*no-such-file\.csv$/m],
  [["--meter", import.meta.dirname], /^--meter: .* is not a file$/m],
  [["--network", "no-such-network.json"], /^--network: there is no file .*no-such-network\.json$/m],
  [["--rate", "fast"], /^--rate: a whole number from 1 to 600/m],
])("%j ends at once with code 2 and says why", (args, expected) => {
  const run = demo(...args);
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(expected);
  expect(run.stdout).toBe("");
});
