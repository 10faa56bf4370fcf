/** A party as it is called here: by the name on its card, else by its shortened address. */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import type { PartyLabel } from "../../shared/ipc/marketViews.ts";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { partWords } from "../parts/words.ts";

export const partyName = (party: PartyLabel, lang: Lang): string => {
  if (party.me) return partWords.say("you");
  if (party.name) return lang === "en" ? party.name.en : party.name.zh;
  return shortAddress(party.id);
};
