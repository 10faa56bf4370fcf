/** What operators post about readings, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const OPERATOR_METER_WORDS: KindWordsTable<"meter.totals" | "meter.substitute" | "meter.correct"> = {
  "meter.totals": unwritten("meter.totals"),
  "meter.substitute": unwritten("meter.substitute"),
  "meter.correct": unwritten("meter.correct"),
};
