/** Totals are the legend: what was made and used, split as it went, beside the previous period; and that it adds up to the meter. */
import { Table } from "@mantine/core";
import type { DayView } from "../../../shared/ipc/energyViews.ts";
import { digitsFor, kilo } from "../../parts/figures.ts";
import { Key, type Hue } from "../../parts/Key.tsx";
import { useLang } from "../../words/i18n.ts";
import { energyWords } from "./words.ts";

export interface Totals {
  readonly generation: number | null;
  readonly load: number | null;
  readonly exported: number | null;
  readonly imported: number | null;
  readonly ownUse: number | null;
}
type Register = DayView["registers"][number];

/** Change in whole percent, truncated; null where nothing can be compared. */
const change = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : Math.trunc(((now - before) * 100) / before);

export function Sums(props: {
  period: string;
  previousName: string | null;
  totals: Totals;
  previous: { generation: number | null; load: number | null } | null;
  sold: number;
  bought: number;
}) {
  const t = energyWords.use();
  const lang = useLang();
  const { totals, sold, bought } = props;
  const digits = digitsFor([
    totals.generation,
    totals.load,
    totals.exported,
    totals.imported,
    totals.ownUse,
    sold,
    bought,
  ]);
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  const percent = (now: number | null, before: number | null | undefined) => {
    const value = change(now, before ?? null);
    return value === null ? "" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)} %`;
  };
  const line = (hue: Hue, label: string, wh: number | null) => (
    <Table.Tr>
      <Table.Td>
        <Key hue={hue} />
        {label}
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
          <Table.Th scope="col" className="r">
            {props.previousName ? t("vs", { previous: props.previousName }) : ""}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr className="h">
          <Table.Td>{t("generated")}</Table.Td>
          <Table.Td className="r">{kwh(totals.generation)}</Table.Td>
          <Table.Td className="r d">{percent(totals.generation, props.previous?.generation)}</Table.Td>
        </Table.Tr>
        {line("own", t("usedHere"), totals.ownUse)}
        {sold > 0 ? line("sold", t("soldRow"), sold) : null}
        {line("gen", t("toGridRow"), totals.exported === null ? null : totals.exported - sold)}
        <Table.Tr className="h">
          <Table.Td>{t("used")}</Table.Td>
          <Table.Td className="r">{kwh(totals.load)}</Table.Td>
          <Table.Td className="r d">{percent(totals.load, props.previous?.load)}</Table.Td>
        </Table.Tr>
        {line("own", t("ownRow"), totals.ownUse)}
        {bought > 0 ? line("bought", t("boughtRow"), bought) : null}
        {line("load", t("fromGridRow"), totals.imported === null ? null : totals.imported - bought)}
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
