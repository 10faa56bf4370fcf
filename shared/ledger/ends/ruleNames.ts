/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/ends.ts. */
export const END_RULES = [] as const;
