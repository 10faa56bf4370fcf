/**
 * The ledger for CometBFT: opens the folder, refuses to start without native signatures, and listens. The one entry for a
 * command line; CometBFT's `proxy_app` is the address that comes back.
 */
import { existsSync, lstatSync, mkdirSync, unlinkSync } from "node:fs";
import { connect, type ListenOptions, type Server } from "node:net";
import { join } from "node:path";
import { LedgerApplication } from "../application/ledgerApplication.ts";
import { ledgerRules } from "../application/ledgerRules.ts";
import { nativeSignatures } from "../application/nativeSignatures.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import { listenAddress } from "./address.ts";
import { type AbciFault, serveAbci } from "./server.ts";

/** The database's name in the application's folder. */
export const STATE_FILE = "state.db";

export interface ServeOptions {
  /** The application's own; made when it is missing. */
  readonly folder: string;
  /** `unix:///path` or `tcp://host:port`; port 0 takes a free one. */
  readonly listen: string;
  readonly log: (entry: LogEntry) => void;
}

/** One line of the log, as data. */
export type LogEntry = AbciFault;

export interface Served {
  /** As CometBFT's `proxy_app` takes it. */
  readonly address: string;
  info(): { readonly height: number; readonly appHash: Uint8Array };
  /** Everything that was committed is on disk already. */
  close(): Promise<void>;
}

/**
 * Throws a FaultError that names what is wrong: node.noNativeSignatures, node.address, node.damaged, node.inUse, node.disk; and what
 * `listen` throws for an address that is taken.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const listen = listenAddress(options.listen);
  const signatures = nativeSignatures();
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const file = join(options.folder, STATE_FILE);
  if (!existsSync(file)) createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: 0 });
  try {
    const application = new LedgerApplication({ store, rules: ledgerRules, signatures, clock: Date.now });
    await removeStale(listen);
    const { server, close } = await serveAbci({ application, listen, onFault: options.log });
    return {
      address: addressOf(server, listen),
      info: () => {
        const { lastBlockHeight: height, lastBlockAppHash: appHash } = application.info();
        return { height, appHash };
      },
      async close() {
        await close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** A socket that a killed process left: nobody answers on it, and the folder is ours by the lock on its database. */
async function removeStale({ path }: ListenOptions): Promise<void> {
  if (path === undefined || !existsSync(path) || !lstatSync(path).isSocket()) return;
  const answered = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.on("error", () => resolve(false));
    probe.on("connect", () => {
      probe.destroy();
      resolve(true);
    });
  });
  if (!answered) unlinkSync(path);
}

function addressOf(server: Server, listen: ListenOptions): string {
  const bound = server.address();
  if (typeof bound === "string" || bound === null) return `unix://${listen.path ?? bound}`;
  return `tcp://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`;
}
