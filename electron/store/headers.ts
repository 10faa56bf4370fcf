/**
 * Verified light blocks on disk. Kept: anchors, the newest 256, every 1,024th height, and those that a kept answer or an outbox
 * entry rests on (its own height and the next). Whoever can write this file can forge them: they are as safe as the disk.
 */
import { intIn, intOrNull, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export interface HeaderRow {
  readonly height: number;
  /** Header hash, hex. */
  readonly hash: string;
  /** Header time, ms. */
  readonly time: number;
  readonly anchor: boolean;
  /** Address of the node that gave it; empty where it was stored before that was noted. */
  readonly node: string;
  /** Another node has shown the very same header. */
  readonly witnessed: boolean;
  /** JSON of {signedHeader, validators, nextValidators} as the RPC gave them. */
  readonly block: string;
}

export interface Headers {
  /** All or none of the steps of one verification. */
  add(rows: readonly HeaderRow[]): void;
  at(height: number): HeaderRow | undefined;
  newest(): HeaderRow | undefined;
  /** The newest at or below a height. */
  below(height: number): HeaderRow | undefined;
  /** The oldest at or above a height. */
  above(height: number): HeaderRow | undefined;
  anchor(): HeaderRow | undefined;
  count(): number;
  /** Of all that are stored, ascending. */
  heights(): readonly number[];
  /** Heights that only other nodes than this one have vouched for and no second one yet; newest first. */
  unwitnessed(node: string): readonly number[];
  /** Another node than the one that gave it has the same header there. */
  witness(height: number): void;
  /** The newest height that a second node agreed to. */
  newestWitnessed(): number | null;
  prune(): void;
  /** Forgets a damaged row, so that a node can give it again. */
  drop(height: number): void;
  /** Forgets the whole chain of trust and the answers that were read under it, for a new anchor. */
  clear(): void;
}

const NEWEST = 256;
const EVERY = 1024;

export function headersOf(store: Store, chain: string): Headers {
  const { db } = store;
  const columns = "height, hash, time, anchor, node, witnessed, block";
  const one = (where: string) => db.prepare(`SELECT ${columns} FROM header WHERE chain = ? ${where} LIMIT 1`);
  const insert = db.prepare(
    "INSERT OR IGNORE INTO header (chain, height, hash, time, anchor, node, witnessed, block) VALUES (?,?,?,?,?,?,?,?)",
  );
  const at = one("AND height = ?");
  const newest = one("ORDER BY height DESC");
  const below = one("AND height <= ? ORDER BY height DESC");
  const above = one("AND height >= ? ORDER BY height");
  const anchor = one("AND anchor = 1 ORDER BY height DESC");
  const count = db.prepare("SELECT count(*) AS n FROM header WHERE chain = ?");
  const heights = db.prepare("SELECT height FROM header WHERE chain = ? ORDER BY height");
  const unwitnessed = db.prepare(
    "SELECT height FROM header WHERE chain = ? AND witnessed = 0 AND node NOT IN ('', ?) ORDER BY height DESC LIMIT 1000",
  );
  const witness = db.prepare("UPDATE header SET witnessed = 1 WHERE chain = ? AND height = ?");
  const newestWitnessed = db.prepare("SELECT max(height) AS height FROM header WHERE chain = ? AND witnessed = 1");
  const prune = db.prepare(`DELETE FROM header WHERE chain = ?1 AND anchor = 0 AND height % ${EVERY} <> 0
    AND height < (SELECT max(height) FROM header WHERE chain = ?1) - ${NEWEST}
    AND height NOT IN (SELECT height + 1 FROM answer WHERE chain = ?1)
    AND height NOT IN (SELECT height FROM outbox WHERE chain = ?1 AND height IS NOT NULL)
    AND height NOT IN (SELECT height + 1 FROM outbox WHERE chain = ?1 AND height IS NOT NULL)`);
  const drop = db.prepare("DELETE FROM header WHERE chain = ? AND height = ?");
  const clear = db.prepare("DELETE FROM header WHERE chain = ?");
  const clearAnswers = db.prepare("DELETE FROM answer WHERE chain = ?");
  return {
    add: (rows) =>
      store.atomic(() => {
        for (const r of rows) {
          insert.run(chain, r.height, r.hash, r.time, r.anchor ? 1 : 0, r.node, r.witnessed ? 1 : 0, r.block);
        }
      }),
    at: (height) => rowOf(at.get(chain, height)),
    newest: () => rowOf(newest.get(chain)),
    below: (height) => rowOf(below.get(chain, height)),
    above: (height) => rowOf(above.get(chain, height)),
    anchor: () => rowOf(anchor.get(chain)),
    count: () => Number(count.get(chain)?.["n"] ?? 0),
    heights: () => heights.all(chain).map((row) => intIn(row, "height")),
    unwitnessed: (node) => unwitnessed.all(chain, node).map((row) => intIn(row, "height")),
    witness: (height) => void witness.run(chain, height),
    newestWitnessed: () => {
      const row = newestWitnessed.get(chain);
      return row === undefined ? null : intOrNull(row, "height");
    },
    prune: () => void prune.run(chain),
    drop: (height) => void drop.run(chain, height),
    clear: () =>
      store.atomic(() => {
        clear.run(chain);
        clearAnswers.run(chain);
      }),
  };
}

function rowOf(row: Record<string, unknown> | undefined): HeaderRow | undefined {
  if (row === undefined) return undefined;
  return {
    height: intIn(row, "height"),
    hash: textIn(row, "hash"),
    time: intIn(row, "time"),
    anchor: row["anchor"] === 1,
    node: textIn(row, "node"),
    witnessed: row["witnessed"] === 1,
    block: textIn(row, "block"),
  };
}
