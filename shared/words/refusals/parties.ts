/** Parties, their keys and meters: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { PARTY_RULES } from "../../ledger/parties/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const PARTY_SENTENCES: Sentences<(typeof PARTY_RULES)[number]> = {};
