/** The auction: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface AuctionQueries {}

export const AUCTION_QUERIES: QueryTable<AuctionQueries> = {};
