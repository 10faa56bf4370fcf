/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/grid.ts. */
export const GRID_RULES = [] as const;
