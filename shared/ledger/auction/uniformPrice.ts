/**
 * Arithmetic of a clearing (DESIGN §4, Auction): divisible orders for one slot, one price. Pure, and independent of the order in which
 * the orders are given. docs/protocol/auction.md states it in formulas.
 */
import { allocate } from "../delivery.ts";
import type { Side } from "../units.ts";

/** `wh`: Wh, at least 1. `price`: a seller's lowest, a buyer's highest, micro per kWh. */
export interface Bid {
  readonly id: string;
  readonly side: Side;
  readonly wh: number;
  readonly price: number;
}

/** The worst price of a side that is still served, and what the orders at it share. Wh. */
export interface Margin {
  readonly price: number;
  /** Filled whole at better prices. */
  readonly better: number;
  /** Ordered at the price of the margin, and what of it is filled. */
  readonly ordered: number;
  readonly filled: number;
}

export interface UniformPrice {
  /** Micro per kWh: floor of the middle of `low` and `high`. */
  readonly price: number;
  readonly low: number;
  readonly high: number;
  /** Wh. */
  readonly volume: number;
  readonly sell: Margin;
  readonly buy: Margin;
}

/** Most orders that the packing of price and index into one safe integer allows, which also keeps sums of energy within 2^53-1. */
const SPAN = 2 ** 23;
const HIGHEST_PRICE = 1_000_000_000;

/**
 * Clears at most `most` Wh. `awards` are aligned with the orders; `at` is undefined when no sell meets a buy. Unless `most` binds,
 * whoever would gladly pay more than the price (or take less) is served whole; who asks for a better one never gets anything.
 */
export function clearAt(
  orders: readonly Bid[],
  most: number,
): { readonly at: UniformPrice | undefined; readonly awards: readonly number[] } {
  if (orders.length > SPAN) throw new RangeError(`${orders.length} orders are more than ${SPAN}`);
  const awards: number[] = Array.from(orders, () => 0);
  const sells = byPrice(orders, "sell");
  const buys = byPrice(orders, "buy");
  const volume = crossing(orders, sells, buys, most);
  if (volume === 0) return { at: undefined, awards };
  const sell = fill(orders, sells, volume, awards);
  const buy = fill(orders, buys, volume, awards);
  // The first of each side that is not served whole would trade with each other otherwise, so only `most` can cross these bounds.
  const low = Math.max(sell.margin.price, buy.unserved ?? 0);
  const high = Math.min(buy.margin.price, sell.unserved ?? HIGHEST_PRICE);
  const [from, to] = low <= high ? [low, high] : [sell.margin.price, buy.margin.price];
  const price = Math.floor((from + to) / 2);
  return { at: { price, low: from, high: to, volume, sell: sell.margin, buy: buy.margin }, awards };
}

/** Indexes of a side's orders, best price first. Price and index sort as one number each, several times faster than by comparing orders. */
function byPrice(orders: readonly Bid[], side: Side): Uint32Array {
  const keys = new Float64Array(orders.length);
  let count = 0;
  for (const [i, order] of orders.entries()) {
    if (order.side !== side) continue;
    keys[count++] = (side === "sell" ? order.price : HIGHEST_PRICE - order.price) * SPAN + i;
  }
  // oxlint-disable-next-line typescript/require-array-sort-compare -- a typed array sorts by number
  const sorted = keys.subarray(0, count).sort();
  return Uint32Array.from(sorted, (key) => key % SPAN);
}

const at = (orders: readonly Bid[], order: number): Bid => {
  const bid = orders[order];
  if (!bid) throw new RangeError(`no order ${order}`);
  return bid;
};

/** The largest volume that any price clears: best sells meet best buys while they cross. */
function crossing(orders: readonly Bid[], sells: Uint32Array, buys: Uint32Array, most: number): number {
  let volume = 0;
  let [i, j] = [0, 0];
  let [sold, bought] = [0, 0];
  while (i < sells.length && j < buys.length && volume < most) {
    const sell = at(orders, sells[i] ?? 0);
    const buy = at(orders, buys[j] ?? 0);
    if (sell.price > buy.price) break;
    const wh = Math.min(sell.wh - sold, buy.wh - bought, most - volume);
    volume += wh;
    sold += wh;
    bought += wh;
    if (sold === sell.wh) [i, sold] = [i + 1, 0];
    if (bought === buy.wh) [j, bought] = [j + 1, 0];
  }
  return volume;
}

/** Serves a side with the volume: better prices whole, the margin pro rata. `unserved`: price of the first that is not served whole. */
function fill(
  orders: readonly Bid[],
  sorted: Uint32Array,
  volume: number,
  awards: number[],
): { readonly margin: Margin; readonly unserved: number | undefined } {
  let better = 0;
  let from = 0;
  for (;;) {
    const { price } = at(orders, sorted[from] ?? 0);
    let ordered = 0;
    let to = from;
    for (; to < sorted.length; to++) {
      const bid = at(orders, sorted[to] ?? 0);
      if (bid.price !== price) break;
      ordered += bid.wh;
    }
    const level = Array.from(sorted.subarray(from, to));
    if (better + ordered < volume) {
      for (const order of level) awards[order] = at(orders, order).wh;
      better += ordered;
      from = to;
      continue;
    }
    const filled = volume - better;
    const claims = level.map((order) => ({ id: at(orders, order).id, q: at(orders, order).wh }));
    for (const [i, wh] of allocate(filled, claims).entries()) awards[level[i] ?? 0] = wh;
    const next = sorted[to];
    const unserved = filled < ordered ? price : next === undefined ? undefined : at(orders, next).price;
    return { margin: { price, better, ordered, filled }, unserved };
  }
}
