/** The balance as a table, and the same figures as CSV. */
import { Table } from "@mantine/core";
import type { ZoneView } from "../../../shared/ipc/officeViews.ts";
import { csvText } from "../../parts/csv.ts";
import { exact, kilo, sum } from "../../parts/figures.ts";
import { clockText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";
import { SaveTable } from "./SaveTable.tsx";

const flow = (flows: ZoneView["slots"][number]["out"]): number => sum(flows.map(({ wh }) => wh));

export function ZoneTable({ zone }: { zone: ZoneView }) {
  const t = balanceWords.use();
  const lang = useLang();
  const timeOf = (slot: number) => {
    const from = slot * zone.slotSeconds + zone.utcOffset;
    return `${clockText(from)}–${clockText(from + zone.slotSeconds, true)}`;
  };
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh));
  const head = [
    t("time"),
    t("firmColumn"),
    t("deliverable"),
    t("boughtColumn"),
    t("demand"),
    t("flowOut"),
    t("flowIn"),
  ];
  const figures = (slot: ZoneView["slots"][number]) =>
    [slot.firm, slot.deliverable, slot.bought, slot.demand, flow(slot.out), flow(slot.in)] as const;
  return (
    <>
      <div className="table-scroll dense">
        <Table>
          <Table.Thead>
            <Table.Tr>
              {head.map((one, i) => (
                <Table.Th key={one} scope="col" className={i === 0 ? "" : "r"}>
                  {one}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {zone.slots.map((slot) => (
              <Table.Tr key={slot.slot}>
                <Table.Td>{timeOf(slot.slot)}</Table.Td>
                {figures(slot).map((wh, i) => (
                  <Table.Td key={head[i + 1]} className="r">
                    {kwh(wh)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <SaveTable
        name={`wattlight-balance-${zone.zone}-${zone.carrier}-${zone.date}.csv`}
        text={() =>
          csvText(
            head,
            zone.slots.map((slot) => [
              timeOf(slot.slot),
              ...figures(slot).map((wh) => (wh === null ? "" : exact(wh, 3))),
            ]),
          )
        }
      />
    </>
  );
}
