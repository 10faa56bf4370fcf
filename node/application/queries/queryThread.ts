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

/** A thread that ended is started again after the first, doubling to the second, ms. */
const LEAST_WAIT = 500;
const MOST_WAIT = 30_000;
/** A run of this length counts as healthy, ms. */
const HEALTHY = 60_000;

export class QueryThread {
  readonly #entry: URL;
  readonly #onFailure: (problem: string) => void;
  /** Undefined while it waits to be started again: questions are told to ask elsewhere. */
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;
  /** What a thread that is started again begins from: shared with the application, so it costs nothing. */
  #latest: MerkleMap | undefined;
  readonly #cache = new QueryCache();
  readonly #waiting = new Map<number, { resolve: (answer: QueryAnswer) => void; reject: (error: Error) => void }>();
  #asked = 0;
  #height = 0;

  /** @param onFailure the thread ended by itself; it is started again with the latest state alone */
  constructor(onFailure: (problem: string) => void, entry = workerBeside(import.meta.url)) {
    this.#entry = entry;
    this.#onFailure = onFailure;
    this.#launch();
  }

  #launch(): void {
    const began = performance.now();
    const worker = new Worker(this.#entry);
    this.#worker = worker;
    worker.on("message", (message: FromThread) => {
      this.#waiting.get(message.id)?.resolve(message.answer);
      this.#waiting.delete(message.id);
    });
    let problem = "it ended";
    worker.on("error", (error) => (problem = error instanceof Error ? error.message : String(error)));
    worker.once("exit", () => {
      if (this.#closed) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error(problem));
      this.#waiting.clear();
      if (performance.now() - began > HEALTHY) this.#failures = 0;
      this.#timer = setTimeout(() => this.#again(), Math.min(MOST_WAIT, LEAST_WAIT * 2 ** this.#failures++));
      this.#onFailure(problem);
    });
  }

  #again(): void {
    this.#launch();
    if (this.#latest) this.begin(this.#height, this.#latest);
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
    this.#latest = state;
  }

  committed(height: number, state: MerkleMap, changes: ReadonlyMap<string, Json | undefined>): void {
    const entries = [...changes.keys()].map((key) => [key, state.text(key)] as const);
    this.#post({ kind: "block", height, entries });
    this.#height = height;
    this.#latest = state;
  }

  /** Rejects where the thread ends over it; "busy" until there is another one. */
  answer(request: QueryRequest): Promise<QueryAnswer> {
    const asked = { path: request.path, data: request.data, height: request.height || this.#height };
    // Before the first block the state is that of genesis, or not there yet: nothing to remember.
    if (asked.height === 0) return this.#ask(asked);
    return this.#cache.answer(asked, () => this.#ask(asked));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#worker?.terminate();
  }

  #ask(request: QueryRequest): Promise<QueryAnswer> {
    if (this.#worker === undefined || this.#waiting.size >= WAITING_MAX) return Promise.resolve(busy(request.height));
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ kind: "ask", id, request });
    });
  }

  #post(message: ToThread): void {
    // News of the chain that no thread hears is in the state that the next one begins from.
    this.#worker?.postMessage(message);
  }
}

/** The thread's entry: a source beside sources, and in the package of a node a bundle beside bundles. */
const workerBeside = (own: string): URL => new URL(own.endsWith(".ts") ? "./queryWorker.ts" : "./queryWorker.mjs", own);

const busy = (height: number): QueryAnswer => ({
  code: 4,
  height,
  value: new Uint8Array(),
  log: '{"fault":"busy","next":"otherNode"}',
});
