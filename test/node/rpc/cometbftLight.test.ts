/**
 * CometBFT's own light client (`cometbft light`, v0.38) verifies the embedded chain: headers, commits, validators, blocks,
 * results and transaction proofs come through it only when they are genuine. Runs where the program `cometbft` is on the
 * PATH or named by COMETBFT; elsewhere it is skipped.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { COMETBFT, freePort, HAS_COMETBFT } from "../../comet.ts";
import { cancelNothing, cleanUp, startNode, temporaryFolder, untilHeight } from "../running.ts";

let light: ChildProcess | undefined;
afterAll(async () => {
  light?.kill("SIGKILL");
  await cleanUp();
});

test.skipIf(!HAS_COMETBFT)("cometbft light verifies what the node serves", async () => {
  const folder = temporaryFolder();
  const node = await startNode({ folder });
  const { chainId, anchor } = node.network();
  const tx = Buffer.from(cancelNothing(folder, chainId, 0)).toString("hex");
  const sent = (await (await fetch(`${node.url}/broadcast_tx_commit?tx=0x${tx}`)).json()) as {
    result: { hash: string; height: string };
  };
  const { hash, height } = sent.result;
  await untilHeight(node, Number(height) + 6);

  const port = await freePort();
  const from = ["--primary", node.url, "--witnesses", node.url, "--height", "1", "--hash", anchor.hash];
  const to = ["--home-dir", temporaryFolder(), "--laddr", `tcp://127.0.0.1:${port}`];
  light = spawn(COMETBFT, ["light", chainId, ...from, ...to], { stdio: "ignore" });
  const ask = async (path: string): Promise<{ result?: unknown; error?: unknown }> => {
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`);
    return (await answer.json()) as { result?: unknown; error?: unknown };
  };
  await expect
    .poll(async () => (await ask("health").catch(() => ({}))) as object, { timeout: 15_000 })
    .toHaveProperty("result");

  for (const path of [
    `commit?height=${Number(height) + 2}`,
    `header?height=${height}`,
    `block?height=${height}`,
    `block?height=${Number(height) + 4}`,
    `validators?height=${Number(height) + 1}`,
    `block_results?height=${height}`,
    `consensus_params?height=${height}`,
    `tx?hash=0x${hash}&prove=true`,
    "status",
    "genesis",
  ]) {
    const answer = await ask(path);
    expect({ path, error: answer.error }).toEqual({ path, error: undefined });
    expect(answer.result).toBeTypeOf("object");
  }
});
