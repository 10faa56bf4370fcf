/** What operators post about readings: what can be asked and proved. */
import type { QueryTable } from "../query.ts";

// oxlint-disable-next-line typescript/no-empty-object-type
export interface OperatorMeterQueries {}

export const OPERATOR_METER_QUERIES: QueryTable<OperatorMeterQueries> = {};
