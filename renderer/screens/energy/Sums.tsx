/** Totals are the legend: what was made and used, split as it went, beside the previous period; and that it adds up to the meter. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { DayView } from "../../../shared/ipc/energyViews.ts";
import { digitsFor, kilo } from "../../parts/figures.ts";
import { Key, type Hue } from "../../parts/Key.tsx";
import { clockText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import type { Beside } from "./beside.ts";
import { energyWords } from "./words.ts";

export interface Totals {
  readonly generation: number | null;
  readonly load: number | null;
  readonly exported: number | null;
  readonly imported: number | null;
  readonly ownUse: number | null;
}
/** What a file of readings alone has of contracts. */
export const NOTHING_TRADED = { sold: 0, bought: 0 };
type Register = DayView["registers"][number];

/** Change in whole percent, truncated; null where nothing can be compared. */
const change = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : Math.trunc(((now - before) * 100) / before);

export function Sums(props: {
  period: string;
  previousName: string | null;
  totals: Totals;
  beside: Beside | null;
  /** How a time up to which was compared is written, and what "the same" of it is. */
  untilText?: (time: number) => string;
  sameText?: string;
  /** Wh delivered by contracts each way; null while the contracts are withheld: nobody can say then how much of a flow was traded. */
  traded: { readonly sold: number; readonly bought: number } | null;
  /** Colours stand for what the chart beside draws: whole flows, or their parts. */
  keys: "wholes" | "parts";
  /** Of what was traded, which the ledger says. */
  seal: ReactNode;
}) {
  const t = energyWords.use();
  const lang = useLang();
  const { totals, traded, beside } = props;
  const digits = digitsFor([
    totals.generation,
    totals.load,
    totals.exported,
    totals.imported,
    totals.ownUse,
    ...(traded ? [traded.sold, traded.bought] : []),
  ]);
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  const percent = (of: "generation" | "load") => {
    const value = beside ? change(beside.now[of], beside.before[of]) : null;
    return value === null ? "" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)} %`;
  };
  const head = (hue: Hue, label: string, wh: number | null, of: "generation" | "load") => (
    <Table.Tr className="h">
      <Table.Td>
        {props.keys === "wholes" ? <Key hue={hue} /> : null}
        {label}
      </Table.Td>
      <Table.Td className="r">{kwh(wh)}</Table.Td>
      <Table.Td className="r d">{percent(of)}</Table.Td>
    </Table.Tr>
  );
  const line = (hue: Hue, label: string, wh: number | null, seal?: ReactNode) => (
    <Table.Tr>
      <Table.Td className={props.keys === "parts" || seal ? undefined : "unkeyed"}>
        {props.keys === "parts" || seal ? <Key hue={hue} /> : null}
        {label}
        {seal}
      </Table.Td>
      <Table.Td className="r">{kwh(wh)}</Table.Td>
      <Table.Td />
    </Table.Tr>
  );
  return (
    <Table className="sums">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{props.period}</Table.Th>
          <Table.Th scope="col" className="r">
            {t("kwh")}
          </Table.Th>
          <Table.Th scope="col" className="r beside">
            {props.previousName && beside ? t("vs", { previous: props.previousName }) : ""}
            {beside?.extent.what === "until" ? (
              <span className="block">
                {t("vsUntil", { time: props.untilText?.(beside.extent.time) ?? clockText(beside.extent.time, true) })}
              </span>
            ) : beside?.extent.what === "same" ? (
              <span className="block">{props.sameText ?? t("vsSameDays")}</span>
            ) : null}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {head("gen", t("generated"), totals.generation, "generation")}
        {line("own", t("usedHere"), totals.ownUse)}
        {traded ? (
          <>
            {traded.sold > 0 ? line("sold", t("soldRow"), traded.sold, props.seal) : null}
            {line("gen", t("toGridRow"), totals.exported === null ? null : totals.exported - traded.sold)}
          </>
        ) : (
          line("gen", t("soldOrToGridRow"), totals.exported)
        )}
        {head("load", t("used"), totals.load, "load")}
        {line("own", t("ownRow"), totals.ownUse)}
        {traded ? (
          <>
            {traded.bought > 0 ? line("bought", t("boughtRow"), traded.bought, props.seal) : null}
            {line("load", t("fromGridRow"), totals.imported === null ? null : totals.imported - traded.bought)}
          </>
        ) : (
          line("load", t("boughtOrFromGridRow"), totals.imported)
        )}
      </Table.Tbody>
    </Table>
  );
}

export function Registers({ registers }: { registers: readonly Register[] }) {
  const t = energyWords.use();
  const lang = useLang();
  if (registers.length === 0) return null;
  const derived = registers.some((span) => span.derived);
  const digits = digitsFor(registers.flatMap((span) => [span.from, span.to]));
  return (
    <div className="sheet registers">
      <h2>{t(derived ? "addsDerived" : "adds")}</h2>
      <Table>
        <Table.Tbody>
          {["2.8.0", "1.8.0"].flatMap((register) => {
            const span = registers.find((one) => one.register === register);
            if (!span) return [];
            const out = register === "2.8.0";
            return [
              <Table.Tr key={`${register} head`} className="hd">
                <Table.Td colSpan={2}>{t(out ? "exportRegister" : "importRegister")}</Table.Td>
              </Table.Tr>,
              <Table.Tr key={`${register} to`}>
                <Table.Td>{t("at")}</Table.Td>
                <Table.Td className="r">{kilo(lang, span.to, digits)}</Table.Td>
              </Table.Tr>,
              <Table.Tr key={`${register} from`}>
                <Table.Td>{t("from")}</Table.Td>
                <Table.Td className="r">{kilo(lang, -span.from, digits)}</Table.Td>
              </Table.Tr>,
              <Table.Tr key={`${register} sum`} className="eq">
                <Table.Td>{t(out ? "soldPlusGrid" : "boughtPlusGrid")}</Table.Td>
                <Table.Td className="r">{kilo(lang, span.to - span.from, digits)}</Table.Td>
              </Table.Tr>,
            ];
          })}
        </Table.Tbody>
      </Table>
      {derived ? <p className="note below">{t("derived")}</p> : null}
    </div>
  );
}
