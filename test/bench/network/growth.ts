/** What a node grows by as the chain goes on: disk and live memory per block, of empty blocks and of full ones. */
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { nativeSignatures } from "../../../node/application/nativeSignatures.ts";
import { KEPT_VERSIONS } from "../../../node/application/versions.ts";
import { createStore, SqliteStore } from "../../../node/store/sqliteStore.ts";
import { tradersOf } from "./traders.ts";

/** So many that nobody's live offers come to their limit. */
const TRADERS = 900;

export interface Growth {
  /** Bytes per block. */
  readonly disk: number;
  readonly memory: number;
}

/** Over `blocks` blocks of `size` offers each, once the older states that a node keeps are there. */
export function growth(folder: string, blocks: number, size: number): Growth {
  const home = join(folder, "growth");
  mkdirSync(home, { recursive: true });
  const file = join(home, "state.db");
  const now = Math.floor(Date.now() / 1000);
  const traders = tradersOf("growth", now, TRADERS);
  createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: 0 });
  const app = new LedgerApplication({ store, rules: ledgerRules, signatures: nativeSignatures(), clock: () => 0 });
  const appState = utf8(JSON.stringify(traders.genesis));
  app.initChain({ chainId: "growth", time: now * 1000, appState, initialHeight: 1 });
  let sent = 0;
  const turn = (height: number): void => {
    const txs = Array.from({ length: size }, () => traders.offer(sent++));
    const { results } = app.finalizeBlock({ height, time: (now + height) * 1000, txs });
    if (results.some(({ code }) => code !== 0)) throw new Error("an offer of a full block was refused");
    app.commit();
  };
  const warm = KEPT_VERSIONS + 1;
  for (let height = 1; height <= warm; height++) turn(height);
  const before = held(file);
  for (let height = warm + 1; height <= warm + blocks; height++) turn(height);
  const after = held(file);
  store.close();
  rmSync(home, { recursive: true });
  return { disk: (after.disk - before.disk) / blocks, memory: (after.memory - before.memory) / blocks };
}

function held(file: string): { readonly disk: number; readonly memory: number } {
  globalThis.gc?.();
  return { disk: statSync(file).size, memory: process.memoryUsage().heapUsed };
}
