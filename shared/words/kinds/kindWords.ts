/** The form in which the words of a kind of transaction are given; one table per room, together in kinds.ts. */
import type { Charges } from "../../ledger/params.ts";
import type { TxBody, TxKind, TxOf } from "../../ledger/transactions.ts";
import type { Both, Lang, Place } from "../format.ts";

/** What a sentence is written with: the language, and the reader's names for parties. */
export interface Teller {
  readonly lang: Lang;
  readonly say: (en: string, zh: string) => string;
  readonly name: (party: string) => string;
  /** Grid and hours of the reader's zone; null when unknown. */
  readonly place: Place | null;
  /** Charges from the seller's zone to the buyer's; null when unknown. */
  readonly charges: Charges | null;
  /** The party that signs, where it may be another one than the sender; null: the sender. */
  readonly self: string | null;
  /** The transaction that the body names, if it is at hand: the proposal that a vote is about. */
  readonly related?: TxBody | null;
}

export interface KindRow {
  readonly label: Both;
  readonly value: Both;
}

export interface KindWords<K extends TxKind> {
  /** A short name: "Revoke a signature". */
  readonly title: Both;
  /** One or two plain sentences in the signer's voice: what it does, to whom, when, for how much, what it can cost. */
  text(body: TxOf<K>, teller: Teller): string;
  /** What a stranger can read of it, under a heading that says "Public". */
  readonly public: Both;
  /** What the sentence leaves out. */
  rows(body: TxOf<K>): readonly KindRow[];
}
export type KindWordsTable<K extends TxKind> = { readonly [Each in K]: KindWords<Each> };
