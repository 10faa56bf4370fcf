/** The primary records that invariants are recomputed from. */
import { type OrderBase, orderOf } from "../../../../shared/ledger/auction/records.ts";
import type { SlotRecord } from "../../../../shared/ledger/records.ts";
import { type Reader, under } from "../../../../shared/state/reader.ts";

/** Every record under a prefix, by the rest of its key. */
export const all = <T>(state: Reader, prefix: string): (readonly [name: string, value: T])[] =>
  Array.from(state.range(...under(prefix)), ([key, value]) => [key.slice(prefix.length), value as unknown as T]);

export const liveOrders = (state: Reader): readonly OrderBase[] =>
  all<OrderBase>(state, "order/").flatMap(([id, base]) => (orderOf(state, id).status === "live" ? [base] : []));

/** Signed sums by name; what adds up to nothing is not there. */
export class Sums extends Map<string, number> {
  add(key: string, amount: number): void {
    const sum = (this.get(key) ?? 0) + amount;
    if (sum === 0) this.delete(key);
    else this.set(key, sum);
  }
  sorted(): readonly (readonly [string, number])[] {
    return [...this].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** A slot that is final without having been settled: its contract ended before it. */
export const fellAway = ({ state, settled }: Pick<SlotRecord, "state" | "settled">): boolean =>
  state === "final" && settled === null;

/** What a slot binds its sides to: nothing once it fell away, nothing of what was cut. */
export const boundIn = (record: SlotRecord): number => (fellAway(record) ? 0 : record.q - record.cut);
