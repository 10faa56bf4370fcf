/** What holds of every clearing in a state, from its orders and pairs alone (docs/protocol/auction.md). */
import {
  type ClearingRecord,
  type OrderBase,
  orderOf,
  type PairRecord,
} from "../../../../shared/ledger/auction/records.ts";
import { clearAt } from "../../../../shared/ledger/auction/uniformPrice.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { type Reader, under } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";

const all = <T>(state: Reader, prefix: string): readonly T[] =>
  Array.from(state.range(...under(prefix)), ([, value]) => value as unknown as T);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The arithmetic can be done again from what is recorded; each order's fill is what its contracts say; one price for all. */
export function clearingsHold(state: Reader): void {
  for (const record of all<ClearingRecord>(state, "clearing/")) {
    const { carrier, zone, slot, cleared } = record;
    const place = `${carrier}/${zone}/${String(slot).padStart(9, "0")}`;
    const orders = all<OrderBase>(state, "order/")
      .map(({ id }) => orderOf(state, id))
      .filter(({ signed: { body }, status }) => {
        return body.carrier === carrier && body.zone === zone && body.slot === slot && status !== "cancelled";
      });
    expect(record.orders).toBe(orders.length);
    expect(orders.every(({ status }) => (status === "live") === (cleared === null))).toBe(true);
    if (!cleared) continue;
    const { result } = cleared;
    const pairs = all<PairRecord>(state, `clearingpair/${place}/`);
    expect(pairs.length).toBe(cleared.pairs);

    const admitted = orders.filter(({ awarded, why }) => awarded > 0 || why === null);
    expect(admitted.length).toBe(cleared.admitted);
    const again = clearAt(
      admitted.map(({ id, signed: { body } }) => ({ id, side: body.side, wh: body.wh, price: body.price })),
      cleared.most,
    );
    expect(again.at ?? null).toEqual(result);
    expect(again.awards).toEqual(admitted.map(({ awarded }) => awarded));

    for (const order of orders) {
      const { side, wh, price } = order.signed.body;
      const mine = pairs.filter((pair) => (side === "sell" ? pair.sell : pair.buy) === order.id);
      expect(order.awarded).toBeLessThanOrEqual(wh);
      expect(sum(mine.map((pair) => pair.wh))).toBe(order.awarded);
      expect(sum(mine.filter(({ contract }) => contract !== null).map((pair) => pair.wh))).toBe(order.filled);
      expect(order.status).toBe(order.filled > 0 ? "filled" : "unfilled");
      if (order.awarded === 0) continue;
      if (side === "sell") expect(price).toBeLessThanOrEqual(result?.price ?? -1);
      else expect(price).toBeGreaterThanOrEqual(result?.price ?? Infinity);
    }
    for (const { contract, sell, buy, wh } of pairs) {
      expect(orderOf(state, sell).party).notToBe(orderOf(state, buy).party);
      if (contract === null) continue;
      const base = load.contractBase(state, contract);
      expect(base?.terms).toMatchObject({
        seller: orderOf(state, sell).party,
        buyer: orderOf(state, buy).party,
        energy: { first: slot, wh: [wh] },
        price: result?.price,
        damages: cleared.damages,
        charges: cleared.charges,
      });
      expect(base?.basis).toMatchObject({
        how: "auctioned",
        sell: { id: sell },
        buy: { id: buy },
        clearing: { carrier, zone, slot },
      });
    }
  }
}
