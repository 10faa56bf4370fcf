/** The regulators' seats of a vote, each with what stands in it. */
import type { PartyLabel } from "../../../shared/ipc/marketViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { partyName } from "../../frame/names.ts";
import type { Seat } from "../../parts/Quorum.tsx";
import { officeWords } from "./words.ts";

export interface Cast {
  readonly party: PartyLabel;
  readonly approve: boolean;
}

export function seatsOf(regulators: readonly PartyLabel[], ballots: readonly Cast[], lang: Lang): readonly Seat[] {
  const t = officeWords.say;
  return regulators.map((regulator) => {
    const cast = ballots.find(({ party }) => party.id === regulator.id);
    const vote = cast === undefined ? "open" : cast.approve ? "yes" : "no";
    const name = regulator.name ? (lang === "en" ? regulator.name.en : regulator.name.zh) : partyName(regulator, lang);
    return {
      id: regulator.id,
      name,
      me: regulator.me,
      vote,
      note: regulator.me && cast === undefined ? t("you") : t(vote),
    };
  });
}

/** The vote of the account is the one that is missing. */
export const decidesIt = (seats: readonly Seat[], needed: number): boolean =>
  seats.some(({ me, vote }) => me && vote === "open") &&
  seats.filter(({ vote }) => vote === "yes").length === needed - 1;
