/** The auction of the mock's street: two orders, one cleared, with the protocol's own example as the arithmetic. */
import type { AuctionView } from "../../../shared/ipc/auctionViews.ts";
import { clearAt } from "../../../shared/ledger/auction/uniformPrice.ts";
import { fillText } from "../../../shared/words/auction.ts";
import { DATE, hex, slotOf } from "./scene.ts";

const { at } = clearAt(
  [
    { id: "a", side: "sell", wh: 1000, price: 400_000 },
    { id: "b", side: "sell", wh: 800, price: 450_000 },
    { id: "c", side: "buy", wh: 1200, price: 500_000 },
    { id: "d", side: "buy", wh: 300, price: 420_000 },
  ],
  100_000,
);
const both = (why: Parameters<typeof fillText>[0]) => ({ en: fillText(why, "en"), zh: fillText(why, "zh") });

export function auction(isEmpty: boolean): AuctionView {
  if (isEmpty || !at) return { mine: [], last: null };
  const margin = ({ price, ordered, filled }: typeof at.sell) => ({ price, ordered, filled });
  return {
    mine: [
      {
        slot: slotOf(DATE, 62),
        order: {
          id: hex("order 1"),
          side: "sell",
          wh: 500,
          price: 430_000,
          status: "live",
          filled: 0,
          why: both({ why: "live" }),
        },
      },
      {
        slot: slotOf(DATE, 58),
        order: {
          id: hex("order 2"),
          side: "sell",
          wh: 800,
          price: 450_000,
          status: "filled",
          filled: 200,
          why: both({ why: "shared", price: at.price, ordered: at.sell.ordered, filled: at.sell.filled }),
        },
      },
    ],
    last: {
      carrier: "electricity",
      slot: slotOf(DATE, 58),
      height: 18_190,
      orders: 4,
      admitted: 4,
      most: 100_000,
      result: { ...at, sell: margin(at.sell), buy: margin(at.buy) },
      contracts: 2,
      contracted: at.volume,
    },
  };
}
