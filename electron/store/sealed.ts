/**
 * What is private on this computer's disk (address book, notes, texts of negotiations): one row per thing, its content and its name under a
 * key that the vault gives out only while it is open. A row that was moved, exchanged or changed does not open.
 *
 *     content   XChaCha20-Poly1305(key, random 24 bytes, canonical JSON of {id, value}), over them and "kind NUL handle" as associated data
 *     handle    HMAC-SHA256(key, "kind NUL id"), so that the file does not tell whom an entry is about
 */
import { createHmac, randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { utf8 } from "../../shared/codec/bytes.ts";
import { decodeCanonical, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { bytesIn, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

/** What a row can be about. */
export const PRIVATE_KINDS = ["contact", "note", "negotiation", "handover"] as const;
export type PrivateKind = (typeof PRIVATE_KINDS)[number];

export interface SealedEntry {
  readonly id: string;
  readonly value: Json;
}

export interface Sealed {
  /** Durable; replaces what was kept under the id. Faults: "private.tooLong" {bytes, limit}, "private.tooMany" {limit}. */
  put(kind: PrivateKind, id: string, value: Json): void;
  /** Undefined when there is none. Fault: "private.damaged" when the row does not open. */
  get(kind: PrivateKind, id: string): Json | undefined;
  /** In the order of their ids; rows that do not open are counted and left where they are. */
  list(kind: PrivateKind): { readonly entries: readonly SealedEntry[]; readonly damaged: number };
  remove(kind: PrivateKind, id: string): void;
}

const NONCE_BYTES = 24;
export const PRIVATE_BYTES = 16_384;
export const PRIVATE_MAX = 10_000;

/** `key`: 32 bytes; they are used as they are and never copied. */
export function sealedOf(store: Store, key: Uint8Array): Sealed {
  if (key.length !== 32) throw new RangeError("a key of 32 bytes");
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO private (kind, handle, sealed) VALUES (?,?,?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed",
  );
  const count = db.prepare("SELECT count(*) AS n FROM private WHERE kind = ?");
  const get = db.prepare("SELECT handle, sealed FROM private WHERE kind = ? AND handle = ?");
  const all = db.prepare("SELECT handle, sealed FROM private WHERE kind = ?");
  const remove = db.prepare("DELETE FROM private WHERE kind = ? AND handle = ?");

  const handleOf = (kind: PrivateKind, id: string): string =>
    createHmac("sha256", key).update(`${kind}\0${id}`).digest("hex");
  const cipher = (kind: PrivateKind, handle: string, nonce: Uint8Array) =>
    xchacha20poly1305(key, nonce, utf8(`${kind}\0${handle}`));

  function opened(kind: PrivateKind, row: Record<string, unknown>): SealedEntry | undefined {
    const handle = textIn(row, "handle");
    const sealed = bytesIn(row, "sealed");
    try {
      const plain = cipher(kind, handle, sealed.subarray(0, NONCE_BYTES)).decrypt(sealed.subarray(NONCE_BYTES));
      const decoded = decodeCanonical(plain, { bytes: 2 * PRIVATE_BYTES, depth: 16 });
      if (!decoded.ok) return undefined;
      const { id, value } = decoded.value as { readonly id?: Json; readonly value?: Json };
      return typeof id === "string" && value !== undefined ? { id, value } : undefined;
    } catch {
      // Not ours, moved, or damaged.
      return undefined;
    }
  }

  return {
    put(kind, id, value) {
      const plain = encodeCanonical({ id, value });
      if (plain.length > PRIVATE_BYTES)
        throw new FaultError("private.tooLong", { bytes: plain.length, limit: PRIVATE_BYTES }, "correct");
      const handle = handleOf(kind, id);
      const nonce = Uint8Array.from(randomBytes(NONCE_BYTES));
      const sealed = cipher(kind, handle, nonce).encrypt(plain);
      store.durable(() => {
        const isNew = get.get(kind, handle) === undefined;
        if (isNew && Number(count.get(kind)?.["n"] ?? 0) >= PRIVATE_MAX)
          throw new FaultError("private.tooMany", { limit: PRIVATE_MAX }, "correct");
        insert.run(kind, handle, Buffer.concat([nonce, sealed]));
      });
    },
    get(kind, id) {
      const row = get.get(kind, handleOf(kind, id));
      if (row === undefined) return undefined;
      const entry = opened(kind, row);
      if (entry === undefined) throw new FaultError("private.damaged", {}, "restore");
      return entry.value;
    },
    list(kind) {
      const rows = all.all(kind).map((row) => opened(kind, row));
      const entries = rows.filter((entry) => entry !== undefined);
      return {
        entries: entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        damaged: rows.length - entries.length,
      };
    },
    remove: (kind, id) => void store.durable(() => remove.run(kind, handleOf(kind, id))),
  };
}
