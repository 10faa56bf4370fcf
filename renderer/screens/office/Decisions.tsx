/** Everything that the regulators decide by quorum: what waits for a vote, what waits for its effect, what has ended. */
import { Table } from "@mantine/core";
import type { DecisionRow, DecisionsView } from "../../../shared/ipc/officeViews.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { whole } from "../../parts/figures.ts";
import { momentText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { decisionWords } from "./decisionWords.ts";
import { OpenVote, Vote } from "./HeldSheet.tsx";
import { ProposeForm } from "./ProposeForm.tsx";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";

export function Decisions() {
  const t = officeWords.use();
  return (
    <Screen>
      <LoadedSealed of={useRead("office.decisions", {})}>
        {(view, proof) => (
          <>
            <div className="row between">
              <h1>{t("title.decisions")}</h1>
              <Complete proof={proof} />
            </div>
            <Lists view={view} />
          </>
        )}
      </LoadedSealed>
    </Screen>
  );
}

function Lists({ view }: { view: DecisionsView }) {
  const t = decisionWords.use();
  const lang = useLang();
  const open = view.decisions.filter(({ state }) => state === "open");
  const carried = view.decisions.filter(({ state }) => state === "carried");
  const ended = view.decisions.filter(({ state }) => state !== "open" && state !== "carried");
  const isRegulator = view.regulators.some(({ me }) => me);
  return (
    <>
      <section>
        <h2>
          {t("open")} <span className="dim">{whole(lang, open.length)}</span>
        </h2>
        {open.length === 0 ? <p className="dim">{t("nothingOpen")}</p> : null}
        {open.map((decision) => (
          <article key={decision.id} className="office-block votes">
            <About decision={decision} />
            <OpenVote decision={decision} decisions={view} />
            {isRegulator ? <Vote decision={decision} /> : null}
          </article>
        ))}
      </section>
      {carried.length > 0 ? (
        <section className="office-block">
          <h2>{t("waiting")}</h2>
          {carried.map((decision) => (
            <article key={decision.id} className="below votes">
              <About decision={decision} />
            </article>
          ))}
        </section>
      ) : null}
      <section className="office-block">
        <h2>{t("ended")}</h2>
        {ended.length === 0 ? (
          <p className="dim">{t("nothingEnded")}</p>
        ) : (
          <Ended decisions={ended} all={view.decisions} />
        )}
      </section>
      {isRegulator ? <ProposeForm /> : null}
    </>
  );
}

function About({ decision }: { decision: DecisionRow }) {
  const t = decisionWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const moment = (seconds: number) => momentText(lang, seconds + offset);
  const lines = [t("by", { name: partyName(decision.by, lang), time: moment(decision.at) })];
  if (decision.state === "open") lines.push(t("lapses", { time: moment(decision.until) }));
  if (decision.state === "carried" && decision.effect !== null)
    lines.push(t("effect", { time: moment(decision.effect) }));
  return (
    <>
      <p>{lang === "en" ? decision.text.en : decision.text.zh}</p>
      <p className="note">{lines.join(lang === "en" ? ", " : "，")}</p>
    </>
  );
}

function Ended({ decisions, all }: { decisions: readonly DecisionRow[]; all: readonly DecisionRow[] }) {
  const t = decisionWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const words = lang === "en" ? "en" : "zh";
  const moment = (seconds: number) => momentText(lang, seconds + offset);
  return (
    <>
      <Table className="office-list">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("when")}</Table.Th>
            <Table.Th scope="col">{t("what")}</Table.Th>
            <Table.Th scope="col">{t("stateColumn")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("votes")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {decisions.map((decision) => (
            <Table.Tr key={decision.id}>
              <Table.Td className="dim">{moment(decision.ended ?? decision.at)}</Table.Td>
              <Table.Td className="wide">
                {sentences(lang, [decision.text[words], ...(decision.refusal ? [decision.refusal[words]] : [])])}
                <span className="note block">{decision.reason}</span>
              </Table.Td>
              <Table.Td>{t(`state.${decision.state}`)}</Table.Td>
              <Table.Td className="r">
                {decision.carried ? `${decision.carried.votes} / ${decision.carried.of}` : "–"}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div className="acts">
        <SaveTable
          name="wattlight-decisions.csv"
          text={() =>
            csvText(
              ["id", t("when"), t("what"), t("stateColumn"), t("votes"), t("reason")],
              all.map((decision) => [
                decision.id,
                moment(decision.ended ?? decision.at),
                decision.text[words],
                t(`state.${decision.state}`),
                decision.carried ? `${decision.carried.votes}/${decision.carried.of}` : "",
                decision.reason,
              ]),
            )
          }
        />
      </div>
    </>
  );
}
