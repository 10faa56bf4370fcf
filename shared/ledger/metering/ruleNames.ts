/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/metering.ts. */
export const OPERATOR_METER_RULES = [
  "meter.party",
  "meter.operator",
  "meter.ended",
  "meter.awaited",
  "meter.final",
  "meter.grace",
  "meter.notFinal",
  "meter.late",
  "meter.kept",
] as const;
