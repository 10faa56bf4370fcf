/** The sums of an offer, integers throughout: how energy spreads over slots, what it earns, what it can cost at worst. */
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import { ppmOf } from "../../../shared/ledger/amounts.ts";
import { worstOf } from "../../../shared/ledger/delivery.ts";
import type { ContractKind } from "../../../shared/ledger/units.ts";
import { lineOf, sum } from "../../parts/figures.ts";

/** Spreads `total` Wh flat over slots that each have only so much room; what does not fit flat goes where room is left. */
export function spread(total: number, room: readonly number[]): number[] {
  const given = room.map(() => 0);
  let left = Math.min(total, sum(room));
  while (left > 0) {
    const open = room.flatMap((most, i) => ((given[i] ?? 0) < most ? [i] : []));
    if (open.length === 0) break;
    const each = Math.max(1, Math.floor(left / open.length));
    for (const i of open) {
      const add = Math.min(each, (room[i] ?? 0) - (given[i] ?? 0), left);
      given[i] = (given[i] ?? 0) + add;
      left -= add;
    }
  }
  return given;
}

/** Money of an energy at a price per kWh, each slot a line of its own (DESIGN §2). */
export const moneyOf = (wh: readonly number[], price: number): number => sum(wh.map((one) => lineOf(one, price)));

export const flat = (wh: readonly number[]): boolean => wh.every((one) => one === wh[0]);

/** Kilo-units typed by a reader ("8.00" kWh) as integer Wh; null if it is no such number. Scale 3 for kWh, 6 for ¥. */
export function typed(text: string | number, scale: number): number | null {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(String(text).trim());
  if (!match) return null;
  const decimals = (match[2] ?? "").padEnd(scale, "0");
  if (/[1-9]/.test(decimals.slice(scale))) return null;
  return Number(`${match[1]}${decimals.slice(0, scale)}`);
}

/** What a buyer pays per kWh with every charge: the book's own rule, for an offer that is not in it yet. */
export function allInOf(price: number, charges: HomeView["charges"]): number | null {
  if (!charges) return null;
  return price + charges.network + charges.levy + ppmOf(price, charges.taxPpm) + ppmOf(price, charges.lossPpm);
}

export interface Deal {
  readonly side: "sell" | "buy";
  readonly type: ContractKind;
  readonly price: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
}
/**
 * Money if all is delivered (received by a seller, paid all-in by a buyer) and the most that the reader can come to owe, each slot
 * a line of its own as the ledger counts. Null while a buyer's charges are not verified.
 */
export function outcomeOf(deal: Deal, wh: readonly number[], charges: HomeView["charges"]) {
  if (deal.side === "buy" && !charges) return null;
  const terms = { ...deal, charges: charges ?? { network: 0, levy: 0, taxPpm: 0, lossPpm: 0 } };
  if (deal.side === "sell")
    return { all: moneyOf(wh, deal.price), worst: sum(wh.map((one) => worstOf(terms, one).seller)) };
  return {
    all: sum(wh.map((one) => worstOf({ ...terms, type: "asProduced" }, one).buyer)),
    worst: sum(wh.map((one) => worstOf(terms, one).buyer)),
  };
}
