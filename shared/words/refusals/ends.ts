/** Ends of contracts and disputes: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { END_RULES } from "../../ledger/ends/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const END_SENTENCES: Sentences<(typeof END_RULES)[number]> = {};
