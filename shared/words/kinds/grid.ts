/** Operators and utilities, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const GRID_WORDS: KindWordsTable<
  | "grid.supply"
  | "grid.transfer"
  | "grid.tariff"
  | "grid.factor"
  | "grid.call"
  | "grid.answer"
  | "grid.curtail"
  | "grid.outage"
> = {
  "grid.supply": unwritten("grid.supply"),
  "grid.transfer": unwritten("grid.transfer"),
  "grid.tariff": unwritten("grid.tariff"),
  "grid.factor": unwritten("grid.factor"),
  "grid.call": unwritten("grid.call"),
  "grid.answer": unwritten("grid.answer"),
  "grid.curtail": unwritten("grid.curtail"),
  "grid.outage": unwritten("grid.outage"),
};
