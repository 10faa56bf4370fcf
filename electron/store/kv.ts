/** Small JSON values per chain; what is read back goes through the caller's parser. */
import type { z } from "zod";
import type { Store } from "./store.ts";

export interface Kv {
  /** Undefined when absent or not of this shape. */
  get<T>(key: string, shape: z.ZodType<T>): T | undefined;
  set(key: string, value: unknown): void;
}

export function kvOf(store: Store, chain: string): Kv {
  const get = store.db.prepare("SELECT value FROM kv WHERE chain = ? AND key = ?");
  const set = store.db.prepare(
    "INSERT INTO kv (chain, key, value) VALUES (?,?,?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  return {
    get: (key, shape) => {
      const row = get.get(chain, key);
      if (row === undefined) return undefined;
      const parsed = shape.safeParse(JSON.parse(String(row["value"])));
      return parsed.success ? parsed.data : undefined;
    },
    set: (key, value) => void set.run(chain, key, JSON.stringify(value)),
  };
}
