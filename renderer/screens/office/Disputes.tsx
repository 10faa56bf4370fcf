/** Disputes that wait for the regulators: what the meters say, what was claimed, and the ruling with its figures. */
import { Table } from "@mantine/core";
import type { DecisionsView, DisputeRow } from "../../../shared/ipc/officeViews.ts";
import { LoadedSealed, provedOf } from "../../frame/Loaded.tsx";
import { slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { groupedHash } from "../../parts/AddressStrip.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, kilo } from "../../parts/figures.ts";
import { clockText, momentText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { disputeWords } from "./disputeWords.ts";
import { OpenVote, Vote } from "./HeldSheet.tsx";
import { RulingForm } from "./RulingForm.tsx";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";

export function Disputes() {
  const t = disputeWords.use();
  const office = officeWords.use();
  const decisions = provedOf(useRead("office.decisions", {}));
  return (
    <Screen>
      <LoadedSealed of={useRead("office.disputes", {})}>
        {(rows, proof) => (
          <>
            <div className="row between">
              <h1>{office("title.disputes")}</h1>
              <Complete proof={proof} />
            </div>
            {rows.length === 0 ? (
              <p className="dim empty">{t("empty")}</p>
            ) : (
              <>
                {rows.map((row) => (
                  <Dispute key={row.id} row={row} decisions={decisions} />
                ))}
                <div className="acts">
                  <SaveDisputes rows={rows} />
                </div>
              </>
            )}
          </>
        )}
      </LoadedSealed>
    </Screen>
  );
}

function Dispute({ row, decisions }: { row: DisputeRow; decisions: DecisionsView | null }) {
  const t = disputeWords.use();
  const lang = useLang();
  const home = useHome();
  const offset = home?.market.utcOffset ?? 0;
  const other = row.by.id === row.seller.id ? row.buyer : row.seller;
  const open = decisions?.decisions.find(({ about, state }) => about === row.id && state === "open");
  const isRegulator = decisions?.regulators.some(({ me }) => me) === true;
  const timeOf = (slot: number) => clockText(slotStart(home, row.carrier, slot));
  return (
    <article className="office-block">
      <h2>{t("by", { name: partyName(row.by, lang), other: partyName(other, lang), slots: row.slots.length })}</h2>
      <p>{t("reason", { reason: row.reason })}</p>
      <p className="note">
        {t("other", { seller: partyName(row.seller, lang), buyer: partyName(row.buyer, lang) })}
        {lang === "en" ? ". " : "。"}
        {row.until === null
          ? null
          : t(row.appeal ? "appealUntil" : "until", { time: momentText(lang, row.until + offset) })}{" "}
        <a href={hrefOf("contracts", row.contract)}>{t("contract")}</a>
      </p>
      <div className="two below">
        <div>
          <Slots row={row} timeOf={timeOf} />
          <dl className="office-facts">
            <dt>{t("evidence")}</dt>
            <dd className="note addr whole">{groupedHash(row.evidence)}</dd>
          </dl>
          <p className="note below">{t("evidenceNote")}</p>
          {row.rulings.map((ruling) => (
            <div key={ruling.decision} className="below">
              <b className="b">{t("first")}</b>
              <p>{lang === "en" ? ruling.text.en : ruling.text.zh}</p>
              <p className="note">{t("reason", { reason: ruling.reason })}</p>
            </div>
          ))}
          {row.appeal ? (
            <p className="below">{t("appeal", { name: partyName(row.appeal.by, lang), reason: row.appeal.reason })}</p>
          ) : null}
        </div>
        {isRegulator && decisions ? (
          <section className="sheet office-sheet" aria-label={t("rule")}>
            {open ? (
              <>
                <p>{t("proposed")}</p>
                <OpenVote decision={open} decisions={decisions} />
                <Vote decision={open} />
              </>
            ) : (
              <RulingForm row={row} timeOf={timeOf} />
            )}
          </section>
        ) : null}
      </div>
    </article>
  );
}

function Slots({ row, timeOf }: { row: DisputeRow; timeOf: (slot: number) => string }) {
  const t = disputeWords.use();
  const lang = useLang();
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, 3));
  return (
    <Table className="office-list">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("slot")}</Table.Th>
          <Table.Th scope="col" className="r">
            {t("contracted")}
          </Table.Th>
          <Table.Th scope="col" className="r">
            {t("sold")}
          </Table.Th>
          <Table.Th scope="col" className="r">
            {t("bought")}
          </Table.Th>
          <Table.Th scope="col">{t("quality")}</Table.Th>
          <Table.Th scope="col">{t("liability")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {row.slots.map((slot) => (
          <Table.Tr key={slot.slot}>
            <Table.Td>{timeOf(slot.slot)}</Table.Td>
            <Table.Td className="r">{kwh(slot.q)}</Table.Td>
            <Table.Td className="r">{kwh(slot.aS)}</Table.Td>
            <Table.Td className="r">{kwh(slot.aB)}</Table.Td>
            <Table.Td>{[slot.qualityS, slot.qualityB].map((one) => qualityText(one, t)).join(" / ")}</Table.Td>
            <Table.Td>{liableText(slot.liability, t)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Say = ReturnType<typeof disputeWords.use>;
function qualityText(quality: string | null, t: Say): string {
  switch (quality) {
    case "measured":
    case "substituted":
    case "missing":
      return t(`qualities.${quality}`);
    default:
      return "–";
  }
}
function liableText(liability: string | null, t: Say): string {
  switch (liability) {
    case "none":
    case "seller":
    case "buyer":
    case "both":
    case "operator":
    case "excused":
      return t(`liable.${liability}`);
    default:
      return "–";
  }
}

function SaveDisputes({ rows }: { rows: readonly DisputeRow[] }) {
  const t = disputeWords.use();
  const wh = (value: number | null) => (value === null ? "" : exact(value, 3));
  return (
    <SaveTable
      name="wattlight-disputes.csv"
      text={() =>
        csvText(
          ["id", "contract", t("slot"), t("contracted"), t("sold"), t("bought"), t("liability"), t("evidence")],
          rows.flatMap((row) =>
            row.slots.map((slot) => [
              row.id,
              row.contract,
              String(slot.slot),
              wh(slot.q),
              wh(slot.aS),
              wh(slot.aB),
              slot.liability ?? "",
              row.evidence,
            ]),
          ),
        )
      }
    />
  );
}
