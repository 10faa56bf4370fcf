/** The arithmetic, shown: energy x price = amount, line by line with every digit, and the sum cut to the fen at the end alone. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useLang } from "../words/i18n.ts";
import { kilo, priceMark, yuan, yuanExact } from "./figures.ts";
import { Seal, type SealState } from "./Seal.tsx";

export interface BillLine {
  readonly key: string;
  readonly label: string;
  /** Wh and micro per kWh; null where the line has no such factors. */
  readonly wh: number | null;
  readonly price: number | null;
  /** Micro-currency, signed. */
  readonly amount: number;
}

export function Bill(props: {
  lines: readonly BillLine[];
  totalLabel: string;
  /** Micro-currency; shown without sign, the label says who owes. */
  total: number;
  seal: SealState;
  below?: ReactNode;
}) {
  const lang = useLang();
  return (
    <Table className="bill">
      <Table.Tbody>
        {props.lines.map((line) => (
          <Table.Tr key={line.key}>
            <Table.Td>{line.label}</Table.Td>
            <Table.Td className="r">{line.wh === null ? "" : `${kilo(lang, line.wh, 3)} kWh`}</Table.Td>
            <Table.Td className="r dim">{line.wh === null || line.price === null ? "" : "×"}</Table.Td>
            <Table.Td className="r">{line.price === null ? "" : priceMark(lang, line.price)}</Table.Td>
            <Table.Td className="r">{yuanExact(lang, line.amount)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr className="sum">
          <Table.Td colSpan={4}>{props.totalLabel}</Table.Td>
          <Table.Td className="r">
            <span className="fig m">
              <small className="pre">¥</small>
              {yuan(lang, Math.abs(props.total))}
            </span>
            <Seal seal={props.seal} />
          </Table.Td>
        </Table.Tr>
        {props.below ? (
          <Table.Tr className="sub">
            <Table.Td colSpan={5}>{props.below}</Table.Td>
          </Table.Tr>
        ) : null}
      </Table.Tbody>
    </Table>
  );
}
