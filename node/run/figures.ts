/** The application's own figures for Prometheus, beside CometBFT's. */
import type { Served } from "../abci/serve.ts";
import type { CometChild } from "../comet/child.ts";
import type { Outcome } from "../front/front.ts";
import type { Figure } from "../metrics/exposition.ts";

export type FrontCounts = Readonly<Record<Outcome, number>>;

export function figuresOf(
  measures: ReturnType<Served["measures"]>,
  comet: Pick<CometChild, "restarts"> | undefined,
  front: FrontCounts | undefined,
  memory: number,
): readonly Figure[] {
  const counter = (name: string, help: string, value: Figure["value"]): Figure => ({
    name: `wattlight_${name}`,
    help,
    type: "counter",
    value,
  });
  const gauge = (name: string, help: string, value: number): Figure => ({
    name: `wattlight_${name}`,
    help,
    type: "gauge",
    value,
  });
  const [done, refused, invalid] = measures.transactions;
  return [
    gauge("height", "Latest committed block.", measures.height),
    gauge("block_time_seconds", "Header time of the latest block, seconds since 1970.", measures.blockTime / 1000),
    counter("blocks_total", "Blocks executed since the start.", measures.blocks),
    counter("block_seconds_total", "Seconds spent executing blocks.", measures.blockSeconds),
    counter("commit_seconds_total", "Seconds spent writing blocks.", measures.commitSeconds),
    counter("transactions_total", "Transactions in blocks, by what became of them.", [
      [{ outcome: "done" }, done],
      [{ outcome: "refused" }, refused],
      [{ outcome: "invalid" }, invalid],
    ]),
    counter("checks_total", "Transactions looked at before the mempool.", [
      [{ outcome: "passed" }, measures.checksPassed],
      [{ outcome: "refused" }, measures.checksRefused],
    ]),
    counter("proposals_total", "Proposals of others that were judged.", measures.proposals),
    counter("proposals_rejected_total", "Proposals that held something invalid.", measures.proposalsRejected),
    counter("snapshot_chunks_total", "Pieces of snapshots given to other nodes.", measures.snapshotChunksSent),
    gauge("queries_waiting", "Queries of wallets that wait for their thread.", measures.queriesWaiting),
    counter("query_cache_hits_total", "Queries that were answered from the cache.", measures.queryCacheHits),
    gauge("memory_bytes", "Resident memory of the ledger's process.", memory),
    ...(comet ? [counter("comet_restarts_total", "How often CometBFT ended by itself.", comet.restarts)] : []),
    ...(front
      ? [
          counter(
            "front_requests_total",
            "Requests at the door for wallets, by outcome.",
            Object.entries(front).map(([outcome, count]) => [{ outcome }, count] as const),
          ),
        ]
      : []),
  ];
}
