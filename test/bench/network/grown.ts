/**
 * One node's application by itself: CPU per transaction from CheckTx to Commit, and what many accounts cost: memory, disk, the start,
 * and a snapshot's way to another node.
 */
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { RULES_VERSION } from "../../../shared/ledger/genesis.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { nativeSignatures } from "../../../node/application/nativeSignatures.ts";
import { Restorer } from "../../../node/application/snapshots/restorer.ts";
import type { Snapshot } from "../../../node/application/snapshots/snapshot.ts";
import { SnapshotFolder } from "../../../node/application/snapshots/snapshotFolder.ts";
import { entriesOf, SnapshotTaker } from "../../../node/application/snapshots/snapshotTaker.ts";
import { storedState } from "../../../node/application/storedState.ts";
import { createStore, SqliteStore } from "../../../node/store/sqliteStore.ts";
import { STATE_FILE } from "../../../node/abci/serve.ts";
import { GENESIS_TIME } from "../../shared/ledger/market.ts";
import { BigMarket } from "../ledger/bigMarket.ts";
import { memoryOf } from "../processes.ts";
import { askedApplication } from "./asked.ts";
import { tradersOf } from "./traders.ts";

/** µs of CPU that a transaction costs one validator, all calls together, and its signature's verification alone. */
export function applicationCost(
  folder: string,
  count: number,
): { readonly all: number; readonly signature: number; readonly disk: number } {
  const now = Math.floor(Date.now() / 1000);
  const traders = tradersOf("bench", now, 200);
  const txs = Array.from({ length: count }, (_, n) => traders.offer(n));
  const file = join(folder, "cost.db");
  createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: 0 });
  const native = nativeSignatures();
  let signature = 0;
  const signatures = {
    verify: (...given: Parameters<typeof native.verify>) => {
      const began = process.cpuUsage();
      const verified = native.verify(...given);
      signature += spent(began);
      return verified;
    },
  };
  const app = new LedgerApplication({
    store,
    rules: ledgerRules,
    signatures,
    clock: () => now * 1000,
    remembered: count,
  });
  const appState = utf8(JSON.stringify(traders.genesis));
  app.initChain({ chainId: "bench", time: now * 1000, appState, initialHeight: 1 });
  const size = 1000;
  const turn = (height: number, some: readonly Uint8Array[]): void => {
    for (const tx of some) if (app.checkTx(tx).code !== 0) throw new Error("an offer of the load is not valid");
    const time = (now + height) * 1000;
    const chosen = app.prepareProposal({ height, time, txs: some, maxTxBytes: 4_000_000 });
    if (!app.processProposal({ height, time, txs: chosen })) throw new Error("its own proposal is not valid");
    app.finalizeBlock({ height, time, txs: chosen });
    app.commit();
  };
  // The first two blocks warm up; genesis is written with the first.
  for (let at = 0; at < 2 * size; at += size) turn(at / size + 1, txs.slice(at, at + size));
  const before = statSync(file).size;
  signature = 0;
  const began = process.cpuUsage();
  for (let at = 2 * size; at < count; at += size) turn(at / size + 1, txs.slice(at, at + size));
  const measured = count - 2 * size;
  const all = spent(began) / measured;
  store.close();
  const disk = (statSync(file).size - before) / measured;
  rmSync(file);
  return { all, signature: signature / measured, disk };
}

const spent = (began: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(began);
  return user + system;
};

export interface Grown {
  /** Bytes of keys and values as text. */
  readonly text: number;
  readonly diskBytes: number;
  /** Bytes of the process after its first block. */
  readonly memory: number;
  readonly startMs: number;
  readonly firstBlockMs: number;
  readonly snapshotMs: number;
  readonly restoreMs: number;
}

/** A node that holds so many accounts, started as a process of its own; and its snapshot taken and restored, here. */
export async function grown(folder: string, accounts: number): Promise<Grown> {
  const home = join(folder, `grown-${accounts}`);
  mkdirSync(join(home, "ledger"), { recursive: true });
  const file = join(home, "ledger", STATE_FILE);
  createStore(file, {});
  const text = fill(file, accounts);
  const diskBytes = statSync(file).size;
  const { startMs, firstBlockMs, memory } = await started(home);
  const store = new SqliteStore(file, { keepBlocks: 0 });
  const tip = store.tip();
  if (!tip) throw new Error("the node made no block");
  const state = storedState(store, tip.appHash, [RULES_VERSION]);
  store.close();
  const place = new SnapshotFolder(join(home, "taken"));
  const taker = new SnapshotTaker(place, { every: 1, keep: 1 }, () => {});
  const taking = performance.now();
  taker.committed(1, state);
  await taker.settled();
  const snapshotMs = performance.now() - taking;
  const restoreMs = restored(place, tip.appHash, join(home, "restored.db"));
  rmSync(home, { recursive: true });
  return { text, diskBytes, memory, startMs, firstBlockMs, snapshotMs, restoreMs };
}

/** In a function of its own, so that the market is garbage afterwards. */
function fill(file: string, accounts: number): number {
  const { state } = new BigMarket(accounts, 0);
  const store = new SqliteStore(file, { keepBlocks: 0 });
  store.restore({ height: 1, time: 1, appHash: state.root }, entriesOf(state));
  store.close();
  let text = 0;
  for (const [key, value] of entriesOf(state)) text += key.length + value.length;
  return text;
}

/** From the start of the process until it listens, and until its first new block is on disk, CometBFT's own part left out. */
async function started(home: string): Promise<Pick<Grown, "startMs" | "firstBlockMs" | "memory">> {
  const began = performance.now();
  const asked = await askedApplication(home);
  const { pid, asker } = asked;
  const startMs = performance.now() - began;
  const seconds = BigInt(GENESIS_TIME + 10);
  const [info] = await asker.ask([{ info: {} as never }]);
  const height = (info?.info?.lastBlockHeight ?? 0n) + 1n;
  await asker.ask([{ finalizeBlock: { height, time: { seconds, nanos: 0 }, txs: [] } as never }, { commit: {} }]);
  const firstBlockMs = performance.now() - began;
  const memory = memoryOf(pid).megabytes * 1e6;
  await asked.stop();
  return { startMs, firstBlockMs, memory };
}

function restored(place: SnapshotFolder, appHash: Uint8Array, file: string): number {
  const [snapshot] = place.list() as [Snapshot];
  const began = performance.now();
  const restorer = new Restorer();
  restorer.offer(snapshot, appHash);
  for (let index = 0; index < snapshot.chunks; index++) {
    const answer = restorer.apply(index, place.chunk(snapshot.height, index) ?? new Uint8Array(), "peer");
    if (answer.result !== "accept") throw new Error(`chunk ${index} was not taken: ${answer.result}`);
    if (!answer.restored) continue;
    createStore(file, {});
    const store = new SqliteStore(file, { keepBlocks: 0 });
    store.restore({ height: snapshot.height, time: 1, appHash: nativeSha256(appHash) }, answer.restored.entries);
    store.close();
  }
  return performance.now() - began;
}
