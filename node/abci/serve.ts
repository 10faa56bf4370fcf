/**
 * The ledger for CometBFT: opens the folder, refuses to start without native signatures, and listens. The one entry for a
 * command line; CometBFT's `proxy_app` is the address that comes back.
 */
import { existsSync, lstatSync, mkdirSync, unlinkSync } from "node:fs";
import { connect, type ListenOptions, type Server } from "node:net";
import { join } from "node:path";
import { LedgerApplication } from "../application/ledgerApplication.ts";
import { knownRules } from "../application/knownRules.ts";
import type { RuleBook } from "../application/ruleBook.ts";
import { measured, type Measures } from "../application/measured.ts";
import { nativeSignatures } from "../application/nativeSignatures.ts";
import { QueryThread } from "../application/queries/queryThread.ts";
import { SnapshotFolder } from "../application/snapshots/snapshotFolder.ts";
import { type SnapshotEvent, type SnapshotPlan, SnapshotTaker } from "../application/snapshots/snapshotTaker.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import type { Store } from "../store/store.ts";
import { listenAddress } from "./address.ts";
import { type AbciFault, serveAbci } from "./server.ts";

/** The database's and the snapshots' names in the application's folder. */
export const STATE_FILE = "state.db";
export const SNAPSHOT_FOLDER = "snapshots";

/** At a block a second: a snapshot every hour and a quarter, two of them, so that one stays while a peer restores. */
export const SNAPSHOTS: SnapshotPlan = { every: 5000, keep: 2 };

/** Twice the transactions that CometBFT's mempool holds unless told. */
const REMEMBERED = 10_000;

export interface ServeOptions {
  /** The application's own; made when it is missing. */
  readonly folder: string;
  /** `unix:///path` or `tcp://host:port`; port 0 takes a free one. */
  readonly listen: string;
  readonly log: (entry: LogEntry) => void;
  /** SNAPSHOTS unless told. */
  readonly snapshots?: SnapshotPlan;
  /** Blocks that CometBFT keeps; 0, which it is unless told: all. */
  readonly retainBlocks?: number;
  /** All that this program knows, unless told. */
  readonly rules?: RuleBook;
  /** `thread` for a public node that wallets ask: off the consensus thread, at the memory of a second state; `here` unless told. */
  readonly queries?: "here" | "thread";
  /** After each block that is on disk. */
  readonly onCommit?: (height: number) => void;
}

/** One line of the log, as data. */
export type LogEntry =
  | AbciFault
  | SnapshotEvent
  /** The rules of the next block are not known here: no block after this one is followed. */
  | { readonly kind: "tooOld"; readonly version: number; readonly height: number }
  | { readonly kind: "restored"; readonly height: number }
  | { readonly kind: "snapshotRefused"; readonly height: number; readonly problem: string };

export interface Served {
  /** As CometBFT's `proxy_app` takes it. */
  readonly address: string;
  info(): { readonly height: number; readonly appHash: Uint8Array };
  measures(): Readonly<Measures> & { readonly queriesWaiting: number; readonly queryCacheHits: number };
  /** Everything that was committed is on disk already; a snapshot in the making is given up. */
  close(): Promise<void>;
}

/**
 * Throws a FaultError that names what is wrong: node.noNativeSignatures, node.address, node.damaged, node.inUse, node.disk, node.upgrade; and what
 * `listen` throws for an address that is taken.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const listen = listenAddress(options.listen);
  const signatures = nativeSignatures();
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const file = join(options.folder, STATE_FILE);
  if (!existsSync(file)) createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: 0 });
  const { log, retainBlocks = 0, snapshots: plan = SNAPSHOTS } = options;
  const queries =
    options.queries === "thread" ? new QueryThread((problem) => log({ kind: "query", problem })) : undefined;
  try {
    const folder = new SnapshotFolder(join(options.folder, SNAPSHOT_FOLDER));
    const taker = new SnapshotTaker(folder, plan, log);
    const ledger = new LedgerApplication({
      store,
      rules: options.rules ?? knownRules,
      signatures,
      clock: Date.now,
      remembered: REMEMBERED,
      // Without snapshots of its own a node prunes as it is told: peers restore from others.
      ...(plan.every > 0 && { snapshots: { folder, taker } }),
      retainBlocks,
      onBegin: (height, state) => queries?.begin(height, state),
      onCommit: ({ height, state, changes }) => {
        queries?.committed(height, state, changes);
        options.onCommit?.(height);
      },
      onRestored: (height) => log({ kind: "restored", height }),
      onTooOld: ({ version, height }) => log({ kind: "tooOld", version, height }),
      onSnapshotRefused: (height, problem) => log({ kind: "snapshotRefused", height, problem }),
    });
    const tip = store.tip();
    if (tip) queries?.begin(tip.height, ledger.state, undoOf(store, tip.height));
    const { application, measures } = measured(ledger, () => performance.now());
    await removeStale(listen);
    const { server, close } = await serveAbci({
      application,
      listen,
      onFault: log,
      ...(queries && { query: (request) => queries.answer(request) }),
    });
    return {
      address: addressOf(server, listen),
      info: () => {
        const { lastBlockHeight: height, lastBlockAppHash: appHash } = application.info();
        return { height, appHash };
      },
      measures: () => ({
        ...measures,
        queriesWaiting: queries?.waiting ?? 0,
        queryCacheHits: queries?.cacheHits ?? 0,
      }),
      async close() {
        await close();
        await taker.stop();
        await queries?.close();
        store.close();
      },
    };
  } catch (error) {
    await queries?.close();
    store.close();
    throw error;
  }
}

function* undoOf(store: Store, tip: number): Generator<ReadonlyMap<string, string | undefined>, void, void> {
  let height = tip;
  for (let before = store.before(height); before; before = store.before(--height)) yield before;
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
