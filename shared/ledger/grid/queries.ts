/** Operators and utilities: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface GridQueries {}

export const GRID_QUERIES: QueryTable<GridQueries> = {};
