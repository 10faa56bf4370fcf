/** What was decided about contracts, the latest first. */
import type { DecisionRow } from "../../../shared/ipc/officeViews.ts";
import { useHome } from "../../frame/market.ts";
import { clockText, momentText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";

const SHOWN = 6;

export function Decided({ decisions }: { decisions: readonly DecisionRow[] }) {
  const t = balanceWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const done = decisions.filter(({ act, ended }) => act.startsWith("contract.") && ended !== null).slice(0, SHOWN);
  return (
    <section className="below">
      <h2>{t("decided")}</h2>
      {done.length === 0 ? <p className="dim">{t("nothingDecided")}</p> : null}
      <ul className="decided">
        {done.map((decision) => (
          <li key={decision.id}>
            <span className="dim" title={momentText(lang, (decision.ended ?? 0) + offset)}>
              {clockText((decision.ended ?? 0) + offset)}
            </span>
            <span>{lang === "en" ? decision.text.en : decision.text.zh}</span>
            <span className="note">
              {decision.carried ? t("by", { votes: decision.carried.votes, of: decision.carried.of }) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
