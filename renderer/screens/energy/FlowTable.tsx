/** Draws a table of energy: the very rows that the CSV holds. */
import { Table } from "@mantine/core";
import { useLang } from "../../words/i18n.ts";
import { cellText, type DataTable } from "./tables.ts";

export function FlowTable({ data, label }: { data: DataTable; label: string }) {
  const lang = useLang();
  const right = (i: number) =>
    data.rows.some((row) => {
      const cell = row[i];
      return typeof cell !== "string" || /^\d+$/.test(cell);
    })
      ? "r"
      : undefined;
  return (
    <section className="flow-table" aria-label={label}>
      <Table className="dense">
        <Table.Thead>
          <Table.Tr>
            {data.head.map((head, i) => (
              <Table.Th key={head} scope="col" className={right(i)}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map((row, i) => (
            <Table.Tr key={i}>
              {row.map((cell, j) => (
                <Table.Td key={j} className={right(j)}>
                  {cellText(cell, data.digits, lang)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
