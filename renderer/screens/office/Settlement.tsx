/** What fell due in a period, pair by pair: the figures of the settlement file, to be taken as CSV. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";
import type { SettlementView } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, sum, yuan, yuanMark } from "../../parts/figures.ts";
import { spanText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { SaveTable } from "./SaveTable.tsx";
import { tariffWords } from "./tariffWords.ts";

export function Settlement() {
  const t = tariffWords.use();
  const [period, setPeriod] = useState<number | null>(null);
  return (
    <section className="office-block">
      <LoadedSealed of={useRead("office.settlement", { period })}>
        {(view, proof) => <Entries view={view} proof={proof} onPeriod={setPeriod} />}
      </LoadedSealed>
      <p className="note below">{t("fileNote")}</p>
    </section>
  );
}

function Entries({
  view,
  proof,
  onPeriod,
}: {
  view: SettlementView;
  proof: Proof;
  onPeriod: (period: number) => void;
}) {
  const t = tariffWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const { entries, period } = view;
  const unpaid = sum(entries.filter(({ state }) => state !== "paid").map(({ amount }) => amount));
  return (
    <>
      <div className="row between">
        <h2>{t("settlement")}</h2>
        <span className="stepper">
          <Button
            variant="subtle"
            aria-label={t("earlier")}
            disabled={period === 0}
            onClick={() => onPeriod(period - 1)}
          >
            ‹
          </Button>
          <b className="b">{t("period", { period, span: spanText(lang, view.from + offset, view.to + offset) })}</b>
          <Button
            variant="subtle"
            aria-label={t("later")}
            disabled={period >= view.latest}
            onClick={() => onPeriod(period + 1)}
          >
            ›
          </Button>
        </span>
      </div>
      <Complete proof={proof} />
      {entries.length === 0 ? (
        <p className="dim empty">{t("empty")}</p>
      ) : (
        <Table className="office-list">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("debtor")}</Table.Th>
              <Table.Th scope="col">{t("creditor")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("amount")}
              </Table.Th>
              <Table.Th scope="col">{t("state")}</Table.Th>
              <Table.Th scope="col">{t("reference")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={`${entry.debtor.id} ${entry.creditor.id}`}>
                <Table.Td>{partyName(entry.debtor, lang)}</Table.Td>
                <Table.Td>{partyName(entry.creditor, lang)}</Table.Td>
                <Table.Td className="r">{yuan(lang, entry.amount)}</Table.Td>
                <Table.Td>{t(`states.${entry.state}`)}</Table.Td>
                <Table.Td>{entry.reference ?? "–"}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td colSpan={2} className="b">
                {t("sum")}
              </Table.Td>
              <Table.Td className="r b">{yuan(lang, sum(entries.map(({ amount }) => amount)))}</Table.Td>
              <Table.Td colSpan={2} className="note">
                {t("unpaid", { amount: yuanMark(lang, unpaid) })}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      )}
      <div className="acts">
        <SaveTable
          name={`wattlight-settlement-${period}.csv`}
          text={() =>
            csvText(
              [t("debtor"), t("creditor"), t("amount"), t("state"), t("reference")],
              entries.map((entry) => [
                entry.debtor.id,
                entry.creditor.id,
                exact(entry.amount, 6),
                entry.state,
                entry.reference ?? "",
              ]),
            )
          }
        />
      </div>
    </>
  );
}
