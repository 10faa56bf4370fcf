/** New entries of schedules (schedules.ts), and what leaves with them. */
import type { Context } from "./context.ts";
import { keptFor } from "./kept.ts";
import { save } from "./stored.ts";

/** Most old entries that one new entry takes out: more than one is there only after retention was shortened. */
const PRUNED = 10;

/**
 * Puts an entry into a schedule. Entries that were replaced before retention began leave it: all but the one in force then, which slots
 * and contracts of that time rest on.
 */
export function publish(context: Context, key: (from: number) => string, from: number, value: object | number): void {
  const { state, market } = context;
  save(state, key(from), value);
  const began = Math.max(0, market - keptFor(context));
  const past = Array.from(state.range(key(0), key(began + 1), { limit: PRUNED + 1 }), ([old]) => old);
  for (const old of past.slice(0, -1)) state.delete(old);
}
