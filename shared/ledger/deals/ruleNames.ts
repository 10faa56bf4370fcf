/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/deals.ts. */
export const DEAL_RULES = [] as const;
