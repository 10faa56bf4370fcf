/** One sentence for what is signed, in both languages, from the body and the verified facts around it. */
import { bodyText, type Known } from "../../shared/words/transaction.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Composed } from "../local/port.ts";
import { type Both, both } from "./figures.ts";

export function sentenceOf(body: TxBody, facts: Composed["facts"]): Both {
  const known: Known = { place: facts.market, charges: facts.charges, amount: facts.amount };
  return both((lang) => bodyText(body, facts.related, lang, facts.names, known));
}
