/**
 * What was signed and is not over yet. An entry is on the disk before anybody is told "signed", and marked as having left before its bytes
 * do; "sent" is two nodes' word; committed, refused and expired are proved. Bytes change once at most: when a registration receives its
 * second signature.
 */
import { bytesIn, intIn, intOrNull, textIn, textOrNull } from "../store/columns.ts";
import { equalBytes } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { decodeTransaction } from "../../shared/ledger/identity.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import type { Transaction, TxKind } from "../../shared/ledger/transactions.ts";
import { type NodeRefusal, parseNodeRefusal } from "./nodeRefusal.ts";
import { readRefusal } from "./refusal.ts";
import type { Store } from "../store/store.ts";

export type OutboxState = Exclude<OutboxEntry["state"], "draft">;

export interface OutboxItem {
  readonly id: string;
  readonly kind: TxKind;
  readonly state: OutboxState;
  readonly bytes: Uint8Array;
  readonly tx: Transaction;
  /** Header seconds. */
  readonly validUntil: number;
  /** Wall clock, ms. */
  readonly created: number;
  /** When it was offered last. */
  readonly sent: number | null;
  readonly tries: number;
  readonly height: number | null;
  readonly refusal: Refusal | null;
  /** Nodes did not take it at the last try: their word, which ends nothing. */
  readonly nodeRefusal: NodeRefusal | null;
  /** When its bytes first may have left this computer, ms; null: they have not. */
  readonly offered: number | null;
  /** Nodes that took it at the last try. */
  readonly takers: number;
}

export interface Outbox {
  /** Durable when it returns; keeping the same transaction again changes nothing. Faults: "outbox.bytes", "outbox.idTaken". */
  keep(bytes: Uint8Array, now: number): OutboxItem;
  get(id: string): OutboxItem | undefined;
  /** Signed and sent ones, oldest first. */
  open(): readonly OutboxItem[];
  /** Newest first: what the reader signed, or what the meter's agent did. */
  list(limit: number, whose?: "own" | "meter"): readonly OutboxItem[];
  /** Newest of a kind, whatever its state. */
  newest(kind: TxKind): OutboxItem | undefined;
  /** A second signature was added: same id, other bytes. Durable. */
  completed(id: string, bytes: Uint8Array): void;
  /** Its bytes are about to leave this computer. Durable; false when they must not, because it is over or was withdrawn. */
  leaves(id: string, now: number): boolean;
  /** Nodes that took it, by their own word, and why others did not. */
  tried(id: string, now: number, takers: number, refusal: NodeRefusal | null): void;
  /** Never to be sent: durable; false when its bytes may have left already. */
  withdraw(id: string): boolean;
  /** Entries were written to a file. Durable. */
  exported(ids: readonly string[], now: number): void;
  proved(
    id: string,
    end: { state: "committed" | "refused" | "expired"; height: number | null; refusal: Refusal | null },
  ): void;
}

/** So many nodes must say that they took it before it is called sent: one node's word alone is none. */
export const TAKERS = 2;

const COLUMNS =
  "id, state, bytes, valid_until, created, sent, tries, height, refusal, node_says, offered, takers, digest";
const OPEN = "state IN ('signed','sent')";

export function outboxOf(store: Store, chain: string, log: (line: string) => void = () => undefined): Outbox {
  const { db } = store;
  const insert =
    db.prepare(`INSERT INTO outbox (id, chain, sender, kind, state, bytes, valid_until, nonce, created, digest)
    VALUES (?,?,?,?,'signed',?,?,?,?,?) ON CONFLICT DO NOTHING`);
  const get = db.prepare(`SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND id = ?`);
  const open = db.prepare(`SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND ${OPEN} ORDER BY created, rowid`);
  const listOf = (which: string) =>
    db.prepare(`SELECT ${COLUMNS} FROM outbox WHERE chain = ? ${which} ORDER BY created DESC, rowid DESC LIMIT ?`);
  const lists = {
    all: listOf(""),
    own: listOf("AND kind NOT LIKE 'meter.%'"),
    meter: listOf("AND kind LIKE 'meter.%'"),
  };
  const newest = db.prepare(
    `SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND kind = ? AND state <> 'withdrawn' ORDER BY created DESC, rowid DESC LIMIT 1`,
  );
  const complete = db.prepare(
    "UPDATE outbox SET bytes = ?, digest = ? WHERE chain = ? AND id = ? AND state = 'signed'",
  );
  const leave = db.prepare(
    `UPDATE outbox SET offered = coalesce(offered, ?) WHERE chain = ? AND id = ? AND ${OPEN} AND offered IS NULL`,
  );
  const tried =
    db.prepare(`UPDATE outbox SET state = CASE WHEN ?1 >= ${TAKERS} THEN 'sent' ELSE state END, takers = ?1, sent = ?2,
    tries = tries + 1, node_says = ?3 WHERE chain = ?4 AND id = ?5 AND ${OPEN}`);
  const withdraw = db.prepare(
    "UPDATE outbox SET state = 'withdrawn' WHERE chain = ? AND id = ? AND state = 'signed' AND offered IS NULL",
  );
  const exported = db.prepare(
    `UPDATE outbox SET exported = ?1, offered = coalesce(offered, ?1) WHERE chain = ?2 AND id = ?3 AND ${OPEN}`,
  );
  const prove = db.prepare(
    `UPDATE outbox SET state = ?, height = ?, refusal = ? WHERE chain = ? AND id = ? AND ${OPEN}`,
  );

  const said = new Set<unknown>();
  /** Of the open ones, which are looked through at every block; whoever changes a byte is found out all the same. */
  let decodedOnce = new Map<unknown, { readonly bytes: Uint8Array; readonly tx: Transaction }>();

  const txIn = (row: Record<string, unknown>, bytes: Uint8Array): Transaction | undefined => {
    const known = decodedOnce.get(row["id"]);
    if (known && equalBytes(known.bytes, bytes)) return known.tx;
    const decoded = decodeTransaction(bytes, chain);
    const digest = row["digest"] === null ? undefined : bytesIn(row, "digest");
    const isKept = decoded.ok && decoded.id === row["id"] && (!digest || equalBytes(digest, sha256(bytes)));
    return isKept ? decoded.tx : undefined;
  };

  /** An entry whose bytes are not those that were kept cannot be sent, shown or proved: as good as absent, and said once. */
  const itemOf = (row: Record<string, unknown>): OutboxItem | undefined => {
    const bytes = bytesIn(row, "bytes");
    const tx = txIn(row, bytes);
    if (tx === undefined) {
      if (!said.has(row["id"]))
        log(`an entry of the outbox in ${store.file} is damaged and left out: ${String(row["id"])}`);
      said.add(row["id"]);
      return undefined;
    }
    return {
      id: textIn(row, "id"),
      kind: tx.body.kind,
      state: row["state"] as OutboxState,
      bytes,
      tx,
      validUntil: intIn(row, "valid_until"),
      created: intIn(row, "created"),
      sent: intOrNull(row, "sent"),
      tries: intIn(row, "tries"),
      height: intOrNull(row, "height"),
      refusal: readRefusal(textOrNull(row, "refusal")),
      nodeRefusal: parseNodeRefusal(textOrNull(row, "node_says")),
      offered: intOrNull(row, "offered"),
      takers: intIn(row, "takers"),
    };
  };
  const itemsOf = (rows: readonly Record<string, unknown>[]) => rows.map(itemOf).filter((item) => item !== undefined);
  const maybe = (row: Record<string, unknown> | undefined) => (row === undefined ? undefined : itemOf(row));

  return {
    keep(bytes, now) {
      const decoded = decodeTransaction(bytes, chain);
      if (!decoded.ok) throw new FaultError("outbox.bytes", { problem: decoded.fault }, "correct");
      const { body } = decoded.tx;
      store.durable(() => {
        insert.run(decoded.id, chain, body.sender, body.kind, bytes, body.validUntil, body.nonce, now, sha256(bytes));
      });
      const kept = maybe(get.get(chain, decoded.id));
      if (kept === undefined) throw new FaultError("outbox.idTaken", { id: decoded.id });
      return kept;
    },
    get: (id) => maybe(get.get(chain, id)),
    open() {
      const items = itemsOf(open.all(chain));
      decodedOnce = new Map(items.map(({ id, bytes, tx }) => [id, { bytes, tx }]));
      return items;
    },
    list: (limit, whose) => itemsOf(lists[whose ?? "all"].all(chain, limit)),
    newest: (kind) => maybe(newest.get(chain, kind)),
    completed: (id, bytes) => void store.durable(() => complete.run(bytes, sha256(bytes), chain, id)),
    leaves(id, now) {
      const item = maybe(get.get(chain, id));
      if (item === undefined || (item.state !== "signed" && item.state !== "sent")) return false;
      return item.offered !== null || store.durable(() => leave.run(now, chain, id).changes === 1);
    },
    tried: (id, now, takers, refusal) => void tried.run(takers, now, refusal && JSON.stringify(refusal), chain, id),
    withdraw: (id) => store.durable(() => withdraw.run(chain, id).changes === 1),
    exported(ids, now) {
      store.durable(() => {
        for (const id of ids) exported.run(now, chain, id);
      });
    },
    proved: (id, { state, height, refusal }) =>
      void store.durable(() => prove.run(state, height, refusal && JSON.stringify(refusal), chain, id)),
  };
}

/** Whether a registration still lacks the supplier's signature. */
export function lacksCosignature(tx: Transaction): boolean {
  return tx.body.kind === "party.register" && tx.signatures.length < 2;
}
