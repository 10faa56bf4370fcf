/** What an operator wants to count of the application: the same calls, measured on their way through. */
import type { Application } from "./application.ts";

/** Counters since the start; seconds are sums, to be divided by their count. */
export interface Measures {
  /** Latest committed block. */
  height: number;
  /** Its header time, milliseconds. */
  blockTime: number;
  checksPassed: number;
  checksRefused: number;
  /** Transactions in blocks by code: 0 done, 1 refused by a rule, 2 not valid. */
  readonly transactions: [done: number, refused: number, invalid: number];
  proposals: number;
  proposalsRejected: number;
  /** FinalizeBlock. */
  blocks: number;
  blockSeconds: number;
  commitSeconds: number;
  snapshotChunksSent: number;
}

export interface Measured {
  readonly application: Application;
  readonly measures: Readonly<Measures>;
}

/** @param clock milliseconds, of any beginning */
export function measured(inner: Application, clock: () => number): Measured {
  const measures: Measures = {
    height: inner.info().lastBlockHeight,
    blockTime: 0,
    checksPassed: 0,
    checksRefused: 0,
    transactions: [0, 0, 0],
    proposals: 0,
    proposalsRejected: 0,
    blocks: 0,
    blockSeconds: 0,
    commitSeconds: 0,
    snapshotChunksSent: 0,
  };
  let staged = { height: 0, time: 0 };
  const seconds = <T>(work: () => T, add: (passed: number) => void): T => {
    const began = clock();
    try {
      return work();
    } finally {
      add((clock() - began) / 1000);
    }
  };
  const application: Application = {
    info: () => inner.info(),
    initChain: (request) => inner.initChain(request),
    checkTx(tx) {
      const answer = inner.checkTx(tx);
      if (answer.code === 0) measures.checksPassed++;
      else measures.checksRefused++;
      return answer;
    },
    prepareProposal: (request) => inner.prepareProposal(request),
    processProposal(request) {
      const accepted = inner.processProposal(request);
      measures.proposals++;
      if (!accepted) measures.proposalsRejected++;
      return accepted;
    },
    finalizeBlock(request) {
      const block = seconds(
        () => inner.finalizeBlock(request),
        (passed) => (measures.blockSeconds += passed),
      );
      measures.blocks++;
      staged = { height: request.height, time: request.time };
      for (const { code } of block.results) measures.transactions[code === 0 ? 0 : code === 1 ? 1 : 2]++;
      return block;
    },
    commit(chain) {
      const committed = seconds(
        () => inner.commit(chain),
        (passed) => (measures.commitSeconds += passed),
      );
      measures.height = staged.height;
      measures.blockTime = staged.time;
      return committed;
    },
    query: (request) => inner.query(request),
    listSnapshots: () => inner.listSnapshots(),
    offerSnapshot: (snapshot, appHash) => inner.offerSnapshot(snapshot, appHash),
    loadSnapshotChunk(request) {
      measures.snapshotChunksSent++;
      return inner.loadSnapshotChunk(request);
    },
    applySnapshotChunk(request) {
      const answer = inner.applySnapshotChunk(request);
      if (answer.result === "accept" && answer.restored) measures.height = answer.restored.height;
      return answer;
    },
  };
  return { application, measures };
}
