/** The CometBFT program: the one that is configured, else COMETBFT, the PATH, Go's folder, the cache that `npm run comet` fills; its version must be ours. */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { OperatorComplaint } from "../command/operatorComplaint.ts";

export const COMET_VERSION = "0.38.25";

/** Path or name of the program. Throws a Complaint that names what was found instead, and what to do. */
export function findComet(configured: string, env: Readonly<Record<string, string | undefined>>): string {
  const found: string[] = [];
  for (const program of candidates(configured, env)) {
    const version = versionOf(program);
    if (version === COMET_VERSION) return program;
    if (version !== undefined) found.push(`${program} is ${version}`);
    else if (program === configured) found.push(`${program} cannot be run`);
  }
  const seen = found.length === 0 ? "none was found" : found.join(", ");
  throw new OperatorComplaint(
    `CometBFT ${COMET_VERSION} is needed, and ${seen}. Run "npm run comet", or name the program in comet.program.`,
  );
}

function candidates(configured: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  // Who names a program wants that one and no other.
  if (configured !== "") return [configured];
  const named = env["COMETBFT"];
  if (named) return [named];
  const cache =
    env["WATTLIGHT_CACHE"] ??
    (process.platform === "darwin"
      ? join(homedir(), "Library", "Caches", "wattlight")
      : join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "wattlight"));
  return ["cometbft", join(homedir(), "go", "bin", "cometbft"), join(cache, `cometbft-${COMET_VERSION}`, "cometbft")];
}

/** What it says of itself, without the build's mark; undefined where it cannot be run. */
export function versionOf(program: string): string | undefined {
  const run = spawnSync(program, ["version"], { encoding: "utf8", timeout: 10_000 });
  return run.status === 0 ? run.stdout.trim().split("+")[0] : undefined;
}
