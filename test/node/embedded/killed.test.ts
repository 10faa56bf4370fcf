/** kill -9 at random moments: the chain resumes, never forks, and nothing that was seen committed is missing. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cancelNothing, cleanUp, temporaryFolder } from "../running.ts";

const RUNS = 14;
const ROOT = join(import.meta.dirname, "..", "..", "..");
let child: ChildProcess | undefined;

afterAll(async () => {
  child?.kill("SIGKILL");
  await cleanUp();
});

interface Running {
  readonly url: string;
  readonly chainId: string;
}

interface Started {
  readonly process: ChildProcess;
  /** What went wrong, when it ended before it was ready. */
  readonly ready: Promise<Running | string>;
  readonly closed: Promise<unknown>;
}

function start(folder: string): Started {
  const process_ = spawn(
    process.execPath,
    [join(ROOT, "node", "demoNode.ts"), "--port", "0", "--folder", folder, "--rate", "3600", "--no-street"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const closed = new Promise((resolve) => process_.once("close", resolve));
  let said = "";
  let complaint = "";
  process_.stderr.on("data", (data: Buffer) => (complaint += String(data)));
  const ready = new Promise<Running | string>((resolve) => {
    process_.stdout.on("data", (data: Buffer) => {
      said += String(data);
      const url = /^address\s+(\S+)$/m.exec(said)?.[1];
      const chainId = /^chain\s+(\S+)/m.exec(said)?.[1];
      if (url !== undefined && chainId !== undefined) resolve({ url, chainId });
    });
    process_.on("close", () => resolve(complaint));
  });
  return { process: process_, ready, closed };
}

/** Undefined when the node was killed while it answered. */
async function get<T>(url: string, path: string): Promise<T | undefined> {
  try {
    return ((await (await fetch(`${url}/${path}`)).json()) as { result?: T }).result;
  } catch {
    return undefined;
  }
}

interface CommitJson {
  signed_header: { header: { app_hash: string }; commit: { block_id: { hash: string } } };
}
const blockHash = async (url: string, height: number) =>
  (await get<CommitJson>(url, `commit?height=${height}`))?.signed_header.commit.block_id.hash;
const latest = async (url: string) =>
  Number(
    (await get<{ sync_info: { latest_block_height: string } }>(url, "status"))?.sync_info.latest_block_height ?? 0,
  );

test(`${RUNS} kills at random moments`, { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const seenBlocks = new Map<number, string>();
  const seenTxs = new Map<string, string>();
  const chains = new Set<string>();
  let nonce = 0;
  let kills = 0;

  for (let run = 0; run < RUNS; run++) {
    const { process: process_, ready, closed } = start(folder);
    child = process_;
    let over = false;
    // Mostly while blocks are written, now and then while it starts.
    const delay = run % 4 === 3 ? 100 + Math.random() * 400 : 600 + Math.random() * 1200;
    const killer = setTimeout(() => {
      over = true;
      kills++;
      process_.kill("SIGKILL");
    }, delay);
    const running = await ready;
    if (typeof running === "string") {
      // Killed before it was ready; it never stops by itself.
      if (!over) throw new Error(running);
      continue;
    }
    chains.add(running.chainId);
    await check(running, () => !over);
    while (!over) await use(running);
    clearTimeout(killer);
    await closed;
  }

  const { process: process_, ready, closed } = start(folder);
  child = process_;
  const running = (await ready) as Running;
  await check(running, () => true);
  expect(await latest(running.url)).toBeGreaterThanOrEqual(Math.max(...seenBlocks.keys()));
  process_.kill("SIGTERM");
  await closed;
  expect(process_.exitCode).toBe(0);
  expect(kills).toBe(RUNS);
  expect(chains.size).toBe(1);
  expect(seenBlocks.size).toBeGreaterThan(10);
  expect(seenTxs.size).toBeGreaterThan(5);

  /** Everything that an earlier run showed is there, unchanged; a kill meanwhile leaves it to the next run. */
  async function check({ url }: Running, alive: () => boolean): Promise<void> {
    for (const [height, hash] of seenBlocks) {
      const found = await blockHash(url, height);
      if (alive() && found !== hash) throw new Error(`block ${height} was ${hash}, now ${found ?? "missing"}`);
    }
    for (const [hash, height] of seenTxs) {
      const found = await get<{ height: string }>(url, `tx?hash=0x${hash}`);
      if (alive() && found?.height !== height)
        throw new Error(`${hash} was in ${height}, now ${found?.height ?? "lost"}`);
    }
  }

  async function use({ url, chainId }: Running): Promise<void> {
    const tx = Buffer.from(cancelNothing(folder, chainId, nonce++)).toString("hex");
    const sent = await get<{ hash: string; height: string }>(url, `broadcast_tx_commit?tx=0x${tx}`);
    if (sent && sent.height !== "0") seenTxs.set(sent.hash, sent.height);
    const height = await latest(url);
    const hash = height > 0 ? await blockHash(url, height) : undefined;
    if (hash !== undefined) seenBlocks.set(height, hash);
  }
});
