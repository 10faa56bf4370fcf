/**
 * Answers by height: a witness of one height never changes, so what several wallets ask is computed once, and those who ask
 * while it is being computed wait for the same answer. Bounded in bytes, the longest unused going first.
 */
import { toHex } from "../../../shared/codec/bytes.ts";
import type { QueryAnswer, QueryRequest } from "../application.ts";

export const CACHE_BYTES = 33_554_432;
/** What an entry costs besides its key and its value. */
const ENTRY_BYTES = 200;

export class QueryCache {
  readonly #capacity: number;
  readonly #kept = new Map<string, QueryAnswer>();
  readonly #asked = new Map<string, Promise<QueryAnswer>>();
  #bytes = 0;
  #hits = 0;

  constructor(capacity = CACHE_BYTES) {
    this.#capacity = capacity;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Questions that an earlier one answered. */
  get hits(): number {
    return this.#hits;
  }

  /** @param request with a height: 0 names another one with every block */
  answer(request: QueryRequest, compute: () => Promise<QueryAnswer>): Promise<QueryAnswer> {
    const name = `${request.height} ${request.path} ${toHex(request.data)}`;
    const kept = this.#kept.get(name);
    if (kept) {
      this.#hits++;
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      return Promise.resolve(kept);
    }
    const asked = this.#asked.get(name);
    if (asked) {
      this.#hits++;
      return asked;
    }
    const answer = compute().then(
      (computed) => {
        this.#asked.delete(name);
        // A height that is not kept may be yet to come, and a busy node may have time later.
        if (computed.code === 0) this.#keep(name, computed);
        return computed;
      },
      (error: unknown) => {
        this.#asked.delete(name);
        throw error;
      },
    );
    this.#asked.set(name, answer);
    return answer;
  }

  #keep(name: string, answer: QueryAnswer): void {
    this.#kept.set(name, answer);
    this.#bytes += weightOf(name, answer);
    for (const [oldest, gone] of this.#kept) {
      if (this.#bytes <= this.#capacity) return;
      this.#kept.delete(oldest);
      this.#bytes -= weightOf(oldest, gone);
    }
  }
}

const weightOf = (name: string, { value }: QueryAnswer): number => ENTRY_BYTES + name.length + value.length;
