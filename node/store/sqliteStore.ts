/**
 * The store on disk: one SQLite file (node:sqlite, built into Node and Electron). A second process on the same file is refused,
 * because two producers would fork the chain. A damaged file is named and left as it is.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { blobOf, numberOf, textOf } from "./column.ts";
import { diskFault, damaged } from "./diskFault.ts";
import { createTables, FORMAT, UNDO_TABLE } from "./schema.ts";
import {
  type BlockWrites,
  demandNext,
  demandNoChain,
  earliestKept,
  KEEP_EVIDENCE,
  KEEP_UNDO,
  pruned,
} from "./store.ts";
import type { ChainWrites, Store, StoreOptions, StoredBlock, Tip } from "./store.ts";

/** Makes a store that holds the documents; a name that exists already is refused. Complete under its name, or not there. */
export function createStore(file: string, documents: Readonly<Record<string, string>>): void {
  if (existsSync(file)) throw new Error(`${file} exists already`);
  const draft = `${file}.new`;
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(draft + suffix, { force: true });
  const db = new DatabaseSync(draft);
  db.exec("PRAGMA synchronous = FULL; BEGIN");
  createTables(db, documents);
  db.exec("COMMIT");
  db.close();
  renameSync(draft, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}

export class SqliteStore implements Store {
  readonly place: string;
  readonly #db: DatabaseSync;
  readonly #keep: number;
  readonly #statements = new Map<string, StatementSync>();
  #tip: Tip | undefined;

  /** Throws a FaultError: node.damaged (file, problem), node.inUse (file), node.disk (file, problem). */
  constructor(file: string, options: StoreOptions) {
    this.place = file;
    this.#keep = options.keepBlocks;
    // Opening would create a missing file and so replace a lost chain by an empty one.
    if (!existsSync(file)) throw damaged(file, "the file is missing");
    try {
      this.#db = new DatabaseSync(file);
    } catch (error) {
      throw diskFault(file, error);
    }
    try {
      this.#db.exec("PRAGMA locking_mode = EXCLUSIVE");
      // Before anything writes: a file that is not ours stays as it is.
      const format = this.#meta("format");
      if (format !== FORMAT) throw damaged(file, `format ${format ?? "missing"}, expected ${FORMAT}`);
      // FULL: a wallet has verified headers as soon as they are served, so a power cut must not take a served block back
      // (NORMAL may lose the last commits of the log). One sync per block costs little at blocks 0.2 to 2 s apart.
      this.#db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      this.#db.exec(`BEGIN IMMEDIATE; ${UNDO_TABLE} COMMIT`);
      const tip = this.#get("SELECT height, time, app_hash FROM tip");
      if (tip) this.#tip = { height: numberOf(tip.height), time: numberOf(tip.time), appHash: blobOf(tip.app_hash) };
    } catch (error) {
      this.#db.close();
      throw diskFault(file, error);
    }
  }

  tip(): Tip | undefined {
    return this.#tip;
  }

  *entries(): Iterable<readonly [string, string]> {
    try {
      for (const row of this.#statement("SELECT key, value FROM entries ORDER BY key").iterate())
        yield [textOf(row.key), textOf(row.value)];
    } catch (error) {
      throw diskFault(this.place, error);
    }
  }

  write(block: BlockWrites): void {
    demandNext(this.#tip, block);
    const { height, time, appHash } = block.tip;
    this.#atomically(() => {
      this.#run("DELETE FROM undo WHERE height <= ?", height - KEEP_UNDO);
      if (block.before) this.#run("INSERT INTO undo VALUES (?, ?)", height, undoText(block.before));
      for (const [key, value] of block.changes) {
        if (value === undefined) this.#run("DELETE FROM entries WHERE key = ?", key);
        else
          this.#run(
            "INSERT INTO entries VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key,
            value,
          );
      }
      if (block.chain) this.#writeChain(block.chain);
      this.#run("INSERT OR REPLACE INTO tip VALUES (1, ?, ?, ?)", height, time, appHash);
    });
    this.#tip = block.tip;
  }

  restore(tip: Tip, entries: Iterable<readonly [string, string]>): void {
    demandNoChain(numberOf(this.#get("SELECT count(*) AS blocks FROM blocks")?.blocks));
    this.#atomically(() => {
      this.#run("DELETE FROM entries");
      this.#run("DELETE FROM undo");
      for (const [key, text] of entries) this.#run("INSERT INTO entries VALUES (?, ?)", key, text);
      this.#run("INSERT OR REPLACE INTO tip VALUES (1, ?, ?, ?)", tip.height, tip.time, tip.appHash);
    });
    this.#tip = tip;
  }

  before(height: number): ReadonlyMap<string, string | undefined> | undefined {
    const row = this.#get("SELECT entries FROM undo WHERE height = ?", height);
    return row && undoOf(this.place, textOf(row.entries));
  }

  #atomically(work: () => void): void {
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      work();
      this.#db.exec("COMMIT");
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw diskFault(this.place, error);
    }
  }

  #writeChain(chain: ChainWrites): void {
    const { height, hash, parts, bytes } = chain.block;
    this.#run(
      "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      height,
      hash,
      parts.total,
      parts.hash,
      bytes,
      chain.commit,
      chain.validators,
      chain.results,
    );
    chain.txHashes.forEach((txHash, index) =>
      this.#run("INSERT OR IGNORE INTO transactions VALUES (?, ?, ?)", txHash, height, index),
    );
    const [from, to] = pruned(height, this.#keep);
    if (to < from) return;
    this.#run("DELETE FROM blocks WHERE height BETWEEN ? AND ?", from, to);
    this.#run("DELETE FROM transactions WHERE height BETWEEN ? AND ?", from, to);
  }

  document(name: string): string | undefined {
    return this.#meta(`document/${name}`);
  }

  earliest(): number {
    return earliestKept(this.#tip?.height ?? 0, this.#keep);
  }

  block(height: number): StoredBlock | undefined {
    const row = this.#get("SELECT hash, parts, parts_hash, bytes FROM blocks WHERE height = ?", height);
    if (!row) return undefined;
    const parts = { total: numberOf(row.parts), hash: blobOf(row.parts_hash) };
    return { height, hash: blobOf(row.hash), parts, bytes: blobOf(row.bytes) };
  }

  commit(height: number): Uint8Array | undefined {
    const row = this.#get('SELECT "commit" AS bytes FROM blocks WHERE height = ?', height);
    return row && blobOf(row.bytes);
  }

  validators(height: number): Uint8Array | undefined {
    const row = this.#get("SELECT validators AS bytes FROM blocks WHERE height = ?", height);
    return row && blobOf(row.bytes);
  }

  results(height: number): Uint8Array | undefined {
    const row = this.#get("SELECT results AS bytes FROM blocks WHERE height = ?", height);
    return row && blobOf(row.bytes);
  }

  transaction(hash: Uint8Array): { height: number; index: number } | undefined {
    const row = this.#get("SELECT height, position FROM transactions WHERE hash = ?", hash);
    return row && { height: numberOf(row.height), index: numberOf(row.position) };
  }

  keepEvidence(hash: Uint8Array, json: string): boolean {
    if (this.evidence().length >= KEEP_EVIDENCE) return false;
    return this.#run("INSERT OR IGNORE INTO evidence VALUES (?, ?)", hash, json) > 0;
  }

  evidence(): readonly string[] {
    return this.#statement("SELECT json FROM evidence")
      .all()
      .map((row) => textOf(row.json));
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #meta(name: string): string | undefined {
    const row = this.#get("SELECT value FROM meta WHERE name = ?", name);
    return row && textOf(row.value);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }

  #get(sql: string, ...values: (string | number | Uint8Array)[]) {
    try {
      return this.#statement(sql).get(...values);
    } catch (error) {
      throw diskFault(this.place, error);
    }
  }

  #run(sql: string, ...values: (string | number | Uint8Array)[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }
}

const undoText = (before: ReadonlyMap<string, string | undefined>): string =>
  JSON.stringify([...before].map(([key, text]) => [key, text ?? null]));

const Undo = z.array(z.tuple([z.string(), z.string().nullable()]));

function undoOf(file: string, text: string): ReadonlyMap<string, string | undefined> {
  try {
    return new Map(Undo.parse(JSON.parse(text)).map(([key, value]) => [key, value ?? undefined]));
  } catch {
    throw damaged(file, "what undoes a block cannot be read");
  }
}
