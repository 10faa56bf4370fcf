/** Deals, mail and lots: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { DEAL_RULES } from "../../ledger/deals/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const DEAL_SENTENCES: Sentences<(typeof DEAL_RULES)[number]> = {};
