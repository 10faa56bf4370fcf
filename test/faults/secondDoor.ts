/** Two public nodes with a door each: a wallet asks one and has the other as its witness. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { evidenceOf } from "../../electron/store/evidence.ts";
import { headersOf } from "../../electron/store/headers.ts";
import { openStore } from "../../electron/store/store.ts";
import { type Synchronizer, synchronizer } from "../../electron/sync/synchronizer.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { statusOf } from "../../node/client/questions.ts";
import { provedLedger } from "../../node/light/provedLedger.ts";
import type { FaultNet } from "./faultNet.ts";

const PATIENCE_MS = 60_000;

export async function secondDoor(net: FaultNet): Promise<string> {
  const file = await net.network.file();
  const [first, second] = file.nodes;
  if (first === undefined || second === undefined) throw new Error(`only ${file.nodes.length} doors`);
  for (const door of [first, second]) {
    const { network } = (await statusOf(door)).node_info;
    if (network !== file.chainId) throw new Error(`${door} says that it is of ${network}`);
  }
  // A witness may be a block behind at the moment at which it is asked.
  let ledger = await provedLedger(file, { now: Date.now });
  for (let left = 20; left > 0 && !ledger.witnesses.includes(second); left--) {
    await pause(200);
    ledger = await provedLedger(file, { now: Date.now });
  }
  if (!ledger.witnesses.includes(second)) throw new Error(`${second} is no witness: ${JSON.stringify(ledger.doubts)}`);

  const wallet = openWallet(join(net.folder, "wallet"), file);
  try {
    const both = await until(() => {
      const status = wallet.sync.status();
      const roles = new Map(status.nodes.map(({ url, role, state }) => [url, `${role}, ${state}`]));
      const whole = [...roles.values()].toSorted().join("; ") === "primary, ok; witness, ok";
      return whole && status.witnessed !== null ? status : undefined;
    }, PATIENCE_MS);
    const primary = both.nodes.find(({ role }) => role === "primary")?.url;
    return `both doors answer; a wallet at block ${both.height} has ${primary} as primary and the other as witness`;
  } finally {
    await wallet.close();
  }
}

/** The wallet's own light client, on a store of its own. */
function openWallet(folder: string, network: NetworkFile): { readonly sync: Synchronizer; close(): Promise<void> } {
  const store = openStore(folder, new Date());
  const limits = { ms: 5_000, bytes: 2_000_000, depth: 32 };
  const options = { network, builtIn: false, trusted: null, now: Date.now, random: Math.random, limits, pollMs: 500 };
  const quiet = { changed: () => undefined, log: () => undefined };
  const sync = synchronizer(
    { ...options, ...quiet },
    headersOf(store, network.chainId),
    evidenceOf(store, network.chainId),
  );
  sync.start();
  return {
    sync,
    async close() {
      await sync.stop();
      store.close();
    },
  };
}

async function until<T>(look: () => T | undefined, ms: number): Promise<T> {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    const found = look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`the wallet did not come to it within ${ms / 1000} s`);
}
