/** Decisions by quorum: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface SupervisionQueries {}

export const SUPERVISION_QUERIES: QueryTable<SupervisionQueries> = {};
