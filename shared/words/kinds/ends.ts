/** Ends of contracts and disputes, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const END_WORDS: KindWordsTable<"contract.end" | "dispute.raise" | "dispute.withdraw" | "dispute.appeal"> = {
  "contract.end": unwritten("contract.end"),
  "dispute.raise": unwritten("dispute.raise"),
  "dispute.withdraw": unwritten("dispute.withdraw"),
  "dispute.appeal": unwritten("dispute.appeal"),
};
