/** The last verified answer to each question, as the witness it was read from: re-verified against its header when it is used. */
import { bytesIn, intIn, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export interface KeptAnswer {
  readonly height: number;
  readonly node: string;
  readonly witness: Uint8Array;
}

export interface Answers {
  get(name: string, input: string): KeptAnswer | undefined;
  /** Noted at once, written within seconds: losing the last ones only costs freshness. */
  put(name: string, input: string, answer: KeptAnswer): void;
  flush(): void;
  close(): void;
}

const KEPT = 500;
const WRITE_MS = 3_000;

export function answersOf(store: Store, chain: string, log: (line: string) => void = () => undefined): Answers {
  const get = store.db.prepare("SELECT height, node, witness FROM answer WHERE chain = ? AND name = ? AND input = ?");
  const put = store.db.prepare(`INSERT INTO answer (chain, name, input, height, node, witness) VALUES (?,?,?,?,?,?)
    ON CONFLICT DO UPDATE SET height = excluded.height, node = excluded.node, witness = excluded.witness`);
  const trim = store.db.prepare(`DELETE FROM answer WHERE chain = ?1 AND (name, input) NOT IN
    (SELECT name, input FROM answer WHERE chain = ?1 ORDER BY height DESC LIMIT ${KEPT})`);
  const fresh = new Map<string, { name: string; input: string; answer: KeptAnswer }>();
  let timer: NodeJS.Timeout | undefined;
  let said = false;

  /** For want of room or the like they stay in memory, the newest of them, and the next answer tries again. */
  function tryFlush(): void {
    try {
      flush();
      said = false;
    } catch (error) {
      if (!said)
        log(`answers could not be written to ${store.file}: ${error instanceof Error ? error.message : String(error)}`);
      said = true;
      for (const key of fresh.keys()) {
        if (fresh.size <= KEPT) break;
        fresh.delete(key);
      }
    }
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (fresh.size === 0) return;
    store.atomic(() => {
      for (const { name, input, answer } of fresh.values()) {
        put.run(chain, name, input, answer.height, answer.node, answer.witness);
      }
      trim.run(chain);
    });
    fresh.clear();
  }

  return {
    get(name, input) {
      const recent = fresh.get(`${name} ${input}`);
      if (recent !== undefined) return recent.answer;
      const row = get.get(chain, name, input);
      if (row === undefined) return undefined;
      return { height: intIn(row, "height"), node: textIn(row, "node"), witness: bytesIn(row, "witness") };
    },
    put(name, input, answer) {
      // Newest last, also when it was asked before.
      fresh.delete(`${name} ${input}`);
      fresh.set(`${name} ${input}`, { name, input, answer });
      timer ??= setTimeout(tryFlush, WRITE_MS);
    },
    flush,
    close: tryFlush,
  };
}
