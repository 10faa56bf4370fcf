/** market.book: the live offers of my zone, complete, with what the buyer pays per kWh in all, whoever of the two offers. */
import type { BookRow } from "../../../shared/ipc/marketViews.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { allInPrice } from "../../../shared/words/allIn.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type BookPage, type Joined, labelOf } from "../joined.ts";
import { wholeBook } from "../wholeBook.ts";
import { marketAt } from "../market.ts";

export async function bookRows(joined: Joined, page: Page, input: BookPage): Promise<BookRow[]> {
  const { zone } = await marketAt(joined, page);
  const offers = await wholeBook(page, { ...input, zone: zone.id });
  joined.shownIn.clear();
  for (const { id } of offers) joined.shownIn.set(id, { ...input });
  return offers.map(({ id, party, left, signed: { body }, charges }) => ({
    id,
    side: body.side,
    type: body.type,
    party: labelOf(joined, party),
    energy: left,
    total: sum(left.wh),
    minimum: Math.min(body.minimum, sum(left.wh)),
    price: body.price,
    allIn: allInPrice(body.price, charges),
    damages: body.damages,
    expires: body.expires,
    mine: party === joined.account.address,
  }));
}
