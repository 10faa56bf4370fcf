/** What contracts delivered, by local day or month of their first slot; Wh. */
import type { ContractRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import { slotStart } from "../../frame/market.ts";
import { localDate } from "../../parts/times.ts";
import type { DayTrade } from "./tables.ts";

/** `length`: of the date that it is summed by: 10 for days, 7 for months. */
export function tradedBy(
  contracts: readonly ContractRow[],
  home: HomeView | null,
  length: 7 | 10,
): Map<string, DayTrade> {
  const by = new Map<string, DayTrade>();
  for (const row of contracts) {
    if (row.carrier !== "electricity") continue;
    const date = localDate(slotStart(home, row.carrier, row.energy.first)).slice(0, length);
    const old = by.get(date) ?? { sold: 0, bought: 0 };
    by.set(date, {
      sold: old.sold + (row.side === "sell" ? row.delivered : 0),
      bought: old.bought + (row.side === "buy" ? row.delivered : 0),
    });
  }
  return by;
}
