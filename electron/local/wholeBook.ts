/** The whole book of a zone for some slots, page by page at one height, in book order. */
import type { OfferRecord } from "../../shared/ledger/records.ts";
import { bookOrder, PAGE_LIMIT } from "../../shared/ledger/runQuery.ts";
import type { BookSpan } from "../../shared/ledger/wholeBook.ts";
import type { Page } from "../sync/verifiedReads.ts";

export async function wholeBook(page: Pick<Page, "query">, input: BookSpan): Promise<OfferRecord[]> {
  const all: OfferRecord[] = [];
  // Ends: each page begins after the last one's, and the book has an end.
  for (let after: string | null | undefined; after !== null;) {
    const { offers, next } = await page.query("bookPage", {
      ...input,
      limit: PAGE_LIMIT,
      ...(after === undefined ? {} : { after }),
    });
    all.push(...offers);
    after = next;
  }
  return all.toSorted(bookOrder);
}
