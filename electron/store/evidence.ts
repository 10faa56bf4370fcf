/**
 * What is kept for people to look at. What nodes sent that did not verify: rule, height, the first 64 KiB, newest 500 per chain. Proofs of an
 * attack: every byte, or a refusal to keep them, newest 32 per chain; no number of the former displaces them.
 */
import { intIn, intOrNull, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export interface Evidence {
  readonly id: number;
  /** Address of the node. */
  readonly node: string;
  /** Wall clock, ms. */
  readonly at: number;
  /** The rule that it broke, e.g. "commit.signature", "witness.root". */
  readonly rule: string;
  readonly height: number | null;
  /** A proof that failed (true), or only an unusable answer. */
  readonly lied: boolean;
  /** Every byte is here; else at most the first 64 KiB of what came. */
  readonly whole: boolean;
}

/** Two histories of this chain were proved under the network file whose anchor and nodes `file` tells. */
export interface AttackSeen {
  /** Wall clock, ms. */
  readonly at: number;
  /** First height at which they differ, of those compared. */
  readonly height: number;
  readonly file: string;
}

/** A proof longer than is ever kept: cut short it would prove nothing. */
export class EvidenceTooLong extends Error {
  readonly bytes: number;
  readonly limit: number;
  constructor(bytes: number, limit: number) {
    super(`evidence of ${bytes} bytes, at most ${limit} are kept`);
    this.name = "EvidenceTooLong";
    this.bytes = bytes;
    this.limit = limit;
  }
}

export interface EvidenceLog {
  /** What a node sent: its beginning is enough to look at. */
  add(entry: Omit<Evidence, "id" | "whole">, bytes: Uint8Array): number;
  /** A proof that others check: every byte. Throws EvidenceTooLong. */
  keep(entry: Omit<Evidence, "id" | "whole">, bytes: Uint8Array): number;
  /** Newest first. */
  list(limit: number): readonly Evidence[];
  bytesOf(id: number): Uint8Array | undefined;
  /** Whether this node was caught in a lie since then (ms). */
  liedSince(node: string, since: number): boolean;
  /** Trust began anew: what a node was caught in by the old measure stays to be looked at, and no longer counts against it. */
  pardon(): void;
  attack(): AttackSeen | undefined;
  /** Notes an attack, once: the first one stands. */
  attacked(seen: AttackSeen): void;
  /** People have looked: trust begins anew from elsewhere. The evidence stays. */
  forgetAttack(): void;
}

const KEPT = 500;
const BYTES = 65_536;
const KEPT_WHOLE = 32;
/** Ten thousand validators (VALIDATORS_MAX) in a commit, a set and the list of the accused, 300 bytes each, and some more. */
export const WHOLE_BYTES = 12_000_000;

export function evidenceOf(store: Store, chain: string): EvidenceLog {
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO evidence (chain, node, at, rule, height, lied, whole, bytes) VALUES (?,?,?,?,?,?,?,?) RETURNING id",
  );
  const trim = db.prepare(`DELETE FROM evidence WHERE chain = ?1 AND whole = ?2 AND id NOT IN
    (SELECT id FROM evidence WHERE chain = ?1 AND whole = ?2 ORDER BY id DESC LIMIT ?3)`);
  const list = db.prepare(
    "SELECT id, node, at, rule, height, lied, whole FROM evidence WHERE chain = ? ORDER BY id DESC LIMIT ?",
  );
  const bytes = db.prepare("SELECT bytes FROM evidence WHERE chain = ? AND id = ?");
  const lied = db.prepare("SELECT 1 FROM evidence WHERE chain = ? AND node = ? AND lied = 1 AND at >= ? LIMIT 1");
  const pardon = db.prepare("UPDATE evidence SET lied = 0 WHERE chain = ?");
  const attack = db.prepare("SELECT at, height, file FROM attack WHERE chain = ?");
  const attacked = db.prepare("INSERT OR IGNORE INTO attack (chain, at, height, file) VALUES (?,?,?,?)");
  const forget = db.prepare("DELETE FROM attack WHERE chain = ?");
  const put = (e: Omit<Evidence, "id">, bytes: Uint8Array): number =>
    store.atomic(() => {
      const whole = e.whole ? 1 : 0;
      const row = insert.get(chain, e.node, e.at, e.rule, e.height, e.lied ? 1 : 0, whole, bytes);
      trim.run(chain, whole, e.whole ? KEPT_WHOLE : KEPT);
      return Number(row?.["id"]);
    });
  return {
    add: (entry, raw) => put({ ...entry, whole: false }, raw.subarray(0, BYTES)),
    keep: (entry, raw) => {
      if (raw.length > WHOLE_BYTES) throw new EvidenceTooLong(raw.length, WHOLE_BYTES);
      return put({ ...entry, whole: true }, raw);
    },
    list: (limit) =>
      list.all(chain, limit).map((row) => ({
        id: intIn(row, "id"),
        node: textIn(row, "node"),
        at: intIn(row, "at"),
        rule: textIn(row, "rule"),
        height: intOrNull(row, "height"),
        lied: row["lied"] === 1,
        whole: row["whole"] === 1,
      })),
    bytesOf: (id) => {
      const found = bytes.get(chain, id)?.["bytes"];
      return found instanceof Uint8Array ? found : undefined;
    },
    liedSince: (node, since) => lied.get(chain, node, since) !== undefined,
    pardon: () => void pardon.run(chain),
    attack: () => {
      const row = attack.get(chain);
      return row && { at: intIn(row, "at"), height: intIn(row, "height"), file: textIn(row, "file") };
    },
    attacked: ({ at, height, file }) => store.durable(() => void attacked.run(chain, at, height, file)),
    forgetAttack: () => void forget.run(chain),
  };
}
