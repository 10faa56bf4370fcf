/** Ends of contracts and disputes: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface EndQueries {}

export const END_QUERIES: QueryTable<EndQueries> = {};
