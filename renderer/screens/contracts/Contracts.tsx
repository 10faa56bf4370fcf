/** All contracts, proved complete, by what is happening to them. */
import { Button, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { slotSecondsOf, slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { digitsFor, kilo, price, whole, yuan } from "../../parts/figures.ts";
import { Key } from "../../parts/Key.tsx";
import { dateText, localDate, rangeText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { contractWords } from "./words.ts";
import "./contracts.css";

type Group = "all" | "underWay" | "settling" | "done";
export const groupOf = (stage: ContractRow["stage"]): Exclude<Group, "all"> => {
  switch (stage) {
    case "held":
    case "admitted":
    case "delivering":
      return "underWay";
    case "metered":
    case "provisional":
    case "final":
    case "due":
    case "claimed":
      return "settling";
    case "paid":
    case "refused":
    case "terminated":
      return "done";
  }
};
const PAGE = 100;

export default function Contracts() {
  const t = contractWords.use();
  const contracts = useRead("contracts.list", {});
  return (
    <Screen>
      <h1>{t("title")}</h1>
      <LoadedSealed of={contracts}>
        {(rows, proof) =>
          rows.length === 0 ? (
            <>
              <Complete proof={proof} />
              <p className="dim empty">{t("empty")}</p>
            </>
          ) : (
            <List rows={rows} complete={<Complete proof={proof} />} />
          )
        }
      </LoadedSealed>
    </Screen>
  );
}

function List({ rows, complete }: { rows: readonly ContractRow[]; complete: React.ReactNode }) {
  const t = contractWords.use();
  const lang = useLang();
  const home = useHome();
  const [group, setGroup] = useState<Group>("all");
  const [shown, setShown] = useState(PAGE);
  const inGroup = rows.filter((row) => group === "all" || groupOf(row.stage) === group);
  const digits = digitsFor(rows.flatMap((row) => [row.total, row.delivered]));
  const label = (name: Group) =>
    `${t(`group.${name}`)} ${whole(lang, name === "all" ? rows.length : rows.filter((row) => groupOf(row.stage) === name).length)}`;
  return (
    <>
      <div className="row between filters">
        <SegmentedControl<Group>
          size="xs"
          value={group}
          onChange={(next) => {
            setGroup(next);
            setShown(PAGE);
          }}
          data={(["all", "underWay", "settling", "done"] as const).map((value) => ({ value, label: label(value) }))}
        />
        {complete}
      </div>
      {inGroup.length === 0 ? <p className="dim empty">{t("emptyGroup")}</p> : null}
      {inGroup.length > 0 ? (
        <Table className="contract-list">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("head.party")}</Table.Th>
              <Table.Th scope="col">{t("head.when")}</Table.Th>
              <Table.Th scope="col">{t("head.day")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("head.energy")}
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("head.price")}
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("head.amount")}
              </Table.Th>
              <Table.Th scope="col">{t("head.stage")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inGroup.slice(0, shown).map((row) => {
              const start = slotStart(home, row.carrier, row.energy.first);
              const length = row.energy.wh.length * slotSecondsOf(home, row.carrier);
              return (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <Key hue={row.side === "sell" ? "sold" : "bought"} />
                    <a href={hrefOf("contracts", row.id)}>{partyName(row.party, lang)}</a>{" "}
                    <span className="note">{t(row.side === "sell" ? "sells" : "buys")}</span>
                  </Table.Td>
                  <Table.Td>
                    {dateText(lang, localDate(start), "day")}{" "}
                    <span className="dim">{rangeText(start, start + length)}</span>
                  </Table.Td>
                  <Table.Td>
                    <DayBar start={start} length={length} />
                  </Table.Td>
                  <Table.Td className="r">
                    <b className="b">{kilo(lang, row.delivered, digits)}</b>{" "}
                    <span className="dim">
                      {t("head.of")} {kilo(lang, row.total, digits)}
                    </span>
                  </Table.Td>
                  <Table.Td className="r">{price(lang, row.price)}</Table.Td>
                  <Table.Td className="r b">{yuan(lang, row.amount, true)}</Table.Td>
                  <Table.Td>{t(`stage.${row.stage}`)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      ) : null}
      {inGroup.length > shown ? (
        <Button mt={16} onClick={() => setShown(shown + PAGE)}>
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}

/** Where in its day the contract lies: one small line, to scale. */
function DayBar({ start, length }: { start: number; length: number }) {
  const at = ((start % 86_400) + 86_400) % 86_400;
  return (
    <svg width={96} height={10} aria-hidden="true" shapeRendering="crispEdges">
      <rect x={0} y={5} width={96} height={1} fill="var(--line-2)" />
      <rect
        x={Math.round(at / 900)}
        y={0}
        width={Math.max(2, Math.round(length / 900))}
        height={10}
        fill="var(--ink-3)"
      />
    </svg>
  );
}
