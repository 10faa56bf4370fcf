/** Deals, mail and lots: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface DealQueries {}

export const DEAL_QUERIES: QueryTable<DealQueries> = {};
