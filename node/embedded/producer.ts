/** Produces blocks in time: idle ones slowly, hurried ones quickly; a disk that refuses is asked again until it has room. */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Chain, Produced } from "./chain.ts";
import type { Mempool } from "./mempool.ts";
import { waitFor } from "./pace.ts";

const DISK_RETRY = 5000;

export interface ProducerOptions {
  readonly chain: Chain;
  readonly mempool: Mempool;
  /** Longest distance of two blocks, ms. */
  readonly idle: number;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

export class Producer {
  readonly #options: ProducerOptions;
  readonly #listeners = new Set<(produced: Produced) => void>();
  #timer: NodeJS.Timeout | undefined;
  #lastAt = 0;
  /** The latest block changed the state, and no header proves that yet. */
  #unproven = false;
  #running = false;
  #failing = false;

  constructor(options: ProducerOptions) {
    this.#options = options;
  }

  /** The first block is produced before this returns (after a halt it carries the old time, so a second one does too); throws what the disk throws. */
  start(): void {
    this.#produce();
    this.#produce();
    this.#running = true;
    this.#schedule();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Something waits: the next block comes sooner. */
  wake(): void {
    if (this.#running && !this.#failing) this.#schedule();
  }

  onBlock(listener: (produced: Produced) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #schedule(): void {
    const { mempool, idle, clock } = this.#options;
    clearTimeout(this.#timer);
    const wait = waitFor(this.#lastAt, clock(), this.#unproven || mempool.size > 0, idle);
    this.#timer = setTimeout(() => this.#turn(), wait);
  }

  #turn(): void {
    try {
      this.#produce();
      if (this.#failing) this.#options.log("blocks are written again");
      this.#failing = false;
      if (this.#running) this.#schedule();
    } catch (error) {
      this.#fail(error);
    }
  }

  #produce(): void {
    const { chain, mempool, clock, log } = this.#options;
    const produced = chain.produce(mempool.txs());
    this.#lastAt = clock();
    this.#unproven = produced.changed;
    mempool.committed(produced.block.txs);
    for (const listener of this.#listeners) {
      try {
        listener(produced);
      } catch (error) {
        log(`a listener failed at block ${chain.height}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  #fail(error: unknown): void {
    const { mempool, log, chain } = this.#options;
    if (error instanceof FaultError) {
      if (!this.#failing)
        log(`block ${chain.height + 1} cannot be written: ${error.fault.code} ${JSON.stringify(error.fault.data)}`);
    } else {
      // Something in these transactions breaks the execution: without them the chain goes on.
      log(`block ${chain.height + 1} failed, ${mempool.size} transactions dropped: ${String(error)}`);
      mempool.clear();
    }
    this.#failing = true;
    if (this.#running) this.#timer = setTimeout(() => this.#turn(), DISK_RETRY);
  }
}
