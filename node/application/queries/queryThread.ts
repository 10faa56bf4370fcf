/**
 * Queries of a public node, answered in a thread of their own: it follows the chain by what each block changed, and no question
 * however dear holds up a vote. Costs the memory of a second state, so a validator, which wallets do not ask, goes without.
 */
import { Worker } from "node:worker_threads";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { QueryAnswer, QueryRequest } from "../application.ts";
import type { EntryText } from "../entryLines.ts";
import { entriesOf } from "../snapshots/snapshotTaker.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { QueryCache } from "./queryCache.ts";

/** Entries handed over at a time. */
const BATCH = 10_000;
/** Questions that may wait at once: beyond that a node says that it is busy instead of answering too late. */
export const WAITING_MAX = 256;

export class QueryThread {
  readonly #worker: Worker;
  readonly #cache = new QueryCache();
  readonly #waiting = new Map<number, { resolve: (answer: QueryAnswer) => void; reject: (error: Error) => void }>();
  #asked = 0;
  #height = 0;
  #failure: Error | undefined;

  /** @param onFailure the thread ended by itself; every question is refused from then on */
  constructor(onFailure: (problem: string) => void) {
    this.#worker = new Worker(new URL("./queryWorker.ts", import.meta.url));
    this.#worker.on("message", (message: FromThread) => {
      this.#waiting.get(message.id)?.resolve(message.answer);
      this.#waiting.delete(message.id);
    });
    this.#worker.on("error", (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of this.#waiting.values()) reject(this.#failure);
      this.#waiting.clear();
      onFailure(this.#failure.message);
    });
  }

  /** Answers that an earlier question had computed. */
  get cacheHits(): number {
    return this.#cache.hits;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** The whole state: at start, after InitChain, after state sync. `before`: what undoes the last blocks, the latest first. */
  begin(height: number, state: MerkleMap, before: Iterable<ReadonlyMap<string, string | undefined>> = []): void {
    let entries: EntryText[] = [];
    for (const entry of entriesOf(state)) {
      entries.push(entry);
      if (entries.length < BATCH) continue;
      this.#post({ kind: "state", entries, last: false, height });
      entries = [];
    }
    this.#post({ kind: "state", entries, last: true, height });
    let undone = height;
    for (const changed of before) this.#post({ kind: "before", height: undone--, entries: [...changed] });
    this.#height = height;
  }

  committed(height: number, state: MerkleMap, changes: ReadonlyMap<string, Json | undefined>): void {
    const entries = [...changes.keys()].map((key) => [key, state.text(key)] as const);
    this.#post({ kind: "block", height, entries });
    this.#height = height;
  }

  /** Rejects when the thread has failed. */
  answer(request: QueryRequest): Promise<QueryAnswer> {
    const asked = { path: request.path, data: request.data, height: request.height || this.#height };
    // Before the first block the state is that of genesis, or not there yet: nothing to remember.
    if (asked.height === 0) return this.#ask(asked);
    return this.#cache.answer(asked, () => this.#ask(asked));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(request: QueryRequest): Promise<QueryAnswer> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#waiting.size >= WAITING_MAX) return Promise.resolve(busy(request.height));
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ kind: "ask", id, request });
    });
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}

const busy = (height: number): QueryAnswer => ({
  code: 4,
  height,
  value: new Uint8Array(),
  log: '{"fault":"busy","next":"otherNode"}',
});
