/** Which offers of the book are shown, and in which order: sellers from dear to cheap, then buyers from high to low. */
import type { BookRow } from "../../../shared/ipc/marketViews.ts";

export interface Choice {
  readonly from: number;
  readonly to: number;
}
export interface Filter {
  readonly side: "all" | "sell" | "buy" | "mine";
  readonly coversAll: boolean;
  readonly takesParts: boolean;
  readonly known: boolean;
}
const covers = (row: BookRow, slots: Choice): boolean => {
  for (let slot = slots.from; slot < slots.to; slot++) if (!(row.energy.wh[slot - row.energy.first] ?? 0)) return false;
  return true;
};

export function shownRows(rows: readonly BookRow[], filter: Filter, slots: Choice | null): BookRow[] {
  return rows
    .filter(
      (row) =>
        (filter.side === "all" || (filter.side === "mine" ? row.mine : row.side === filter.side)) &&
        (!filter.coversAll || slots === null || covers(row, slots)) &&
        (!filter.takesParts || row.minimum < row.total) &&
        (!filter.known || row.party.name !== null || row.mine),
    )
    .sort((a, b) =>
      a.side === b.side ? b.price - a.price || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.side === "sell" ? -1 : 1,
    );
}
/** Best price on the other side of `side`: for a seller the highest bid, for a buyer the lowest all-in ask. */
export function bestAgainst(rows: readonly BookRow[], side: "sell" | "buy"): number | null {
  const others = rows.filter((row) => row.side !== side && !row.mine);
  if (others.length === 0) return null;
  return side === "sell" ? Math.max(...others.map((r) => r.price)) : Math.min(...others.map((r) => r.allIn));
}
