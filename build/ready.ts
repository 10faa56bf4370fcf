/**
 * `npm run ready`, and `npm test`: everything that must hold before a change lands — format, lint, types, layers, unit, property,
 * conformance, integration, and end to end on the real Electron. Ends with the line `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ROOT } from "./bundle.ts";
import { provideComet } from "./runtime/comet.ts";
import { provideElectron } from "./runtime/electron.ts";
import { provideDisplay } from "./system/display.ts";
import { provideLibraries } from "./system/libraries.ts";

const LAYERS = ["shared", "electron", "renderer", "node", "test", "build"];
const say = (line: string): void => console.log(line);

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

function count(name: string, passed: boolean): void {
  tally[passed ? "passed" : "failed"]++;
  if (!passed) failures.push(name);
  say(`${passed ? "ok    " : "FAILED"} ${name}`);
}

function check(name: string, program: string, args: readonly string[]): void {
  const run = spawnSync(join(ROOT, "node_modules", ".bin", program), args, { cwd: ROOT, encoding: "utf8" });
  count(name, run.status === 0);
  if (run.status !== 0) say(`${run.stdout}${run.stderr}`);
}

/** The audit's one part that needs a server: where it cannot be asked it counts as skipped, never as passed. */
function advisories(): void {
  const run = spawnSync("node", ["build/licences/advisoriesCommand.ts"], { cwd: ROOT, encoding: "utf8" });
  if (run.status === 3) tally.skipped++;
  else count("known vulnerabilities", run.status === 0);
  if (run.status !== 0) say(`${run.stdout}${run.stderr}`.trim());
}

/** Runs one vitest project and adds its counts; a project that ran no test has failed. */
function tests(project: string, env: NodeJS.ProcessEnv, workers = 1): void {
  const report = join(ROOT, "test-results", `${project}.json`);
  rmSync(report, { force: true });
  const run = spawnSync(
    join(ROOT, "node_modules", ".bin", "vitest"),
    [
      "run",
      `--project=${project}`,
      `--maxWorkers=${workers}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { cwd: ROOT, stdio: "inherit", env },
  );
  const result = readReport(report);
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests;
  tally.skipped += result.numPendingTests;
  if (result.numFailedTests > 0) failures.push(`${result.numFailedTests} tests of ${project}`);
  // Files that fail to load, unhandled errors and an empty run have no failed test of their own.
  const complete = result.numPassedTests > 0 && (run.status === 0 || result.numFailedTests > 0);
  if (!complete) count(`tests of ${project} ran to their end`, false);
}

function readReport(path: string): { numPassedTests: number; numFailedTests: number; numPendingTests: number } {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ReturnType<typeof readReport>;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  }
}

mkdirSync(join(ROOT, "test-results"), { recursive: true });
const runtime = await provideElectron(say);
provideLibraries(runtime.executable, { virtualDisplay: !process.env["DISPLAY"] }, say);

check("format", "prettier", ["--check", "--log-level", "warn", "."]);
check("lint", "oxlint", ["--type-aware"]);
check("dependencies and their licences", "node", ["build/licences/command.ts"]);
advisories();
for (const layer of LAYERS) check(`types of ${layer}`, "tsc", ["-p", layer]);
// A process of its own: the bundler sets NODE_ENV to production, and the tests want React's development build.
check("bundle", "node", ["build/bundle.ts"]);
const comet = provideComet(say);
tests("pure", process.env, availableParallelism());
tests("processes", { ...process.env, ...(comet === undefined ? {} : { COMETBFT: comet }) });
const display = await provideDisplay();
// The wallet on a network of CometBFT (test/e2e/network.test.ts, two and a half minutes) runs where COMETBFT is set by whoever asks for it.
tests("window", { ...display.env, WATTLIGHT_ELECTRON: runtime.executable });
display.close();

if (failures.length > 0) say(`\nFailed: ${failures.join("; ")}`);
say(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`);
process.exit(tally.failed > 0 ? 1 : 0);
