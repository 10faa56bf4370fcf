/** What nodes sent that did not verify, kept for people to look at: rule, height, raw bytes up to 64 KiB, newest 500 per chain. */
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
}

export interface EvidenceLog {
  add(entry: Omit<Evidence, "id">, bytes: Uint8Array): number;
  /** Newest first. */
  list(limit: number): readonly Evidence[];
  bytesOf(id: number): Uint8Array | undefined;
  /** Whether this node was caught in a lie since then (ms). */
  liedSince(node: string, since: number): boolean;
}

const KEPT = 500;
const BYTES = 65_536;

export function evidenceOf(store: Store, chain: string): EvidenceLog {
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO evidence (chain, node, at, rule, height, lied, bytes) VALUES (?,?,?,?,?,?,?) RETURNING id",
  );
  const trim = db.prepare(`DELETE FROM evidence WHERE chain = ?1 AND id NOT IN
    (SELECT id FROM evidence WHERE chain = ?1 ORDER BY id DESC LIMIT ${KEPT})`);
  const list = db.prepare(
    "SELECT id, node, at, rule, height, lied FROM evidence WHERE chain = ? ORDER BY id DESC LIMIT ?",
  );
  const bytes = db.prepare("SELECT bytes FROM evidence WHERE chain = ? AND id = ?");
  const lied = db.prepare("SELECT 1 FROM evidence WHERE chain = ? AND node = ? AND lied = 1 AND at >= ? LIMIT 1");
  return {
    add: (e, raw) =>
      store.atomic(() => {
        const row = insert.get(chain, e.node, e.at, e.rule, e.height, e.lied ? 1 : 0, raw.subarray(0, BYTES));
        trim.run(chain);
        return Number(row?.["id"]);
      }),
    list: (limit) =>
      list.all(chain, limit).map((row) => ({
        id: intIn(row, "id"),
        node: textIn(row, "node"),
        at: intIn(row, "at"),
        rule: textIn(row, "rule"),
        height: intOrNull(row, "height"),
        lied: row["lied"] === 1,
      })),
    bytesOf: (id) => {
      const found = bytes.get(chain, id)?.["bytes"];
      return found instanceof Uint8Array ? found : undefined;
    },
    liedSince: (node, since) => lied.get(chain, node, since) !== undefined,
  };
}
