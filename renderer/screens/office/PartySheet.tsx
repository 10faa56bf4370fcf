/** One party: what the installer vouched for, how the regulators stand, and what this office can sign about it. */
import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { PartyLabel } from "../../../shared/ipc/marketViews.ts";
import type { PartyRow } from "../../../shared/ipc/officeViews.ts";
import type { Act } from "../../../shared/ledger/bodies/decisions.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { kilo, whole } from "../../parts/figures.ts";
import { Quorum } from "../../parts/Quorum.tsx";
import { momentText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { partyWords } from "./partyWords.ts";
import { type ReasonedAct, ReasonedActs } from "./ReasonedActs.tsx";
import { decidesIt, seatsOf } from "./seats.ts";
import { useOffice } from "./useOffice.ts";
import { officeWords } from "./words.ts";

export function PartySheet({ row, regulators }: { row: PartyRow; regulators: readonly PartyLabel[] }) {
  const lang = useLang();
  const roles = useHome()?.roles ?? [];
  const isRegulator = regulators.some(({ me }) => me);
  return (
    <>
      <h2 className="lead">{partyName(row.party, lang)}</h2>
      <Facts row={row} />
      {row.admission ? <Admission row={row} admission={row.admission} regulators={regulators} /> : null}
      {isRegulator && row.status !== "pending" ? <Standing row={row} /> : null}
      {isRegulator && row.status === "active" && row.meter ? <Change row={row} /> : null}
      {roles.includes("operator") && row.meter?.class === "B" ? (
        <Attest party={row.party.id} meter={row.meter.id} />
      ) : null}
    </>
  );
}

function Facts({ row }: { row: PartyRow }) {
  const t = partyWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  return (
    <>
      <dl className="office-facts">
        <dt>{t("address")}</dt>
        <dd className="note addr whole">{row.party.id}</dd>
        <dt>{t("connection")}</dt>
        <dd>
          {t("connectionIs", {
            in: kilo(lang, row.importW),
            out: kilo(lang, row.exportW),
            technology: t(`technology.${row.technology}`),
          })}
        </dd>
        {row.meter ? (
          <>
            <dt>{t("meter")}</dt>
            <dd>{t("meterIs", { id: row.meter.id, class: row.meter.class })}</dd>
          </>
        ) : null}
        {row.supplier ? (
          <>
            <dt>{t("supplier")}</dt>
            <dd>{partyName(row.supplier, lang)}</dd>
          </>
        ) : null}
        {row.point ? (
          <>
            <dt>{t("point")}</dt>
            <dd className="note" title={row.point}>
              {shortHash(row.point)}
            </dd>
          </>
        ) : null}
        <dt>{t("since")}</dt>
        <dd>{momentText(lang, row.since.market + offset)}</dd>
        {row.decided ? (
          <>
            <dt>{t("decided")}</dt>
            <dd className="note">
              {t("decidedIs", {
                time: momentText(lang, row.decided.market + offset),
                votes: row.decided.votes,
                of: row.decided.of,
                reason: row.decided.reason,
              })}
            </dd>
          </>
        ) : null}
      </dl>
      {/* Who was there at the beginning had no certificate. */}
      {row.meter && row.since.height > 0 ? (
        <p className="note below">{t("vouched", { height: whole(lang, row.since.height) })}</p>
      ) : null}
    </>
  );
}

function Admission(props: {
  row: PartyRow;
  admission: NonNullable<PartyRow["admission"]>;
  regulators: readonly PartyLabel[];
}) {
  const t = partyWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const { row, admission, regulators } = props;
  const seats = seatsOf(regulators, admission.votes, lang);
  const mine = seats.find(({ me }) => me);
  const vote = (admit: boolean) => (reason: string) =>
    ({ kind: "party.admit", party: row.party.id, admit, reason }) as const;
  return (
    <div className="below">
      <div className="row between">
        <b className="b">{office("needs", { needed: admission.needed, of: admission.of })}</b>
        {decidesIt(seats, admission.needed) ? <span className="note">{office("decides")}</span> : null}
      </div>
      <Quorum seats={seats} label={office("votes")} />
      {admission.votes.map(({ party, reason }) => (
        <p key={party.id} className="note quote">
          {`${partyName(party, lang)}${lang === "en" ? ": “" : "：“"}${reason}”`}
        </p>
      ))}
      {mine?.vote === "open" ? (
        <ReasonedActs
          acts={[
            { text: t("admit"), filled: true, intent: vote(true) },
            { text: t("refuse"), intent: vote(false) },
          ]}
        />
      ) : mine ? (
        <p className="note below">{t("voted")}</p>
      ) : null}
    </div>
  );
}

/** What regulators may propose about a party as it stands. */
function Standing({ row }: { row: PartyRow }) {
  const t = partyWords.use();
  const party = row.party.id;
  const propose =
    (decide: Act) =>
    (reason: string): ReturnType<ReasonedAct["intent"]> => ({ kind: "decision.propose", decide, reason });
  const acts: ReasonedAct[] = [];
  // A regulator in office is removed, never suspended.
  if (row.status === "active" && !row.roles.includes("regulator"))
    acts.push({ text: t("suspend"), intent: propose({ act: "party.suspend", party }) });
  if (row.status === "suspended")
    acts.push({ text: t("reinstate"), intent: propose({ act: "party.reinstate", party }) });
  if (row.status === "active" && row.meter)
    acts.push({
      text: t(row.watched ? "unwatch" : "watch"),
      intent: propose({ act: "watch.set", party, on: !row.watched }),
    });
  return acts.length > 0 ? <ReasonedActs acts={acts} /> : null;
}

function Change({ row }: { row: PartyRow }) {
  const t = partyWords.use();
  const [importKw, setImport] = useState<number | string>(row.importW / 1000);
  const [exportKw, setExport] = useState<number | string>(row.exportW / 1000);
  const watts = (kw: number | string) => (typeof kw === "number" ? Math.round(kw * 1000) : null);
  const [importW, exportW] = [watts(importKw), watts(exportKw)];
  const same = importW === row.importW && exportW === row.exportW;
  return (
    <div className="office-block">
      <h2>{t("change")}</h2>
      <div className="office-form">
        <NumberInput
          hideControls
          label={t("changeImport")}
          min={0}
          decimalScale={3}
          value={importKw}
          onChange={setImport}
        />
        <NumberInput
          hideControls
          label={t("changeExport")}
          min={0}
          decimalScale={3}
          value={exportKw}
          onChange={setExport}
        />
      </div>
      <ReasonedActs
        acts={[
          {
            text: t("proposeChange"),
            intent: (reason) =>
              importW === null || exportW === null || same
                ? null
                : {
                    kind: "decision.propose",
                    decide: { act: "party.change", party: row.party.id, change: { importW, exportW } },
                    reason,
                  },
          },
        ]}
      />
    </div>
  );
}

function Attest({ party, meter }: { party: string; meter: string }) {
  const t = partyWords.use();
  const office = useOffice();
  return (
    <div className="below">
      <p className="note">{t("attestHelp")}</p>
      {office.fault ? <FaultLine fault={office.fault} /> : null}
      <div className="acts">
        <Button loading={office.busy} onClick={() => void office.ask({ kind: "meter.attest", party, meter })}>
          {t("attest")}
        </Button>
      </div>
    </div>
  );
}
