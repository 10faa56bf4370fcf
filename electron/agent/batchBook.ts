/** Batches that the meter agent has read: their counters as first read, and which transactions commit to and open them. */
import { intIn, textIn, textOrNull } from "../store/columns.ts";
import { z } from "zod";
import { Quality } from "../../shared/ledger/transactions.ts";
import type { BatchCounters } from "../../shared/metering/commitment.ts";
import type { Store } from "../store/store.ts";

export interface BatchRow {
  readonly batch: number;
  readonly counters: string;
  readonly commitId: string | null;
  readonly openId: string | null;
}

export interface BatchBook {
  get(batch: number): BatchRow | undefined;
  /** The first counters win; durable. */
  add(batch: number, counters: BatchCounters): BatchRow;
  signed(batch: number, step: "commit" | "open", id: string): void;
}

const Boundaries = z.array(z.strictObject({ counter: z.number().int(), quality: Quality }));
const Counters = z.strictObject({ "1.8.0": Boundaries, "2.8.0": Boundaries });

export function batchBook(store: Store, chain: string, meter: string): BatchBook {
  const select = store.db.prepare(
    "SELECT batch, counters, commit_id, open_id FROM meter_batch WHERE chain = ? AND meter = ? AND batch = ?",
  );
  const insert = store.db.prepare(
    "INSERT INTO meter_batch (chain, meter, batch, counters) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
  );
  const commit = store.db.prepare("UPDATE meter_batch SET commit_id = ? WHERE chain = ? AND meter = ? AND batch = ?");
  const open = store.db.prepare("UPDATE meter_batch SET open_id = ? WHERE chain = ? AND meter = ? AND batch = ?");
  const get = (batch: number): BatchRow | undefined => {
    const row = select.get(chain, meter, batch);
    return (
      row && {
        batch: intIn(row, "batch"),
        counters: textIn(row, "counters"),
        commitId: textOrNull(row, "commit_id"),
        openId: textOrNull(row, "open_id"),
      }
    );
  };
  return {
    get,
    add(batch, counters) {
      store.durable(() => insert.run(chain, meter, batch, JSON.stringify(counters)));
      return get(batch) as BatchRow;
    },
    signed: (batch, step, id) =>
      void store.durable(() => (step === "commit" ? commit : open).run(id, chain, meter, batch)),
  };
}

export function countersOf(row: BatchRow): BatchCounters {
  return Counters.parse(JSON.parse(row.counters));
}
