/** The words of the kinds, all rooms together. */
import type { TxBody } from "../../ledger/transactions.ts";
import type { KindRow, KindWords, Teller } from "./kindWords.ts";
import { PARTY_WORDS } from "./parties.ts";
import { DEAL_WORDS } from "./deals.ts";
import { AUCTION_WORDS } from "./auction.ts";
import { OPERATOR_METER_WORDS } from "./metering.ts";
import { GRID_WORDS } from "./grid.ts";
import { END_WORDS } from "./ends.ts";
import { SUPERVISION_WORDS } from "./supervision.ts";

export const KIND_WORDS = {
  ...PARTY_WORDS,
  ...DEAL_WORDS,
  ...AUCTION_WORDS,
  ...OPERATOR_METER_WORDS,
  ...GRID_WORDS,
  ...END_WORDS,
  ...SUPERVISION_WORDS,
};
/** Kinds whose words stand in this table; those of the first market stand in ../transaction.ts. */
export type WordedKind = keyof typeof KIND_WORDS;

type Worded = Extract<TxBody, { kind: WordedKind }>;

/** Whether the words of a body stand in this table. */
export function isWorded(body: TxBody): body is Worded {
  return Object.hasOwn(KIND_WORDS, body.kind);
}

// The row of a kind takes the body of that kind; the compiler cannot see it through the union.
const rowOf = (body: Worded): KindWords<WordedKind> => KIND_WORDS[body.kind] as unknown as KindWords<WordedKind>;

export const kindText = (body: Worded, teller: Teller): string => rowOf(body).text(body, teller);
export const kindPublic = (body: Worded): KindWords<WordedKind>["public"] => rowOf(body).public;
export const kindRows = (body: Worded): readonly KindRow[] => rowOf(body).rows(body);
