/** Tables of the node's database. `entries` is the state, everything else is the chain's record. */
import type { DatabaseSync } from "node:sqlite";

export const FORMAT = "wattlight-node-1";

const TABLES = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tip (only INTEGER PRIMARY KEY CHECK (only = 1), height INTEGER NOT NULL, time INTEGER NOT NULL, app_hash BLOB NOT NULL) STRICT;
CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE blocks (
  height INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  parts INTEGER NOT NULL,
  parts_hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  "commit" BLOB NOT NULL,
  validators BLOB NOT NULL,
  results BLOB NOT NULL
) STRICT;
CREATE TABLE transactions (hash BLOB PRIMARY KEY, height INTEGER NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX transactions_by_height ON transactions (height);
CREATE TABLE evidence (hash BLOB PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** What entries were before the last blocks: JSON, `[[key, text or null], …]`. Files made before there was this table get it when they are opened. */
export const UNDO_TABLE = `
CREATE TABLE IF NOT EXISTS undo (height INTEGER PRIMARY KEY, entries TEXT NOT NULL) STRICT;
`;

export function createTables(db: DatabaseSync, documents: Readonly<Record<string, string>>): void {
  db.exec(TABLES + UNDO_TABLE);
  const insert = db.prepare("INSERT INTO meta VALUES (?, ?)");
  insert.run("format", FORMAT);
  for (const [name, text] of Object.entries(documents)) insert.run(`document/${name}`, text);
}
