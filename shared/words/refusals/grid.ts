/** Operators and utilities: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { GRID_RULES } from "../../ledger/grid/ruleNames.ts";
import type { Sentences } from "./sentences.ts";

export const GRID_SENTENCES: Sentences<(typeof GRID_RULES)[number]> = {};
