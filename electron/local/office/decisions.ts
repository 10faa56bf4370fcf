/** office.decisions: what the regulators decide by quorum, in words, with every vote. */
import type { DecisionRow, DecisionsView } from "../../../shared/ipc/officeViews.ts";
import type { Act } from "../../../shared/ledger/bodies/decisions.ts";
import type { DecisionRecord, DecisionState } from "../../../shared/ledger/supervision/records.ts";
import { actText, actTitle } from "../../../shared/words/acts/acts.ts";
import { apart, type Lang, nameOf as nameIn, type Place } from "../../../shared/words/format.ts";
import type { Teller } from "../../../shared/words/kinds/kindWords.ts";
import { refusalText } from "../../../shared/words/refusals.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { marketAt, marketView } from "../market.ts";
import { namesOf } from "../views/contracts.ts";
import { partiesIn } from "./officeDraft.ts";

const OPEN = 100;
/** Of each way to end, the latest. */
const ENDED = 20;
const ENDS = ["effective", "failed", "rejected", "lapsed"] as const satisfies DecisionState[];

export async function decisionsView(joined: Joined, page: Page): Promise<DecisionsView> {
  const at = await marketAt(joined, page);
  const place: Place = marketView(at);
  const [regulators, clock, open, carried, ...ended] = await Promise.all([
    page.query("regulators", {}),
    page.query("clock", {}),
    page.query("decisions", { status: "open", limit: OPEN }),
    page.query("decisions", { status: "carried", limit: OPEN }),
    ...ENDS.map((status) => page.query("decisions", { status, limit: ENDED })),
  ]);
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  const found = await Promise.all([...open, ...carried].map(({ id }) => page.query("decision", { id })));
  const over = ended.flat().toSorted((a, b) => (b.ended?.height ?? 0) - (a.ended?.height ?? 0));
  const row = (decision: DecisionRecord, more: Pick<DecisionRow, "tally" | "ballots">): DecisionRow => ({
    id: decision.id,
    by: labelOf(joined, decision.signed.body.sender),
    act: decision.signed.body.decide.act,
    ...inWords(joined, place, decision.signed.body.decide),
    reason: decision.signed.body.reason,
    about: aboutOf(decision.signed.body.decide),
    state: decision.state,
    at: decision.at.market,
    until: decision.until + behind,
    effect: decision.effect === null ? null : decision.effect + behind,
    ended: decision.ended?.market ?? null,
    carried: decision.carried && {
      votes: decision.carried.votes,
      of: decision.carried.of,
      needed: decision.carried.needed,
    },
    refusal: decision.refusal && {
      en: refusalText(decision.refusal, "en", place),
      zh: refusalText(decision.refusal, "zh", place),
    },
    ...more,
  });
  return {
    regulators: regulators.map(({ id }) => labelOf(joined, id)),
    quorum: at.params.quorum,
    decisions: [
      ...found.flatMap((one) =>
        one
          ? [
              row(one.decision, {
                tally: one.tally && { ...one.tally },
                ballots: one.ballots.map(({ regulator, approve, reason, at: when }) => ({
                  party: labelOf(joined, regulator),
                  approve,
                  reason,
                  at: when.market,
                })),
              }),
            ]
          : [],
      ),
      ...over.map((decision) => row(decision, { tally: null, ballots: [] })),
    ],
  };
}

/** Title and sentence of an act in both languages. */
export function inWords(
  joined: Joined,
  place: Place | null,
  act: Act,
): { readonly title: { en: string; zh: string }; readonly text: { en: string; zh: string } } {
  const names = namesOf(joined, partiesIn(act));
  const text = (lang: Lang): string =>
    actText(
      act,
      tellerIn(lang, place, (id) => apart(nameIn(id, names, lang), lang)),
    );
  return { title: { ...actTitle(act) }, text: { en: text("en"), zh: text("zh") } };
}

export const tellerIn = (lang: Lang, place: Place | null, name: (party: string) => string): Teller => ({
  lang,
  say: (en, zh) => (lang === "en" ? en : zh),
  name,
  place,
  charges: null,
  self: null,
});

function aboutOf(act: Act): string | null {
  switch (act.act) {
    case "contract.release":
    case "contract.refuse":
    case "contract.void":
      return act.contract;
    case "dispute.rule":
      return act.dispute;
    default:
      return partiesIn(act)[0] ?? null;
  }
}
