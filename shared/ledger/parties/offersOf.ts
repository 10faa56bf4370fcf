/** A party's live offers and orders are withdrawn: when its key may be in a thief's hands, when it is suspended, when its house is handed over. */
import { withdrawOrders } from "../auction/orders.ts";
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import { retire } from "../offers.ts";
import { load, namesUnder } from "../stored.ts";

/** Cancels them all: as many as its quota let it post since they leave the state some days after they end. */
export function withdrawOffers(context: Context, party: string): void {
  for (const name of namesUnder(context.state, KEY.offersOf(party))) {
    const offer = load.offerBase(context.state, name.slice(name.indexOf("/") + 1));
    if (offer && load.offerLive(context.state, offer.id).status === "live") retire(context, offer, "cancel");
  }
  withdrawOrders(context, party);
}
