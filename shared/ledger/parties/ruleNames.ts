/** Names of the rules of this room, in the order in which they are applied. Words: shared/words/refusals/parties.ts. */
export const PARTY_RULES = ["standing.known", "standing.zone", "standing.supplier", "standing.state"] as const;
