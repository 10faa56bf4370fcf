/**
 * The wallet database's schema, step by step. `user_version` is the number of steps taken; a step is never edited once
 * released, only followed by another. Everything that belongs to a chain carries its chain id, so networks stay apart.
 */
import { PROFILE_SCHEMA } from "../readings/importProfiles.ts";
import { REGISTER_SCHEMA } from "../readings/registerSchema.ts";
import { READINGS_SCHEMA } from "../readings/schema.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const CORE = `
CREATE TABLE network (
  chain TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  joined INTEGER NOT NULL
) STRICT;

-- Verified light blocks only. block: JSON of {commit, validators} as the RPC gives them, parsed again when read.
CREATE TABLE header (
  chain TEXT NOT NULL,
  height INTEGER NOT NULL,
  hash TEXT NOT NULL,
  time INTEGER NOT NULL,
  anchor INTEGER NOT NULL DEFAULT 0,
  block TEXT NOT NULL,
  PRIMARY KEY (chain, height)
) STRICT, WITHOUT ROWID;

-- Last verified answers, kept as witnesses: verified again whenever they are read.
CREATE TABLE answer (
  chain TEXT NOT NULL,
  name TEXT NOT NULL,
  input TEXT NOT NULL,
  height INTEGER NOT NULL,
  node TEXT NOT NULL,
  witness BLOB NOT NULL,
  PRIMARY KEY (chain, name, input)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  chain TEXT NOT NULL,
  sender TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','signed','sent','committed','refused','expired')),
  bytes BLOB NOT NULL,
  valid_until INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  created INTEGER NOT NULL,
  sent INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  height INTEGER,
  refusal TEXT,
  node_says TEXT
) STRICT;
CREATE INDEX outbox_open ON outbox (chain, state);

-- Nonce indexes handed out: never again, unless nothing was signed with them.
CREATE TABLE nonce (
  chain TEXT NOT NULL,
  sender TEXT NOT NULL,
  day INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  PRIMARY KEY (chain, sender, day, idx)
) STRICT, WITHOUT ROWID;

-- What a node sent that did not verify: rule, height, and its bytes up to a bound.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  chain TEXT NOT NULL,
  node TEXT NOT NULL,
  at INTEGER NOT NULL,
  rule TEXT NOT NULL,
  height INTEGER,
  lied INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- Batches that the meter agent committed to: counters as they were committed, so that openings fit the root.
CREATE TABLE meter_batch (
  chain TEXT NOT NULL,
  meter TEXT NOT NULL,
  batch INTEGER NOT NULL,
  counters TEXT NOT NULL,
  commit_id TEXT,
  open_id TEXT,
  PRIMARY KEY (chain, meter, batch)
) STRICT, WITHOUT ROWID;
`;

/** Who gave a header, and whether another node had the same one; evidence that is whole or cut; an attack, which a restart must not forget. */
const WITNESSED = `
-- node: whose word it was stored on; empty in rows from before this step, of which nobody knows.
ALTER TABLE header ADD COLUMN node TEXT NOT NULL DEFAULT '';
ALTER TABLE header ADD COLUMN witnessed INTEGER NOT NULL DEFAULT 0;

-- whole: kept to the last byte, and longer than what nodes merely sent.
ALTER TABLE evidence ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;

-- Two proved histories of one height. Nothing new of the chain is trusted under this network file ("file" names its anchor and nodes).
CREATE TABLE attack (
  chain TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  height INTEGER NOT NULL,
  file TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Anchors that a person confirmed after the trusting period had passed; the last word counts. */
const CONFIRMED_ANCHORS = `
CREATE TABLE confirmed_anchor (
  chain TEXT NOT NULL,
  height INTEGER NOT NULL,
  hash TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('checkpoint','fingerprint')),
  at INTEGER NOT NULL,
  PRIMARY KEY (chain, height)
) STRICT, WITHOUT ROWID;
`;

/** Proof files that the reader saved, by name alone; and path entries that such files proved, from a party's first on. */
const SAVED_PROOFS = `
CREATE TABLE saved_proof (
  chain TEXT NOT NULL,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  about TEXT NOT NULL,
  height INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_proof_newest ON saved_proof (chain, at);

CREATE TABLE path_entry (
  chain TEXT NOT NULL,
  party TEXT NOT NULL,
  n INTEGER NOT NULL,
  height INTEGER NOT NULL,
  place INTEGER NOT NULL,
  tx TEXT NOT NULL,
  code INTEGER NOT NULL,
  PRIMARY KEY (chain, party, n)
) STRICT, WITHOUT ROWID;
`;

/**
 * An entry can be withdrawn as long as its bytes have not left this computer ("offered": ms, when they first may have; of older rows
 * nobody knows, so they have). "takers": nodes that took it at the last try; one alone makes nothing "sent". A draft is an intent that
 * nobody signed.
 */
const OUTBOX_WAYS = `
CREATE TABLE outbox_next (
  id TEXT PRIMARY KEY,
  chain TEXT NOT NULL,
  sender TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('signed','sent','committed','refused','expired','withdrawn')),
  bytes BLOB NOT NULL,
  valid_until INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  created INTEGER NOT NULL,
  sent INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  height INTEGER,
  refusal TEXT,
  node_says TEXT,
  offered INTEGER,
  takers INTEGER NOT NULL DEFAULT 0,
  exported INTEGER
) STRICT;
INSERT INTO outbox_next (id, chain, sender, kind, state, bytes, valid_until, nonce, created, sent, tries, height, refusal,
    node_says, offered, takers)
  SELECT id, chain, sender, kind, CASE state WHEN 'sent' THEN 'signed' ELSE state END, bytes, valid_until, nonce, created, sent,
    tries, height, refusal, node_says, coalesce(sent, created), state = 'sent'
  FROM outbox WHERE state <> 'draft' ORDER BY rowid;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (chain, state);
CREATE INDEX outbox_newest ON outbox (chain, created);

CREATE TABLE draft (
  id TEXT NOT NULL,
  chain TEXT NOT NULL,
  account TEXT NOT NULL,
  method TEXT NOT NULL,
  input TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (chain, account, id)
) STRICT, WITHOUT ROWID;
`;

/** Sealed under a key of the vault's (sealed.ts): neither whose nor what. */
const PRIVATE = `
CREATE TABLE private (
  kind TEXT NOT NULL,
  handle TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (kind, handle)
) STRICT, WITHOUT ROWID;
`;

/** SHA-256 of an entry's bytes, so that a disk that changes them is found out; null of what was kept before this step. */
const OUTBOX_CHECK = `
ALTER TABLE outbox ADD COLUMN digest BLOB;
`;

export const MIGRATIONS: readonly Migration[] = [
  { name: "core", sql: CORE },
  { name: "readings", sql: READINGS_SCHEMA.join(";\n") },
  { name: "witnessed", sql: WITNESSED },
  { name: "confirmed anchors", sql: CONFIRMED_ANCHORS },
  { name: "saved proofs", sql: SAVED_PROOFS },
  { name: "outbox ways", sql: OUTBOX_WAYS },
  { name: "private", sql: PRIVATE },
  { name: "registers", sql: REGISTER_SCHEMA.join(";\n") },
  { name: "outbox check", sql: OUTBOX_CHECK },
  { name: "import profiles", sql: PROFILE_SCHEMA.join(";\n") },
];
