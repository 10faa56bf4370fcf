/**
 * The ledger replayed from a node's blocks, for those who need the whole state at hand and run no node: the demo street. Every block is
 * executed here, and the next header must carry the root that came out.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { equalBytes, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { parseTimestamp, toMs } from "../../shared/light/timestamp.ts";
import { LedgerApplication } from "../application/ledgerApplication.ts";
import { ledgerRules } from "../application/ledgerRules.ts";
import { nativeSignatures } from "../application/nativeSignatures.ts";
import type { GenesisDocument } from "../embedded/genesisDocument.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import { type Block, blockAt, statusOf } from "../client/questions.ts";

export interface FollowerOptions {
  /** Keeps the replayed state here. */
  readonly folder: string;
  readonly genesis: GenesisDocument;
  /** RPC of the node that is followed. */
  readonly url: string;
  readonly log: (line: string) => void;
}

/** Between two looks for the next block, ms. */
const LOOK = 100;

export class Follower {
  readonly app: LedgerApplication;
  readonly #options: FollowerOptions;
  readonly #store: SqliteStore;
  readonly #listeners = new Set<(height: number, headerMs: number) => void>();
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const file = join(options.folder, "followed.db");
    if (!existsSync(file)) createStore(file, {});
    this.#store = new SqliteStore(file, { keepBlocks: 0 });
    this.app = new LedgerApplication({
      store: this.#store,
      rules: ledgerRules,
      signatures: nativeSignatures(),
      clock: Date.now,
    });
    if (this.app.info().lastBlockHeight === 0)
      this.app.initChain({
        chainId: options.genesis.chain_id,
        time: milliseconds(options.genesis.genesis_time),
        appState: utf8(JSON.stringify(options.genesis.app_state)),
        initialHeight: 1,
      });
  }

  get height(): number {
    return this.app.info().lastBlockHeight;
  }

  onBlock(listener: (height: number, headerMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Follows until `stop`. A block that is not there yet, or a node that is away, is asked for again. */
  start(): void {
    this.#running = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    this.#store.close();
  }

  async #follow(): Promise<void> {
    let newest = 0;
    while (!this.#stopped) {
      const next = this.height + 1;
      try {
        // While catching up there is no need to look what the newest one is.
        if (next > newest) newest = (await statusOf(this.#options.url)).sync_info.latest_block_height;
        if (next <= newest) {
          const block = await blockAt(this.#options.url, next);
          this.#take(block);
          // Whoever acts on blocks acts on the newest: what an old one asked for has been done or is over.
          if (next === newest) this.#tell(block);
          continue;
        }
      } catch (error) {
        if (error instanceof Diverged) {
          this.#options.log(error.message);
          return;
        }
      }
      await pause(LOOK);
    }
  }

  #take({ block: { header, data } }: Block): void {
    const last = this.app.info();
    if (last.lastBlockHeight > 0 && !equalBytes(last.lastBlockAppHash, header.app_hash))
      throw new Diverged(
        `block ${header.height} says that the state before it has root ${toHex(header.app_hash)}; replayed here it is ${toHex(last.lastBlockAppHash)}`,
      );
    this.app.finalizeBlock({ height: header.height, time: milliseconds(header.time), txs: data.txs });
    this.app.commit();
  }

  #tell({ block: { header } }: Block): void {
    for (const listener of this.#listeners) {
      try {
        listener(header.height, milliseconds(header.time));
      } catch (error) {
        this.#options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }
}

class Diverged extends Error {}

/** RFC 3339 to header milliseconds. */
function milliseconds(text: string): number {
  const time = parseTimestamp(text);
  if (!time) throw new RangeError(`${text} is no time`);
  return toMs(time);
}
