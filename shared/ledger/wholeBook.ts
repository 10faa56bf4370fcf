/** A book read whole where the state itself is at hand, page by page, in book order: for who trades beside a node. */
import type { QueryIn, QueryOut } from "./queries.ts";
import type { OfferRecord } from "./records.ts";
import { bookOrder, PAGE_LIMIT } from "./runQuery.ts";

/** Live offers of a zone that touch slots from <= s < to. */
export type BookSpan = Omit<QueryIn<"bookPage">, "after" | "limit">;

export function wholeBook(
  ask: (input: QueryIn<"bookPage">) => QueryOut<"bookPage">,
  span: BookSpan,
): readonly OfferRecord[] {
  const all: OfferRecord[] = [];
  // Ends: each page begins after the last one's, and the book has an end.
  for (let after: string | null | undefined; after !== null;) {
    const { offers, next } = ask({ ...span, limit: PAGE_LIMIT, ...(after === undefined ? {} : { after }) });
    all.push(...offers);
    after = next;
  }
  return all.toSorted(bookOrder);
}
