/** Random acts of the auction: orders that mostly cross, cancelled ones, repeated ones, some late, some by the wrong party. */
import type { OrderRecord } from "../../../../shared/ledger/auction/records.ts";
import { type Chain, type Key, keyOf, type Sent } from "../market.ts";
import type { RoomAct } from "./acts.ts";
import { buys, sells } from "../auction/book.ts";

const KEYS = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));

/** One act: `who` is the number of the home that acts, `keys` all homes' keys. */
type HomesAct = (chain: Chain, keys: readonly Key[], who: number, y: number, z: number) => readonly Sent[];

const place: HomesAct = (chain, keys, who, y, z) => {
  const key = keys[who];
  if (!key) return [];
  // Slots whose gate is near, or has just closed.
  const slot = chain.slot + (y % 3);
  const wh = 1 + ((z * 37) % 900);
  const price = 400_000 + (z % 9) * 12_345;
  // The first two mostly sell, the others mostly buy, so that books cross.
  if (who < 2 === y % 7 > 0)
    return [chain.sign(key, sells(slot, wh, price, { technology: who < 2 ? "solar" : "battery" }))];
  return [chain.sign(key, buys(slot, wh, price + 20_000))];
};

const cancel: HomesAct = (chain, keys, who, y, z) => {
  const all = ordersOf(chain, keys);
  const order = all[y % Math.max(1, all.length)];
  const key = z % 4 === 0 ? keys[who] : keys.find(({ address }) => address === order?.party);
  return order && key ? [chain.sign(key, { kind: "auction.cancel", order: order.id })] : [];
};

/** Everyone orders at once: a book with something on both sides. */
const rush: HomesAct = (chain, keys, who, y, z) =>
  keys.flatMap((_, i) => place(chain, keys, (who + i) % keys.length, (y % 3) + 21 * 3, z + i * 101));

/** An order that contradicts another of the same party, or what a buyer can ask for. */
const contradict: HomesAct = (chain, keys, _, y, z) => {
  const all = ordersOf(chain, keys).filter(({ status }) => z % 5 === 0 || status === "live");
  const order = all[y % Math.max(1, all.length)];
  const key = keys.find(({ address }) => address === order?.party);
  if (!order || !key) return [];
  const { side, slot, wh, price } = order.signed.body;
  if (z % 2 === 0) return [chain.sign(key, buys(slot, wh, price, { technology: "wind" }))];
  return [chain.sign(key, side === "sell" ? buys(slot, wh, price) : sells(slot, wh, price))];
};

function ordersOf(chain: Chain, keys: readonly Key[]): readonly OrderRecord[] {
  const { slot } = chain;
  return keys.flatMap(({ address }) =>
    chain.query("ordersOf", { party: address, carrier: "electricity", from: slot - 2, to: slot + 4 }),
  );
}

export const AUCTION_ACTS: readonly RoomAct[] = [place, cancel, rush, contradict].map(
  (act): RoomAct =>
    (chain, x, y, z) =>
      act(chain, KEYS, x % KEYS.length, y, z),
);
