/** The auction: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { AUCTION_RULES } from "../../ledger/auction/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const AUCTION_SENTENCES: Sentences<(typeof AUCTION_RULES)[number]> = {};
