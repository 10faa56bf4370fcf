/** What operators post about readings: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { OPERATOR_METER_RULES } from "../../ledger/metering/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const OPERATOR_METER_SENTENCES: Sentences<(typeof OPERATOR_METER_RULES)[number]> = {};
