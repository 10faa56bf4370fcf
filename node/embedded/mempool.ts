/** Transactions that passed CheckTx and wait for a block, first come first served, bounded; rechecked after every block. */
import { toHex } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";

const MAX_TXS = 5000;
const MAX_BYTES = 16 * 1024 * 1024;
/** Largest transaction, bytes: that of the codec. */
const MAX_TX_BYTES = 65_536;
/** Hashes remembered, so that the same bytes are refused without another check. */
const MAX_SEEN = 10_000;

export type Admission =
  | { readonly added: true; readonly log: string }
  | { readonly added: false; readonly why: "full" | "seen" | "tooLarge" }
  | { readonly added: false; readonly why: "invalid"; readonly log: string };

/** CheckTx: `log` says why a code other than 0. */
export type Check = (tx: Uint8Array) => { readonly code: number; readonly log: string };

export class Mempool {
  readonly #check: Check;
  readonly #waiting = new Map<string, Uint8Array>();
  readonly #seen = new Set<string>();
  #bytes = 0;

  constructor(check: Check) {
    this.#check = check;
  }

  get size(): number {
    return this.#waiting.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  txs(): readonly Uint8Array[] {
    return [...this.#waiting.values()];
  }

  add(tx: Uint8Array): Admission {
    if (tx.length > MAX_TX_BYTES) return { added: false, why: "tooLarge" };
    const hash = toHex(sha256(tx));
    if (this.#seen.has(hash)) return { added: false, why: "seen" };
    if (this.#waiting.size >= MAX_TXS || this.#bytes + tx.length > MAX_BYTES) return { added: false, why: "full" };
    const { code, log } = this.#check(tx);
    // What is not valid now may become so (its sender may register): it is not remembered.
    if (code !== 0) return { added: false, why: "invalid", log };
    this.#remember(hash);
    this.#waiting.set(hash, tx);
    this.#bytes += tx.length;
    return { added: true, log };
  }

  /** Takes out what a block committed and what is no longer valid after it. */
  committed(txs: readonly Uint8Array[]): void {
    for (const tx of txs) {
      const hash = toHex(sha256(tx));
      this.#remember(hash);
      this.#drop(hash);
    }
    for (const [hash, tx] of this.#waiting) {
      if (this.#check(tx).code === 0) continue;
      this.#drop(hash);
      this.#seen.delete(hash);
    }
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }

  #drop(hash: string): void {
    this.#bytes -= this.#waiting.get(hash)?.length ?? 0;
    this.#waiting.delete(hash);
  }

  #remember(hash: string): void {
    this.#seen.add(hash);
    if (this.#seen.size <= MAX_SEEN) return;
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest);
      return;
    }
  }
}
