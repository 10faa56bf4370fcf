/**
 * Verified light blocks on disk. Kept: anchors, the newest 256, every 1,024th height, and those that a kept answer or an outbox
 * entry rests on (its own height and the next). Whoever can write this file can forge them: they are as safe as the disk.
 */
import { intIn, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export interface HeaderRow {
  readonly height: number;
  /** Header hash, hex. */
  readonly hash: string;
  /** Header time, ms. */
  readonly time: number;
  readonly anchor: boolean;
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
  prune(): void;
  /** Forgets a damaged row, so that a node can give it again. */
  drop(height: number): void;
  /** Forgets the whole chain of trust, for a new anchor. */
  clear(): void;
}

const NEWEST = 256;
const EVERY = 1024;

export function headersOf(store: Store, chain: string): Headers {
  const { db } = store;
  const columns = "height, hash, time, anchor, block";
  const one = (where: string) => db.prepare(`SELECT ${columns} FROM header WHERE chain = ? ${where} LIMIT 1`);
  const insert = db.prepare(
    "INSERT OR IGNORE INTO header (chain, height, hash, time, anchor, block) VALUES (?,?,?,?,?,?)",
  );
  const at = one("AND height = ?");
  const newest = one("ORDER BY height DESC");
  const below = one("AND height <= ? ORDER BY height DESC");
  const above = one("AND height >= ? ORDER BY height");
  const anchor = one("AND anchor = 1 ORDER BY height DESC");
  const count = db.prepare("SELECT count(*) AS n FROM header WHERE chain = ?");
  const prune = db.prepare(`DELETE FROM header WHERE chain = ?1 AND anchor = 0 AND height % ${EVERY} <> 0
    AND height < (SELECT max(height) FROM header WHERE chain = ?1) - ${NEWEST}
    AND height NOT IN (SELECT height + 1 FROM answer WHERE chain = ?1)
    AND height NOT IN (SELECT height FROM outbox WHERE chain = ?1 AND height IS NOT NULL)
    AND height NOT IN (SELECT height + 1 FROM outbox WHERE chain = ?1 AND height IS NOT NULL)`);
  const drop = db.prepare("DELETE FROM header WHERE chain = ? AND height = ?");
  const clear = db.prepare("DELETE FROM header WHERE chain = ?");
  return {
    add: (rows) =>
      store.atomic(() => {
        for (const r of rows) insert.run(chain, r.height, r.hash, r.time, r.anchor ? 1 : 0, r.block);
      }),
    at: (height) => rowOf(at.get(chain, height)),
    newest: () => rowOf(newest.get(chain)),
    below: (height) => rowOf(below.get(chain, height)),
    above: (height) => rowOf(above.get(chain, height)),
    anchor: () => rowOf(anchor.get(chain)),
    count: () => Number(count.get(chain)?.["n"] ?? 0),
    prune: () => void prune.run(chain),
    drop: (height) => void drop.run(chain, height),
    clear: () => void clear.run(chain),
  };
}

function rowOf(row: Record<string, unknown> | undefined): HeaderRow | undefined {
  if (row === undefined) return undefined;
  return {
    height: intIn(row, "height"),
    hash: textIn(row, "hash"),
    time: intIn(row, "time"),
    anchor: row["anchor"] === 1,
    block: textIn(row, "block"),
  };
}
