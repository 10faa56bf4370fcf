/** Bodies of the auction (DESIGN §4, Auction): divisible orders for one slot, without a minimum, with the zone's standard damages. */
import { Carrier, Price, Side, Slot, Technology, TxId, ZoneId } from "../units.ts";
import { body, int } from "./body.ts";

/** An order of `wh` for one slot at a seller's lowest or a buyer's highest price. `technology`: the seller's origin; a buyer takes any, so `none`. */
export const PlaceOrder = body("auction.order", {
  side: Side,
  carrier: Carrier,
  zone: ZoneId,
  slot: Slot,
  wh: int(1, 1_000_000_000),
  price: Price,
  technology: Technology,
});
export const CancelOrder = body("auction.cancel", { order: TxId });

export const AUCTION_BODIES = [PlaceOrder, CancelOrder] as const;
