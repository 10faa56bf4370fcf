/**
 * What was signed and is not over yet. An entry is on the disk before anybody is told "signed"; "sent" is a node's word;
 * committed, refused and expired are proved. Bytes change once at most: when a registration receives its second signature.
 */
import { bytesIn, intIn, intOrNull, textIn, textOrNull } from "../store/columns.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { decodeTransaction } from "../../shared/ledger/identity.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import type { Transaction, TxKind } from "../../shared/ledger/transactions.ts";
import { type NodeRefusal, parseNodeRefusal } from "./nodeRefusal.ts";
import { readRefusal } from "./refusal.ts";
import type { Store } from "../store/store.ts";
import { summaryOf } from "./summary.ts";

export type OutboxState = OutboxEntry["state"];

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
  readonly sent: number | null;
  readonly tries: number;
  readonly height: number | null;
  readonly refusal: Refusal | null;
  /** Nodes did not take it at the last try: their word, which ends nothing. */
  readonly nodeRefusal: NodeRefusal | null;
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
  /** `refusal` null: a node took it. */
  tried(id: string, now: number, refusal: NodeRefusal | null): void;
  proved(
    id: string,
    end: { state: "committed" | "refused" | "expired"; height: number | null; refusal: Refusal | null },
  ): void;
  view(item: OutboxItem): OutboxEntry;
}

const COLUMNS = "id, state, bytes, valid_until, created, sent, tries, height, refusal, node_says";

export function outboxOf(store: Store, chain: string, log: (line: string) => void = () => undefined): Outbox {
  const { db } = store;
  const insert = db.prepare(`INSERT INTO outbox (id, chain, sender, kind, state, bytes, valid_until, nonce, created)
    VALUES (?,?,?,?,'signed',?,?,?,?) ON CONFLICT DO NOTHING`);
  const get = db.prepare(`SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND id = ?`);
  const open = db.prepare(
    `SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND state IN ('signed','sent') ORDER BY created, rowid`,
  );
  const listOf = (which: string) =>
    db.prepare(`SELECT ${COLUMNS} FROM outbox WHERE chain = ? ${which} ORDER BY created DESC, rowid DESC LIMIT ?`);
  const lists = {
    all: listOf(""),
    own: listOf("AND kind NOT LIKE 'meter.%'"),
    meter: listOf("AND kind LIKE 'meter.%'"),
  };
  const newest = db.prepare(
    `SELECT ${COLUMNS} FROM outbox WHERE chain = ? AND kind = ? ORDER BY created DESC, rowid DESC LIMIT 1`,
  );
  const complete = db.prepare("UPDATE outbox SET bytes = ? WHERE chain = ? AND id = ? AND state = 'signed'");
  const tried = db.prepare(`UPDATE outbox SET state = CASE WHEN ? THEN 'sent' ELSE state END, sent = ?,
    tries = tries + 1, node_says = ? WHERE chain = ? AND id = ? AND state IN ('signed','sent')`);
  const prove = db.prepare(`UPDATE outbox SET state = ?, height = ?, refusal = ?
    WHERE chain = ? AND id = ? AND state IN ('signed','sent')`);

  const said = new Set<unknown>();

  /** An entry whose bytes do not decode cannot be sent, shown or proved: as good as absent, and said once. */
  const itemOf = (row: Record<string, unknown>): OutboxItem | undefined => {
    const bytes = bytesIn(row, "bytes");
    const decoded = decodeTransaction(bytes, chain);
    if (!decoded.ok) {
      if (!said.has(row["id"]))
        log(`an entry of the outbox in ${store.file} is damaged and left out: ${String(row["id"])}`);
      said.add(row["id"]);
      return undefined;
    }
    return {
      id: textIn(row, "id"),
      kind: decoded.tx.body.kind,
      state: row["state"] as OutboxState,
      bytes,
      tx: decoded.tx,
      validUntil: intIn(row, "valid_until"),
      created: intIn(row, "created"),
      sent: intOrNull(row, "sent"),
      tries: intIn(row, "tries"),
      height: intOrNull(row, "height"),
      refusal: readRefusal(textOrNull(row, "refusal")),
      nodeRefusal: parseNodeRefusal(textOrNull(row, "node_says")),
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
        insert.run(decoded.id, chain, body.sender, body.kind, bytes, body.validUntil, body.nonce, now);
      });
      const kept = maybe(get.get(chain, decoded.id));
      if (kept === undefined) throw new FaultError("outbox.idTaken", { id: decoded.id });
      return kept;
    },
    get: (id) => maybe(get.get(chain, id)),
    open: () => itemsOf(open.all(chain)),
    list: (limit, whose) => itemsOf(lists[whose ?? "all"].all(chain, limit)),
    newest: (kind) => maybe(newest.get(chain, kind)),
    completed: (id, bytes) => void store.durable(() => complete.run(bytes, chain, id)),
    tried: (id, now, refusal) => void tried.run(refusal ? 0 : 1, now, refusal && JSON.stringify(refusal), chain, id),
    proved: (id, { state, height, refusal }) =>
      void store.durable(() => prove.run(state, height, refusal && JSON.stringify(refusal), chain, id)),
    view: (item) => ({
      id: item.id,
      kind: item.kind,
      state: item.state,
      validUntil: item.validUntil,
      createdAt: Math.floor(item.created / 1000),
      height: item.height,
      refusal: item.refusal && {
        rule: item.refusal.rule,
        figure: item.refusal.figure ?? null,
        limit: item.refusal.limit ?? null,
        unit: item.refusal.unit ?? null,
        slot: item.refusal.slot ?? null,
        fits: item.refusal.fits ?? null,
      },
      nodeRefusal: item.state === "signed" || item.state === "sent" ? item.nodeRefusal : null,
      summary: summaryOf(item.tx.body),
    }),
  };
}

/** Whether a registration still lacks the supplier's signature. */
export function lacksCosignature(tx: Transaction): boolean {
  return tx.body.kind === "party.register" && tx.signatures.length < 2;
}
