/** The store in memory, for tests and throw-away chains: same contract as on disk, held to it by one acceptance suite. */
import { toHex } from "../../shared/codec/bytes.ts";
import { type BlockWrites, type ChainWrites, demandNext, demandNoChain, earliestKept } from "./store.ts";
import { KEEP_EVIDENCE, KEEP_UNDO, pruned } from "./store.ts";
import type { Store, StoreOptions, Tip } from "./store.ts";

export class MemoryStore implements Store {
  readonly place = "memory";
  #tip: Tip | undefined;
  #entries = new Map<string, string>();
  readonly #chain = new Map<number, ChainWrites>();
  readonly #txs = new Map<string, { height: number; index: number }>();
  readonly #before = new Map<number, ReadonlyMap<string, string | undefined>>();
  readonly #evidence = new Map<string, string>();
  readonly #documents: Readonly<Record<string, string>>;
  readonly #keep: number;

  constructor(documents: Readonly<Record<string, string>>, options: StoreOptions) {
    this.#documents = documents;
    this.#keep = options.keepBlocks;
  }

  tip(): Tip | undefined {
    return this.#tip;
  }

  *entries(): Iterable<readonly [string, string]> {
    for (const key of [...this.#entries.keys()].sort((a, b) => (a < b ? -1 : 1)))
      yield [key, this.#entries.get(key) as string];
  }

  write(block: BlockWrites): void {
    demandNext(this.#tip, block);
    // Read to its end first: what throws half-way has changed nothing.
    const changes = [...block.changes];
    const { height } = block.tip;
    if (block.before) this.#before.set(height, new Map(block.before));
    this.#before.delete(height - KEEP_UNDO);
    for (const [key, text] of changes) {
      if (text === undefined) this.#entries.delete(key);
      else this.#entries.set(key, text);
    }
    if (block.chain) {
      this.#chain.set(height, block.chain);
      block.chain.txHashes.forEach((hash, index) => {
        if (!this.#txs.has(toHex(hash))) this.#txs.set(toHex(hash), { height, index });
      });
      const [from, to] = pruned(height, this.#keep);
      for (let gone = to; gone >= from && this.#chain.has(gone); gone--) {
        for (const hash of this.#chain.get(gone)?.txHashes ?? []) this.#txs.delete(toHex(hash));
        this.#chain.delete(gone);
      }
    }
    this.#tip = block.tip;
  }

  restore(tip: Tip, entries: Iterable<readonly [string, string]>): void {
    demandNoChain(this.#chain.size);
    const restored = new Map(entries);
    this.#entries = restored;
    this.#before.clear();
    this.#tip = tip;
  }

  before(height: number): ReadonlyMap<string, string | undefined> | undefined {
    return this.#before.get(height);
  }

  document(name: string): string | undefined {
    return this.#documents[name];
  }

  earliest(): number {
    return earliestKept(this.#tip?.height ?? 0, this.#keep);
  }

  block(height: number) {
    return this.#chain.get(height)?.block;
  }

  commit(height: number) {
    return this.#chain.get(height)?.commit;
  }

  validators(height: number) {
    return this.#chain.get(height)?.validators;
  }

  results(height: number) {
    return this.#chain.get(height)?.results;
  }

  transaction(hash: Uint8Array) {
    return this.#txs.get(toHex(hash));
  }

  keepEvidence(hash: Uint8Array, json: string): boolean {
    if (this.#evidence.has(toHex(hash)) || this.#evidence.size >= KEEP_EVIDENCE) return false;
    this.#evidence.set(toHex(hash), json);
    return true;
  }

  evidence(): readonly string[] {
    return [...this.#evidence.values()];
  }

  close(): void {}
}
