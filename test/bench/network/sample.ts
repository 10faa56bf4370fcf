/** CometBFT's sample application as a program of its own (`abci-cli kvstore`), of the pinned version: found, or built from its Go module into the cache. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../build/runtime/cache.ts";
import { COMET_VERSION } from "../../../build/runtime/comet.ts";

/** Undefined, with a line that says why, where it cannot be had. */
export function provideSample(say: (line: string) => void): string | undefined {
  const folder = join(cacheFolder(), `cometbft-${COMET_VERSION}`);
  const built = join(folder, "abci-cli");
  if (existsSync(built)) return built;
  mkdirSync(folder, { recursive: true });
  const module = `github.com/cometbft/cometbft/abci/cmd/abci-cli@v${COMET_VERSION}`;
  const run = spawnSync("go", ["install", module], { env: { ...process.env, GOBIN: folder }, encoding: "utf8" });
  if (run.status === 0 && existsSync(built)) return built;
  say(`CometBFT's sample application could not be built: ${run.stderr ?? run.error?.message}`);
  return undefined;
}
