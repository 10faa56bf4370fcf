/** The ribbon's table: one row per slot, the same figures. */
import { Table } from "@mantine/core";
import { useLang } from "../../words/i18n.ts";
import { digitsFor, kilo } from "../figures.ts";
import { partWords } from "../words.ts";
import type { RibbonRow } from "./alternative.ts";

export function RibbonTable({ rows }: { rows: readonly RibbonRow[] }) {
  const t = partWords.use();
  const lang = useLang();
  const digits = digitsFor(rows.flatMap((row) => [row.generation, row.load, row.sold, row.bought]));
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  const none = rows.every((row) => row.sold === 0 && row.bought === 0);
  return (
    <section className="table-scroll" aria-label={t("ribbon.tableOf")}>
      <Table className="dense">
        <Table.Caption className="visually-hidden">{t("ribbon.tableOf")}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("ribbon.time")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("ribbon.generation")}
            </Table.Th>
            <Table.Th scope="col" className="r">
              {t("ribbon.load")}
            </Table.Th>
            {none ? null : (
              <Table.Th scope="col" className="r">
                {t("ribbon.sold")}
              </Table.Th>
            )}
            {none ? null : (
              <Table.Th scope="col" className="r">
                {t("ribbon.bought")}
              </Table.Th>
            )}
            <Table.Th scope="col" className="r">
              {t("ribbon.kind")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.slot}>
              <Table.Td>{row.time}</Table.Td>
              <Table.Td className="r">{kwh(row.generation)}</Table.Td>
              <Table.Td className="r">{kwh(row.load)}</Table.Td>
              {none ? null : <Table.Td className="r">{kwh(row.sold)}</Table.Td>}
              {none ? null : <Table.Td className="r">{kwh(row.bought)}</Table.Td>}
              <Table.Td className="r dim">{t(`ribbon.${row.kind}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
