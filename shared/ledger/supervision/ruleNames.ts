/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/supervision.ts. */
export const SUPERVISION_RULES = [] as const;
