/** One contract: the sentence both signed, its stations, slot by slot, why it was admitted, what it comes to, and the proof. */
import { Button, Table } from "@mantine/core";
import { useMemo, useState } from "react";
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { firstSlotOf, slotSecondsOf, slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { Key } from "../../parts/Key.tsx";
import { MiniRibbon } from "../../parts/ribbon/MiniRibbon.tsx";
import { slotX } from "../../parts/ribbon/geometry.ts";
import { SavePdf } from "../../parts/SavePdf.tsx";
import { Seal } from "../../parts/Seal.tsx";
import { SlotBars } from "../../parts/SlotBars.tsx";
import { StationLine } from "../../parts/StationLine.tsx";
import { clockText, dateSeconds, localDate, momentText } from "../../parts/times.ts";
import { whole } from "../../parts/figures.ts";
import { hrefOf } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { dayBlocks } from "../blocks.ts";
import { Amounts } from "./Amounts.tsx";
import { Disputes } from "./Disputes.tsx";
import { EndContract } from "./EndContract.tsx";
import { endWords } from "./endWords.ts";
import { RaiseDispute } from "./RaiseDispute.tsx";
import { ContractNote } from "./ContractNote.tsx";
import { ContractProof } from "./ContractProof.tsx";
import { ruleFigure, ruleName } from "./findings.ts";
import { contractWords } from "./words.ts";
import "./contracts.css";

export default function ContractScreen({ id }: { id: string }) {
  const t = contractWords.use();
  const wellFormed = /^[0-9a-f]{64}$/.test(id);
  return (
    <Screen
      where={
        <>
          <a href={hrefOf("contracts")}>{t("title")}</a> / <span className="addr">{shortHash(id)}</span>
        </>
      }
    >
      {wellFormed ? <Proved id={id} /> : <p>{t("gone")}</p>}
    </Screen>
  );
}

function Proved({ id }: { id: string }) {
  const t = contractWords.use();
  const contract = useRead("contracts.get", { id });
  return (
    <LoadedSealed of={contract}>
      {(view, proof) => (view ? <Contract view={view} proof={proof} /> : <p>{t("gone")}</p>)}
    </LoadedSealed>
  );
}

function Contract({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = contractWords.use();
  const lang = useLang();
  const seal = <Seal seal={{ state: "verified", proof }} />;
  const [open, setOpen] = useState(false);
  const words = lang === "en" ? view.text.en : view.text.zh;
  return (
    <>
      <div className="contract-head">
        <p className="say">{words.lead}</p>
        <div className="contract-acts">
          <Button onClick={() => window.print()}>{t("print")}</Button>
          <SavePdf subject={{ what: "contract", id: view.row.id }} />
          <RaiseDispute view={view} />
          <EndContract view={view} seal={{ state: "verified", proof }} />
        </div>
      </div>
      <p className="note">
        {t("wordsOffer")}
        <span className="addr">{shortHash(view.template)}</span>
        {seal}
        {t("wordsEnd")}
      </p>
      <Button variant="subtle" className="flush" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("whole")}
      </Button>
      <ol className={open ? "clauses" : "clauses folded"}>
        {words.clauses.map((clause) => (
          <li key={clause}>{clause}</li>
        ))}
      </ol>
      <Stations view={view} />
      <Ending view={view} />
      <div className="two section">
        <section>
          <Delivery view={view} proof={proof} />
          <Disputes view={view} proof={proof} />
          <Admission view={view} proof={proof} />
        </section>
        <section>
          <Amounts view={view} proof={proof} />
          <ContractProof view={view} proof={proof} />
          <ContractNote key={view.row.id} id={view.row.id} />
        </section>
      </div>
    </>
  );
}

function Stations({ view }: { view: ContractView }) {
  const t = contractWords.use();
  const lang = useLang();
  const home = useHome();
  const offset = home?.market.utcOffset ?? 0;
  const stations = view.stations.map((station) => {
    const notes: string[] = [];
    if (station.at !== null) notes.push(momentText(lang, station.at + offset));
    if (station.by) notes.push(partyName(station.by, lang));
    else if (station.height !== null) notes.push(`${t("inBlock", { height: whole(lang, station.height) })}`);
    else if (station.name === "delivering") notes.push(t("slotCount", { count: view.slots.length }));
    else if (station.name === "metered") notes.push(t("meters"));
    else if (station.name === "settled") notes.push(t("provisional"));
    else if (station.name === "final" && station.state !== "done") notes.push(t("ifUndisputed"));
    // It stands here until the money has come, which the bare name would claim.
    if (station.name === "paid" && station.state === "now") notes.push(t("paymentAwaited"));
    return { name: station.name, state: station.state, notes };
  });
  return (
    <>
      <StationLine stations={stations} />
      <p className="note stations-clock">{t("stationsClock")}</p>
    </>
  );
}

/** What a time line of deliveries does not say: that it is held, or that it ended otherwise. */
function Ending({ view }: { view: ContractView }) {
  const t = endWords.use();
  const lang = useLang();
  const home = useHome();
  const { held, ended } = view.ends;
  if (held.length > 0)
    return (
      <p className="below">
        {t("held")} {t("heldBy", { rules: held.map((rule) => ruleName(rule, lang)).join(t("comma")) })}
      </p>
    );
  if (!ended) return null;
  return (
    <p className="below">
      <b className="b">{t(`ended.${ended.how}`)}</b>{" "}
      {t("endedFrom", {
        at: momentText(lang, slotStart(home, view.row.carrier, ended.from)),
        height: whole(lang, ended.height),
      })}{" "}
      {ended.how === "refused" ? "" : t(`liable.${ended.liability}`)}
    </p>
  );
}

function Delivery({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = contractWords.use();
  const lang = useLang();
  const home = useHome();
  const [table, setTable] = useState(false);
  const { row } = view;
  const start = slotStart(home, row.carrier, row.energy.first);
  const date = localDate(start);
  const day = useRead("energy.day", { source: "replay", date });
  const first = firstSlotOf(home, row.carrier, dateSeconds(date));
  const shown = day.state === "ready" ? day.value : null;
  const nowSlot = home?.market.slot ?? 0;
  const blocks = useMemo(
    () =>
      shown
        ? dayBlocks({
            contracts: [row],
            offers: [],
            carrier: row.carrier,
            first,
            slots: shown.slots,
            nowSlot,
            lang,
          })
        : [],
    [row, first, shown, nowSlot, lang],
  );
  const slots = view.slots.map((slot) => ({
    at: slotStart(home, row.carrier, slot.slot),
    q: slot.q,
    delivered: slot.delivered,
  }));
  const seconds = slotSecondsOf(home, row.carrier);
  const barsWidth = Math.max(2, Math.min(64, Math.floor(640 / Math.max(1, slots.length)))) * slots.length;
  return (
    <>
      <div className="row between">
        <h2>{t("slotsHead")}</h2>
        <span className="note">
          <Key hue="none" />
          {t("contracted")}
          <span className="gap" />
          <Key hue={row.side === "sell" ? "sold" : "bought"} />
          {t("delivered")}
          <Seal seal={{ state: "verified", proof }} />
        </span>
      </div>
      {shown && row.carrier === "electricity" ? (
        <div className="opening">
          <MiniRibbon
            day={shown}
            blocks={blocks}
            width={640}
            height={76}
            loud
            after={(frame) => {
              const x1 = slotX(frame, row.energy.first - first) + 0.5;
              const x2 = slotX(frame, row.energy.first - first + row.energy.wh.length) - 1.5;
              return (
                <path
                  className="opened"
                  d={`M${x1} ${frame.base}V${frame.foot + 4}L.5 ${frame.foot + 28}M${x2} ${frame.base}V${frame.foot + 4}L${barsWidth - 2.5} ${frame.foot + 28}`}
                />
              );
            }}
          />
        </div>
      ) : null}
      <SlotBars slots={slots} slotSeconds={seconds} width={640} side={row.side} damages={row.type === "firm"} />
      <Button variant="subtle" className="flush" aria-expanded={table} onClick={() => setTable(!table)}>
        {t("table")}
      </Button>
      {table ? (
        <Table className="dense">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("slot")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("contracted")}, Wh
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("sellerSide")}, Wh
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("buyerSide")}, Wh
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("delivered")}, Wh
              </Table.Th>
              <Table.Th scope="col">{t("quality")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.slots.map((slot) => {
              const at = slotStart(home, row.carrier, slot.slot);
              const wh = (value: number | null) => (value === null ? "–" : whole(lang, value));
              return (
                <Table.Tr key={slot.slot}>
                  <Table.Td>
                    {clockText(at)}–{clockText(at + seconds, true)}
                  </Table.Td>
                  <Table.Td className="r">{whole(lang, slot.q)}</Table.Td>
                  <Table.Td className="r">{wh(slot.aS)}</Table.Td>
                  <Table.Td className="r">{wh(slot.aB)}</Table.Td>
                  <Table.Td className="r b">{wh(slot.delivered)}</Table.Td>
                  <Table.Td>
                    {t(`slotState.${slot.state}`)} {qualityText(slot.quality, t)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      ) : null}
    </>
  );
}

const qualityText = (quality: string | null, t: ReturnType<typeof contractWords.use>): string => {
  switch (quality) {
    case "measured":
    case "substituted":
    case "missing":
      return t(`q.${quality}`);
    default:
      return quality ?? "";
  }
};

function Admission({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = contractWords.use();
  const lang = useLang();
  const home = useHome();
  const admitted = view.stations.find((station) => station.name === "admitted");
  const seconds = slotSecondsOf(home, view.row.carrier);
  const offset = home?.market.utcOffset ?? 0;
  return (
    <div className="section">
      <div className="row between">
        <h2>{t("why")}</h2>
        <span className="note">
          {admitted?.height == null ? null : t("decided", { height: whole(lang, admitted.height) })}
          <Seal seal={{ state: "verified", proof }} />
        </span>
      </div>
      <Table className="dense">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("rule")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("this")}
            </Table.Th>
            <Table.Th scope="col" className="r">
              {t("allowed")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.findings.map((finding, i) => (
            <Table.Tr key={i}>
              <Table.Td>
                {ruleName(finding.rule, lang)}
                {finding.slot === null
                  ? ""
                  : `, ${clockText(slotStart(home, view.row.carrier, finding.slot))}–${clockText(slotStart(home, view.row.carrier, finding.slot) + seconds, true)}`}
              </Table.Td>
              <Table.Td className="r b">
                {finding.unit === "state" ? t("yes") : ruleFigure(lang, finding.figure, finding.unit, offset)}
              </Table.Td>
              <Table.Td className="r">
                {finding.unit === "state"
                  ? "–"
                  : `${finding.figure <= finding.limit ? "≤" : "≥"} ${ruleFigure(lang, finding.limit, finding.unit, offset)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
