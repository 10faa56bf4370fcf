/**
 * One validator's application as a process of its own, fed over ABCI's socket in place of CometBFT: what each call costs its processor,
 * with protobuf, frames, garbage collection and the disk, and nothing else.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Request, Response } from "cosmjs-types/tendermint/abci/types";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { cpuOf } from "../processes.ts";
import { askedApplication, type Asker } from "./asked.ts";
import { tradersOf } from "./traders.ts";

const BLOCK = 1000;
/** The first blocks warm up; genesis is written with the first. */
const WARMING = 2;

/** Seconds. */
const AHEAD = 600;

export const CALLS = ["check", "recheck", "prepare", "process", "finalize", "commit"] as const;
/** Microseconds of CPU per transaction. */
export type Fed = Readonly<Record<(typeof CALLS)[number], number>> & {
  /** A validator among four: it prepares every fourth block. */
  readonly all: number;
};

/** `count`: transactions, a multiple of a thousand. */
export async function fed(folder: string, count: number): Promise<Fed> {
  const home = join(folder, "fed");
  mkdirSync(home, { recursive: true });
  const asked = await askedApplication(home);
  try {
    return await feed(asked.asker, asked.pid, count);
  } finally {
    await asked.stop();
    rmSync(home, { recursive: true });
  }
}

async function feed(asker: Asker, pid: number, count: number): Promise<Fed> {
  const now = Math.floor(Date.now() / 1000);
  const traders = tradersOf("fed", now, 200);
  const txs = Array.from({ length: count }, (_, n) => traders.offer(n));
  // Ahead of the clock: on a busy machine a proposer would find its blocks' time lagging, and propose nothing.
  const at = (height: number) => ({ seconds: BigInt(now + AHEAD + height), nanos: 0 });
  const appStateBytes = utf8(JSON.stringify(traders.genesis));
  await asker.ask([{ initChain: { chainId: "fed", time: at(0), appStateBytes, initialHeight: 1n, validators: [] } }]);
  const spent = Object.fromEntries(CALLS.map((call) => [call, 0])) as Record<(typeof CALLS)[number], number>;
  for (let height = 1; height <= count / BLOCK; height++) {
    const some = txs.slice((height - 1) * BLOCK, height * BLOCK);
    const block = { height: BigInt(height), time: at(height), txs: some };
    const call = async (name: (typeof CALLS)[number], requests: readonly Partial<Request>[]): Promise<Response[]> => {
      const began = cpuOf(pid);
      const answers = await asker.ask(requests);
      if (height > WARMING) spent[name] += cpuOf(pid) - began;
      return answers;
    };
    const checks = some.map((tx) => ({ checkTx: { tx, type: 0 } }));
    const rechecks = some.map((tx) => ({ checkTx: { tx, type: 1 } }));
    demandValid(await call("check", checks));
    // What the block before left in the mempool is checked again after its commit.
    if (height > 1) {
      await call("commit", [{ commit: {} }]);
      demandValid(await call("recheck", rechecks));
    }
    const [prepared] = await call("prepare", [{ prepareProposal: { ...block, maxTxBytes: 4_000_000n } as never }]);
    if (prepared?.prepareProposal?.txs.length !== BLOCK) throw new Error("a proposal lacks transactions");
    const [processed] = await call("process", [{ processProposal: block as never }]);
    if (processed?.processProposal?.status !== 1) throw new Error("a proposal was rejected");
    const [done] = await call("finalize", [{ finalizeBlock: block as never }]);
    if (done?.finalizeBlock?.txResults.some(({ code }) => code !== 0)) throw new Error("an offer was refused");
  }
  const each = (call: (typeof CALLS)[number]): number => spent[call] / (count - WARMING * BLOCK);
  const parts = Object.fromEntries(CALLS.map((call) => [call, each(call)])) as Record<(typeof CALLS)[number], number>;
  const all = CALLS.reduce((sum, call) => sum + (call === "prepare" ? parts[call] / 4 : parts[call]), 0);
  return { ...parts, all };
}

function demandValid(answers: readonly Response[]): void {
  const bad = answers.find(({ checkTx }) => checkTx && checkTx.code !== 0);
  if (bad) throw new Error(`an offer of the load is not valid: ${bad.checkTx?.log}`);
}
