/** One held contract: its figures against the rule that holds it, how the regulators stand, and what this office can sign. */
import type { DecisionRow, DecisionsView, HeldRow } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import type { Finding } from "../../../shared/ledger/records.ts";
import { figureText } from "../../../shared/words/refusals.ts";
import { slotSecondsOf, slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { kilo, priceMark } from "../../parts/figures.ts";
import { LimitGauge } from "../../parts/LimitGauge.tsx";
import { Quorum } from "../../parts/Quorum.tsx";
import { Seal } from "../../parts/Seal.tsx";
import { spanText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";
import { whyHeld } from "./whyHeld.ts";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { decidesIt, seatsOf } from "./seats.ts";
import { officeWords } from "./words.ts";

export function HeldSheet(props: { row: HeldRow; decisions: DecisionsView | null; proof: Proof }) {
  const t = balanceWords.use();
  const lang = useLang();
  const home = useHome();
  const { row, decisions } = props;
  const start = slotStart(home, row.carrier, row.energy.first);
  const time = spanText(lang, start, start + row.energy.wh.length * slotSecondsOf(home, row.carrier));
  const open = decisions?.decisions.find(({ about, state }) => about === row.id && state === "open");
  const isRegulator = decisions?.regulators.some(({ me }) => me) === true;
  return (
    <>
      <h2 className="lead">{t("sells", { seller: partyName(row.seller, lang), buyer: partyName(row.buyer, lang) })}</h2>
      <p>
        {t("figures", { kwh: kilo(lang, row.total), time, price: priceMark(lang, row.price) })}
        <Seal seal={{ state: "verified", proof: props.proof }} />
      </p>
      {row.rules.map((rule) => (
        <RuleFigures key={rule.rule} rule={rule} />
      ))}
      <p className="note">{row.fits === null ? t("noFit") : t("fits", { kwh: kilo(lang, row.fits) })}</p>
      <p className="note">
        <a href={hrefOf("contracts", row.id)}>{t("show")}</a>
      </p>
      {decisions && open ? <OpenVote decision={open} decisions={decisions} /> : null}
      {!isRegulator ? (
        <p className="note">{t("onlyRegulators")}</p>
      ) : open ? (
        <Vote decision={open} />
      ) : (
        <Propose row={row} />
      )}
    </>
  );
}

function RuleFigures({ rule }: { rule: HeldRow["rules"][number] }) {
  const t = balanceWords.use();
  const lang = useLang();
  const words = lang === "en" ? "en" : "zh";
  if (rule.unit === "state") return <p className="below">{t("stateRule")}</p>;
  const unit = rule.unit as Finding["unit"];
  const limit = figureText(rule.limit, unit, words);
  const figure = figureText(rule.figure, unit, words);
  const sentence = t("rule", { why: whyHeld(rule, lang), figure, limit });
  return (
    <div className="below">
      <LimitGauge
        figure={rule.figure}
        limit={rule.limit}
        figureText={figure}
        limitText={t("allowed", { limit })}
        alt={sentence}
      />
      <p className="note">{sentence}</p>
    </div>
  );
}

export function OpenVote({ decision, decisions }: { decision: DecisionRow; decisions: DecisionsView }) {
  const t = balanceWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const seats = seatsOf(decisions.regulators, decision.ballots, lang);
  const { tally } = decision;
  return (
    <div className="below">
      <div className="row between">
        <b className="b">{t("proposed", { title: lang === "en" ? decision.title.en : decision.title.zh })}</b>
        {tally && decidesIt(seats, tally.needed) ? <span className="note">{office("decides")}</span> : null}
      </div>
      {tally ? <p className="note">{office("needs", { needed: tally.needed, of: tally.of })}</p> : null}
      <Quorum seats={seats} label={office("votes")} />
      {decision.ballots.map(({ party, reason }) => (
        <p key={party.id} className="note quote">
          {`${partyName(party, lang)}${lang === "en" ? ": “" : "：“"}${reason}”`}
        </p>
      ))}
    </div>
  );
}

export function Vote({ decision }: { decision: DecisionRow }) {
  const t = balanceWords.use();
  if (decision.ballots.some(({ party }) => party.me)) return <p className="note below">{t("voted")}</p>;
  const vote = (approve: boolean) => (reason: string) =>
    ({ kind: "decision.vote", decision: decision.id, approve, reason }) as const;
  return (
    <ReasonedActs
      acts={[
        { text: t("voteYes"), filled: true, intent: vote(true) },
        { text: t("voteNo"), intent: vote(false) },
      ]}
    />
  );
}

function Propose({ row }: { row: HeldRow }) {
  const t = balanceWords.use();
  const propose = (act: "contract.release" | "contract.refuse") => (reason: string) =>
    ({ kind: "decision.propose", decide: { act, contract: row.id }, reason }) as const;
  return (
    <ReasonedActs
      acts={[
        { text: t("release"), filled: true, intent: propose("contract.release") },
        { text: t("refuse"), intent: propose("contract.refuse") },
      ]}
    />
  );
}
