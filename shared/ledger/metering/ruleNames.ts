/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/metering.ts. */
export const OPERATOR_METER_RULES = [] as const;
