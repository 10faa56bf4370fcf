/** The ledger of a home behind its socket: store opened or made, application restored, CometBFT's connections answered. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { serveAbci } from "../abci/server.ts";
import { LedgerApplication } from "../application/ledgerApplication.ts";
import type { NodeConfig } from "../config/nodeConfig.ts";
import { ledgerRules } from "../embedded/demo.ts";
import type { Home, Listening } from "../home/home.ts";
import type { Log } from "../log/jsonLines.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import { KEEP_BLOCKS } from "../store/store.ts";

export interface RunningLedger {
  height(): number;
  close(): Promise<void>;
}

export async function openLedger(
  home: Home,
  _config: NodeConfig,
  listening: Listening,
  log: Log,
): Promise<RunningLedger> {
  mkdirSync(home.ledger, { recursive: true, mode: 0o700 });
  const file = join(home.ledger, "ledger.db");
  if (!existsSync(file)) createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: KEEP_BLOCKS });
  try {
    const application = new LedgerApplication({
      store,
      rules: ledgerRules,
      signatures: nobleSignatures,
      clock: Date.now,
    });
    // Left behind by a node that was killed; the store's lock has shown that it is gone.
    if (listening.kind === "unix") rmSync(listening.path, { force: true });
    const server = await serveAbci({
      application,
      listen: listening.kind === "unix" ? { path: listening.path } : { host: listening.host, port: listening.port },
      onFault: (fault) => log.error("a call of CometBFT failed", { ...fault }),
    });
    const height = () => application.info().lastBlockHeight;
    let last = 0;
    return {
      height: () => last || height(),
      async close() {
        await server.close();
        last = height();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
