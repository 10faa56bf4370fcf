/** Every act that regulators decide, in words. */
import type { Act, ActName } from "../../ledger/bodies/decisions.ts";
import type { Both } from "../format.ts";
import type { Teller } from "../kinds/kindWords.ts";
import type { ActWords, ActWordsTable } from "./act.ts";
import { CONTRACT_ACT_WORDS } from "./contracts.ts";
import { MARKET_ACT_WORDS } from "./market.ts";
import { OFFICE_ACT_WORDS } from "./offices.ts";
import { PARTY_ACT_WORDS } from "./parties.ts";

const ACT_WORDS: ActWordsTable<ActName> = {
  ...CONTRACT_ACT_WORDS,
  ...PARTY_ACT_WORDS,
  ...MARKET_ACT_WORDS,
  ...OFFICE_ACT_WORDS,
};

// The row of an act takes that act; the compiler cannot see it through the union.
const rowOf = (act: Act): ActWords<ActName> => ACT_WORDS[act.act] as unknown as ActWords<ActName>;

export const actTitle = (act: Act): Both => rowOf(act).title;
export const actText = (act: Act, teller: Teller): string => rowOf(act).text(act as never, teller);
