/** The auction, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const AUCTION_WORDS: KindWordsTable<"auction.order" | "auction.cancel"> = {
  "auction.order": unwritten("auction.order"),
  "auction.cancel": unwritten("auction.cancel"),
};
