/** market.auction: the reader's orders around the gate, each with the step that decided, and the last clearing of the zone with its arithmetic. */
import type { AuctionOrder, AuctionView, Clearing } from "../../../shared/ipc/auctionViews.ts";
import { explain } from "../../../shared/ledger/auction/explain.ts";
import type { ClearingRecord, OrderRecord } from "../../../shared/ledger/auction/records.ts";
import type { Margin } from "../../../shared/ledger/auction/uniformPrice.ts";
import { firstOpenSlot } from "../../../shared/ledger/time.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { fillText } from "../../../shared/words/auction.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";
import { gridFor, marketAt, marketView } from "../market.ts";

/** Slots that are looked at on either side of the gate. */
const SPAN = 48;

export async function auctionView(joined: Joined, page: Page, carrier: Carrier): Promise<AuctionView> {
  const at = await marketAt(joined, page);
  const open = firstOpenSlot(gridFor(at.params, carrier), at.now);
  const from = Math.max(0, open - SPAN);
  const [orders, clearings] = await Promise.all([
    page.query("ordersOf", { party: joined.account.address, carrier, from, to: open + SPAN }),
    page.query("clearings", { zone: at.zone.id, carrier, from, to: open + SPAN }),
  ]);
  const bySlot = new Map(clearings.map((one) => [one.slot, one]));
  const place = marketView(at, carrier);
  const orderView = (order: OrderRecord): AuctionOrder => {
    const { side, wh, price, slot } = order.signed.body;
    const book = bySlot.get(slot) ?? { carrier, zone: at.zone.id, slot, orders: 0, cleared: null };
    const why = explain(order, book);
    return {
      id: order.id,
      side,
      wh,
      price,
      status: order.status,
      filled: order.filled,
      why: { en: fillText(why, "en", place), zh: fillText(why, "zh", place) },
    };
  };
  const last = clearings.filter(({ cleared }) => cleared !== null).toSorted((a, b) => b.slot - a.slot)[0];
  return {
    mine: orders
      .map((order) => ({ slot: order.signed.body.slot, order: orderView(order) }))
      .toSorted((a, b) => b.slot - a.slot || (a.order.id < b.order.id ? -1 : 1)),
    last: last ? clearingView(last) : null,
  };
}

function clearingView({ carrier, slot, orders, cleared }: ClearingRecord): Clearing | null {
  if (!cleared) return null;
  const { at, admitted, most, result, contracts, contracted } = cleared;
  const side = ({ price, ordered, filled }: Margin) => ({ price, ordered, filled });
  return {
    carrier,
    slot,
    height: at.height,
    orders,
    admitted,
    most,
    result: result && {
      volume: result.volume,
      low: result.low,
      high: result.high,
      price: result.price,
      sell: side(result.sell),
      buy: side(result.buy),
    },
    contracts,
    contracted,
  };
}
