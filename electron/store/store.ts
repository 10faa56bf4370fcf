/**
 * The wallet's database: one SQLite file per wallet, opened by one process at a time. It is checked when opened and migrated
 * step by step; a damaged file is kept under a dated name and never written to.
 */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FaultError } from "../../shared/ipc/fault.ts";
import { backUp } from "./backUp.ts";
import { diskFault, SQLITE, sqliteCode } from "./diskFault.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { schemaProblem } from "./schemaCheck.ts";
import { Statements } from "./statements.ts";

export interface Store {
  readonly db: DatabaseSync;
  readonly file: string;
  /** Schema version before this opening, null if it was current or new. */
  readonly migratedFrom: number | null;
  /**
   * All or nothing. Must not be nested. Faults, also of `durable`: "store.full", "store.unwritable", "store.broken"; nothing was changed.
   */
  atomic<T>(run: () => T): T;
  /** All or nothing, and on the disk (fsync) when it returns. */
  durable<T>(run: () => T): T;
  close(): void;
}

const NAME = "wallet.sqlite";

/**
 * Opens or creates `folder`/wallet.sqlite. Faults: "store.damaged" {file, kept, problem}, "store.newer" {file, version,
 * known}, "store.inUse" {file}, "store.migration" {file, step}, "store.unwritable" {file, problem}, "store.full" {file}.
 */
export function openStore(folder: string, now: Date, migrations: readonly Migration[] = MIGRATIONS): Store {
  const file = join(folder, NAME);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FaultError("store.unwritable", { file, problem: text(error) }, "correct");
  }
  const fresh = !existsSync(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 1000 });
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    db.exec("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    const problem = fresh ? null : findDamage(db, file, migrations);
    if (problem !== null) throw new Damage(problem);
    const migratedFrom = migrate(db, file, fresh, migrations);
    return storeOver(db, file, migratedFrom);
  } catch (error) {
    tryClose(db);
    if (error instanceof FaultError) throw error;
    const code = sqliteCode(error);
    if (code === SQLITE.busy) throw new FaultError("store.inUse", { file }, "retry");
    if (error instanceof Damage || code === SQLITE.corrupt || code === SQLITE.notADatabase) {
      throw new FaultError(
        "store.damaged",
        { file, kept: keepAside(folder, file, now), problem: text(error) },
        "restore",
      );
    }
    throw diskFault(error, file) ?? new FaultError("store.unwritable", { file, problem: text(error) }, "correct");
  }
}

class Damage extends Error {}

function findDamage(db: DatabaseSync, file: string, migrations: readonly Migration[]): string | null {
  const row = db.prepare("PRAGMA integrity_check(1)").get();
  const found = row === undefined ? "no answer" : String(Object.values(row)[0]);
  if (found !== "ok") return found;
  const version = versionOf(db);
  if (version > migrations.length)
    throw new FaultError("store.newer", { file, version, known: migrations.length }, "none");
  return schemaProblem(db, version, migrations);
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);

/** Runs the missing steps, each in one transaction with its version number; a copy of the old file is kept first. */
function migrate(db: DatabaseSync, file: string, fresh: boolean, migrations: readonly Migration[]): number | null {
  const from = versionOf(db);
  if (from === migrations.length) return null;
  if (!fresh && from > 0) backUp(db, file, from);
  for (let step = from; step < migrations.length; step++) {
    const { name, sql } = migrations[step] as Migration;
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${step + 1}`);
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      const disk = diskFault(error, file);
      if (disk?.fault.code === "store.full") throw disk;
      throw new FaultError("store.migration", { file, step: name, problem: text(error) }, "none");
    }
  }
  return from === 0 ? null : from;
}

function storeOver(db: DatabaseSync, file: string, migratedFrom: number | null): Store {
  const statements = new Statements(db);
  const atomic = <T>(run: () => T): T => {
    try {
      return statements.atomic(run);
    } catch (error) {
      throw diskFault(error, file) ?? error;
    }
  };
  return {
    db,
    file,
    migratedFrom,
    atomic,
    durable: (run) => {
      db.exec("PRAGMA synchronous = FULL");
      try {
        return atomic(run);
      } finally {
        db.exec("PRAGMA synchronous = NORMAL");
      }
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** Renames the damaged file and its journal; the new name tells when (UTC). Nothing is overwritten. */
function keepAside(folder: string, file: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
  let kept = join(folder, `wallet.damaged-${stamp}.sqlite`);
  for (let n = 2; existsSync(kept); n++) kept = join(folder, `wallet.damaged-${stamp}-${n}.sqlite`);
  renameSync(file, kept);
  for (const tail of ["-wal", "-shm"]) if (existsSync(file + tail)) renameSync(file + tail, kept + tail);
  return kept;
}

function tryClose(db: DatabaseSync | undefined): void {
  try {
    if (db?.isOpen) db.close();
  } catch {
    // A file that cannot be read cannot always be closed cleanly either; the handle goes with the process.
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
