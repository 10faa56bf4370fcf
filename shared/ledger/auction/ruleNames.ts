/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/auction.ts. */
export const AUCTION_RULES = [
  "auction.late",
  "auction.own",
  "auction.zone",
  "auction.technology",
  "auction.watched",
  "auction.review",
  "auction.quota",
  "auction.full",
  "auction.unknown",
  "auction.mine",
  "auction.live",
] as const;
