/** Who delivers to whom after a clearing (DESIGN §4, Auction): sellers and buyers in their order, each filled from the first that has something left. */

/** An order with what the clearing awarded it, Wh. */
export interface Awarded {
  readonly id: string;
  readonly party: string;
  readonly price: number;
  readonly wh: number;
}
export interface Pair<Order extends Awarded = Awarded> {
  readonly sell: Order;
  readonly buy: Order;
  readonly wh: number;
}

/**
 * The north-west corner rule: cheapest sells and dearest buys first, equal prices by id, so at most one pair less than there are orders.
 * A party is never paired with itself: its entry rules keep it on one side, and where they did not that energy would stay untraded.
 */
export function pair<Order extends Awarded>(sells: readonly Order[], buys: readonly Order[]): readonly Pair<Order>[] {
  const from = inOrder(sells, 1);
  const to = inOrder(buys, -1);
  const pairs: Pair<Order>[] = [];
  let [i, j] = [0, 0];
  let [sold, bought] = [0, 0];
  for (;;) {
    const [sell, buy] = [from[i], to[j]];
    if (!sell || !buy) return pairs;
    const wh = Math.min(sell.wh - sold, buy.wh - bought);
    if (wh > 0 && sell.party !== buy.party) pairs.push({ sell, buy, wh });
    sold += wh;
    bought += wh;
    if (sold === sell.wh) [i, sold] = [i + 1, 0];
    if (bought === buy.wh) [j, bought] = [j + 1, 0];
  }
}

function inOrder<Order extends Awarded>(orders: readonly Order[], sign: 1 | -1): readonly Order[] {
  return orders
    .filter(({ wh }) => wh > 0)
    .toSorted((a, b) => (a.price === b.price ? (a.id < b.id ? -1 : 1) : sign * (a.price - b.price)));
}
