/** Decisions by quorum: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { SUPERVISION_RULES } from "../../ledger/supervision/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const SUPERVISION_SENTENCES: Sentences<(typeof SUPERVISION_RULES)[number]> = {};
