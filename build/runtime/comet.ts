/**
 * CometBFT v0.38, for tests against the real engine: the one named by COMETBFT, else on the PATH, else in the cache, else built into it
 * from its Go module. Absent where there is neither the program nor Go with its modules within reach; `node build/runtime/comet.ts` says where it is.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";

export const COMET_VERSION = "0.38.25";
const MODULE = "github.com/cometbft/cometbft/cmd/cometbft";
/** Building takes a minute or two, and as long again to fetch. */
const PATIENCE_MS = 600_000;

/** The program's path (or its name on the PATH); undefined, with a line that says why, where it cannot be had. */
export function provideComet(say: (line: string) => void): string | undefined {
  const built = join(
    cacheFolder(),
    `cometbft-${COMET_VERSION}`,
    process.platform === "win32" ? "cometbft.exe" : "cometbft",
  );
  const candidates = [process.env["COMETBFT"], "cometbft", built].filter((path) => path !== undefined && path !== "");
  for (const path of candidates) if (path !== undefined && versionOf(path) === COMET_VERSION) return path;
  if (spawnSync("go", ["version"]).status !== 0) {
    say(`CometBFT ${COMET_VERSION} is not installed, and Go, which could build it, is not either.`);
    return undefined;
  }
  const folder = join(built, "..");
  mkdirSync(folder, { recursive: true });
  say(`Building CometBFT ${COMET_VERSION} from its Go module, once.`);
  const args = ["install", `${MODULE}@v${COMET_VERSION}`];
  const run = spawnSync("go", args, { env: { ...process.env, GOBIN: folder }, encoding: "utf8", timeout: PATIENCE_MS });
  if (run.status === 0 && existsSync(built) && versionOf(built) === COMET_VERSION) return built;
  say(
    `CometBFT ${COMET_VERSION} could not be built: ${lastLine(run.stderr) ?? run.error?.message ?? "go install failed"}`,
  );
  return undefined;
}

function versionOf(program: string): string | undefined {
  const run = spawnSync(program, ["version"], { encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim().split("+")[0] : undefined;
}

function lastLine(text: string | null): string | undefined {
  return text?.trim().split("\n").at(-1);
}

if (import.meta.main) {
  const path = provideComet(console.error);
  if (path !== undefined) console.log(path);
  process.exitCode = path === undefined ? 1 : 0;
}
