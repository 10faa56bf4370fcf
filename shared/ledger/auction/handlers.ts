/** The auction: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { cancelOrder, placeOrder } from "./orders.ts";

export const AUCTION_HANDLERS: Handlers<"auction.order" | "auction.cancel"> = {
  "auction.order": placeOrder,
  "auction.cancel": (context, { body }) => cancelOrder(context, body),
};
