/** Parties, their keys and meters, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const PARTY_WORDS: KindWordsTable<
  "party.leave" | "party.move" | "key.rotate" | "key.encryption" | "meter.replace" | "meter.attest"
> = {
  "party.leave": unwritten("party.leave"),
  "party.move": unwritten("party.move"),
  "key.rotate": unwritten("key.rotate"),
  "key.encryption": unwritten("key.encryption"),
  "meter.replace": unwritten("meter.replace"),
  "meter.attest": unwritten("meter.attest"),
};
