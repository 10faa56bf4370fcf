/** CometBFT itself for tests: a chain of one validator in a folder of its own, with the sample application inside the process. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "./temporaryFolder.ts";

export const COMETBFT = process.env["COMETBFT"] ?? "cometbft";
const version = spawnSync(COMETBFT, ["version"], { encoding: "utf8" }).stdout?.trim() ?? "";
export const HAS_COMETBFT = version.startsWith("0.38.");
if (!HAS_COMETBFT) console.warn("SKIPPED: no cometbft v0.38 on the PATH or in COMETBFT");

export interface CometChain {
  readonly url: string;
  readonly chainId: string;
  readonly folder: string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Blocks a few times a second. Its own keys lie in `folder`, as CometBFT writes them. */
export async function startComet(): Promise<CometChain> {
  const folder = temporaryFolder();
  const init = spawnSync(COMETBFT, ["init", "--home", folder], { encoding: "utf8" });
  if (init.status !== 0) throw new Error(`cometbft init: ${init.stderr}`);
  const [rpc, p2p] = [await freePort(), await freePort()];
  const file = join(folder, "config", "config.toml");
  const config = readFileSync(file, "utf8")
    .replace(/^timeout_commit = .*$/m, 'timeout_commit = "150ms"')
    .replace(/^timeout_propose = .*$/m, 'timeout_propose = "1s"')
    .replace(/^pprof_laddr = .*$/m, 'pprof_laddr = ""');
  writeFileSync(file, config);
  const args = ["start", "--home", folder, "--proxy_app", "kvstore"];
  const listen = ["--rpc.laddr", `tcp://127.0.0.1:${rpc}`, "--p2p.laddr", `tcp://127.0.0.1:${p2p}`];
  const child: ChildProcess = spawn(COMETBFT, [...args, ...listen], { stdio: "ignore" });
  const { chain_id: chainId } = JSON.parse(readFileSync(join(folder, "config", "genesis.json"), "utf8")) as {
    chain_id: string;
  };
  const url = `http://127.0.0.1:${rpc}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${url}/commit?height=2`).then(
      async (response) => (await response.json()) as { result?: object },
      () => ({}) as { result?: object },
    );
    if (answer.result) return { url, chainId, folder, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error("cometbft made no block");
}
