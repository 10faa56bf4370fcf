/** Who owes whom, per counterparty and period, with the arithmetic and what can be done. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";
import type { StatementRow } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, kilo, sum, whole, yuan, yuanExact } from "../../parts/figures.ts";
import { Figure } from "../../parts/Figure.tsx";
import { SavePdf } from "../../parts/SavePdf.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { momentText, spanText } from "../../parts/times.ts";
import { hrefOf, say } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { PaymentActs } from "./PaymentActs.tsx";
import { moneyWords } from "./words.ts";
import "./money.css";

export default function Money() {
  const t = moneyWords.use();
  const money = useRead("money.list", {});
  return (
    <Screen>
      <h1>{t("title")}</h1>
      <LoadedSealed of={money}>
        {(rows, proof) =>
          rows.length === 0 ? (
            <>
              <Complete proof={proof} />
              <p className="dim empty">{t("empty")}</p>
            </>
          ) : (
            <Statements rows={rows} proof={proof} />
          )
        }
      </LoadedSealed>
    </Screen>
  );
}

function Statements({ rows, proof }: { rows: readonly StatementRow[]; proof: Proof }) {
  const t = moneyWords.use();
  const lang = useLang();
  const open = rows.filter((row) => row.state !== "paid");
  const seal = { state: "verified", proof } as const;
  /** The one that is being put on paper; the others stay off it. */
  const [onPaper, setOnPaper] = useState<string | null>(null);
  return (
    <>
      <div className={onPaper === null ? "money-sums" : "money-sums no-paper"}>
        <div>
          <p className="note">{t("owed")}</p>
          <Figure size="l" pre="¥" text={yuan(lang, sum(open.map((row) => Math.max(0, toPay(row)))))} seal={seal} />
        </div>
        <div>
          <p className="note">{t("owe")}</p>
          <Figure size="l" pre="¥" text={yuan(lang, sum(open.map((row) => Math.max(0, -toPay(row)))))} seal={seal} />
        </div>
        <div className="money-right">
          <Complete proof={proof} />
          <SaveCsv rows={rows} />
        </div>
      </div>
      {rows.map((row) => {
        const key = `${row.other.id} ${row.period}`;
        return (
          <div key={key} className={onPaper !== null && onPaper !== key ? "no-paper" : undefined}>
            <Statement row={row} proof={proof} onPaper={(printing) => setOnPaper(printing ? key : null)} />
          </div>
        );
      })}
    </>
  );
}

/** What falls due; while the period runs, what it comes to so far. */
const toPay = (row: StatementRow): number => (row.state === "open" ? row.balance : row.due);

function Statement(props: { row: StatementRow; proof: Proof; onPaper: (printing: boolean) => void }) {
  const { row, proof } = props;
  const t = moneyWords.use();
  const lang = useLang();
  const home = useHome();
  const offset = home?.market.utcOffset ?? 0;
  const name = partyName(row.other, lang);
  const pay = toPay(row);
  const words = row.state === "paid" ? (["paidYou", "youPaid"] as const) : (["owesYou", "youOwe"] as const);
  const label = pay === 0 ? t("even") : t(words[pay > 0 ? 0 : 1], { name });
  const below: string[] = [];
  if (pay !== row.balance)
    below.push(t("cut", { amount: yuanExact(lang, row.balance), rest: yuanExact(lang, row.balance - pay) }));
  const both = nettedOf(row);
  if (both)
    below.push(
      t("netted", {
        name,
        toYou: yuanExact(lang, both.toYou),
        fromYou: yuanExact(lang, both.fromYou),
        net: yuanExact(lang, row.balance),
      }),
    );
  if (row.reference) below.push(t("referenceIs", { reference: row.reference }));
  return (
    <section className="statement">
      <div className="row between">
        <h2>
          {name} <span className={row.state === "overdue" ? "note warn-t" : "note"}>{t(`states.${row.state}`)}</span>
        </h2>
        <span className="note">{spanText(lang, row.from + offset, row.to + offset)}</span>
      </div>
      <Table className="bill">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("lines")}</Table.Th>
            <Table.Th scope="col">{t("contract")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("slots")}
            </Table.Th>
            <Table.Th scope="col" className="r">
              kWh
            </Table.Th>
            <Table.Th scope="col" className="r">
              {t("amount")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {row.lines.map((line, i) => (
            <Table.Tr key={i}>
              <Table.Td>{lineName(line.what, t)}</Table.Td>
              <Table.Td>
                <a className="addr" href={hrefOf("contracts", line.contract)}>
                  {shortHash(line.contract)}
                </a>
                {row.lines.findIndex(({ contract }) => contract === line.contract) === i ? (
                  <span className="line-proof">
                    <SaveProof
                      subject={{ what: "line", other: row.other.id, period: row.period, contract: line.contract }}
                      compact
                    />
                  </span>
                ) : null}
              </Table.Td>
              <Table.Td className="r">{whole(lang, line.slots)}</Table.Td>
              <Table.Td className="r">{kilo(lang, line.wh, 3)}</Table.Td>
              <Table.Td className="r">{yuanExact(lang, line.amount)}</Table.Td>
            </Table.Tr>
          ))}
          {row.carried === 0 ? null : (
            <Table.Tr>
              <Table.Td colSpan={4}>{t("carried")}</Table.Td>
              <Table.Td className="r">{yuanExact(lang, row.carried)}</Table.Td>
            </Table.Tr>
          )}
          <Table.Tr className="sum">
            <Table.Td colSpan={4}>{label}</Table.Td>
            <Table.Td className="r">
              <Figure pre="¥" text={yuan(lang, Math.abs(pay))} seal={{ state: "verified", proof }} />
            </Table.Td>
          </Table.Tr>
          {below.length > 0 ? (
            <Table.Tr className="sub">
              <Table.Td colSpan={5}>{sentences(lang, below)}</Table.Td>
            </Table.Tr>
          ) : null}
        </Table.Tbody>
      </Table>
      <Standing row={row} offset={offset} />
      <PaymentActs row={row} />
      <div className="acts">
        <SavePdf subject={{ what: "statement", other: row.other.id, period: row.period }} onPaper={props.onPaper} />
        <SaveProof subject={{ what: "statement", other: row.other.id, period: row.period }} />
      </div>
    </section>
  );
}

/** What each owed the other, where both did: the balance is the difference. Null where only one did. */
export function nettedOf({ lines, carried }: Pick<StatementRow, "lines" | "carried">) {
  const amounts = [carried, ...lines.map(({ amount }) => amount)];
  const toYou = sum(amounts.filter((amount) => amount > 0));
  const fromYou = 0 - sum(amounts.filter((amount) => amount < 0));
  return toYou > 0 && fromYou > 0 ? { toYou, fromYou } : null;
}

/** Where it stands, what was said of it, and what happens when nobody does anything. */
function Standing({ row, offset }: { row: StatementRow; offset: number }) {
  const t = moneyWords.use();
  const lang = useLang();
  const said: string[] = [];
  if (row.denied !== null) said.push(t("denied", { reason: row.denied }));
  if (row.paidBy !== null) said.push(t(`paidBy.${row.paidBy}`));
  if (row.deadline !== null && (row.state === "open" || row.state === "due" || row.state === "claimed"))
    said.push(t(`until.${row.state}`, { at: momentText(lang, row.deadline + offset) }));
  if (row.state === "overdue") said.push(t(row.due < 0 ? "overdueYours" : "overdueTheirs"));
  return said.length > 0 ? <p className="note below">{sentences(lang, said)}</p> : null;
}

function lineName(what: string, t: ReturnType<typeof moneyWords.use>): string {
  switch (what) {
    case "energy":
    case "damagesSeller":
    case "damagesBuyer":
    case "network":
    case "levy":
    case "tax":
    case "loss":
    case "termination":
    case "adjustment":
    case "award":
    case "flexibility":
    case "lot":
      return t(`what.${what}`);
    default:
      return what;
  }
}

function SaveCsv({ rows }: { rows: readonly StatementRow[] }) {
  const t = moneyWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const save = useAct("file.saveCsv");
  const name = "wattlight-statements.csv";
  const text = () =>
    csvText(
      [t("with"), t("period"), t("state"), t("contract"), t("lines"), t("slots"), "kWh", t("amount")],
      rows.flatMap((row) => [
        ...row.lines.map((line) => [
          partyName(row.other, lang),
          spanText(lang, row.from + offset, row.to + offset),
          t(`states.${row.state}`),
          line.contract,
          lineName(line.what, t),
          String(line.slots),
          exact(line.wh, 3),
          exact(line.amount, 6),
        ]),
        [
          partyName(row.other, lang),
          spanText(lang, row.from + offset, row.to + offset),
          t(`states.${row.state}`),
          "",
          t("carried"),
          "",
          "",
          exact(row.carried, 6),
        ],
        [
          partyName(row.other, lang),
          spanText(lang, row.from + offset, row.to + offset),
          t(`states.${row.state}`),
          "",
          t("balance"),
          "",
          "",
          exact(row.balance, 6),
        ],
        [
          partyName(row.other, lang),
          spanText(lang, row.from + offset, row.to + offset),
          t(`states.${row.state}`),
          "",
          t("due"),
          "",
          "",
          exact(row.due, 6),
        ],
      ]),
    );
  return (
    <Button
      loading={save.busy}
      onClick={() => void save.run({ name, text: text() }).then((done) => done?.saved && say({ kind: "saved", name }))}
    >
      {t("saveCsv")}
    </Button>
  );
}
