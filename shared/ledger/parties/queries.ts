/** Parties, their keys and meters: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface PartyQueries {}

export const PARTY_QUERIES: QueryTable<PartyQueries> = {};
