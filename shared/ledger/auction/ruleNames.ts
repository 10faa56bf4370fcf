/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/auction.ts. */
export const AUCTION_RULES = [] as const;
