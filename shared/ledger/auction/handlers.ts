/** The auction: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const AUCTION_HANDLERS: Handlers<"auction.order" | "auction.cancel"> = {
  "auction.order": unbuilt,
  "auction.cancel": unbuilt,
};
