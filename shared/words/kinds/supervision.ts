/** Decisions by quorum, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const SUPERVISION_WORDS: KindWordsTable<"decision.propose" | "decision.vote"> = {
  "decision.propose": unwritten("decision.propose"),
  "decision.vote": unwritten("decision.vote"),
};
