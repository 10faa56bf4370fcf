/** market.mine: the reader's own live offers of every carrier, complete, the one that expires first before the others. */
import type { MyOffer } from "../../../shared/ipc/tradeViews.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { allInPrice } from "../../../shared/words/allIn.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";

export async function myOffers(joined: Joined, page: Page): Promise<MyOffer[]> {
  const offers = await page.query("offersOf", { party: joined.account.address });
  return offers
    .filter(({ status }) => status === "live")
    .map(({ id, left, signed: { body }, charges }) => {
      const total = sum(left.wh);
      const { carrier, side, type, price, damages, expires } = body;
      return {
        id,
        carrier,
        side,
        type,
        energy: left,
        total,
        taken: sum(body.energy.wh) - total,
        minimum: Math.min(body.minimum, total),
        price,
        allIn: allInPrice(price, charges),
        damages,
        expires,
      };
    })
    .toSorted((a, b) => a.expires - b.expires || (a.id < b.id ? -1 : 1));
}
