/** The form in which an act that regulators decide is put into words; together in acts.ts. */
import type { ActName, ActOf } from "../../ledger/bodies/decisions.ts";
import { type Both, moment } from "../format.ts";
import type { Teller } from "../kinds/kindWords.ts";

export interface ActWords<A extends ActName> {
  /** A short name: "Void a contract". */
  readonly title: Both;
  /** What will be so once it takes effect, in whole sentences, with its figures. */
  text(act: ActOf<A>, teller: Teller): string;
}
export type ActWordsTable<A extends ActName> = { readonly [Each in A]: ActWords<Each> };

/** A market second in the reader's hours, or in UTC when those are unknown. */
export function at(seconds: number, { lang, place }: Teller): string {
  return place ? moment(seconds + place.utcOffset, lang) : `${moment(seconds, lang)} UTC`;
}

/** A hash to compare by eye. */
export const short = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
