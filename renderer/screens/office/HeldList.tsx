/** Contracts that wait for the regulators, the first to lapse first. */
import { Table, UnstyledButton } from "@mantine/core";
import type { HeldRow } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { slotSecondsOf, slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, kilo, whole } from "../../parts/figures.ts";
import { momentText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";
import { leftText } from "./left.ts";
import { whyHeld } from "./whyHeld.ts";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";

export function HeldList(props: {
  rows: readonly HeldRow[];
  proof: Proof;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const t = balanceWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const home = useHome();
  const { rows } = props;
  const now = home?.market.now ?? 0;
  return (
    <section>
      <div className="row between">
        <h2>
          {t("queue")} <span className="dim">{whole(lang, rows.length)}</span>
        </h2>
        <Complete proof={props.proof} />
      </div>
      <p className="note">{t("lapses")}</p>
      {rows.length === 0 ? (
        <p className="dim empty">{t("nothingHeld")}</p>
      ) : (
        <>
          <Table className="office-list">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("pair")}</Table.Th>
                <Table.Th scope="col">{t("slots")}</Table.Th>
                <Table.Th scope="col" className="r">
                  kWh
                </Table.Th>
                <Table.Th scope="col">{t("why")}</Table.Th>
                <Table.Th scope="col" className="r">
                  {t("left")}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id} className={row.id === props.chosen ? "on" : ""}>
                  <Table.Td>
                    <UnstyledButton
                      className="pair"
                      aria-pressed={row.id === props.chosen}
                      onClick={() => props.onChoose(row.id)}
                    >
                      <span className="name">{partyName(row.seller, lang)}</span>
                      <span className="note">{t("to", { name: partyName(row.buyer, lang) })}</span>
                    </UnstyledButton>
                  </Table.Td>
                  <Table.Td>
                    <SlotMark
                      row={row}
                      slotSeconds={slotSecondsOf(home, row.carrier)}
                      start={slotStart(home, row.carrier, row.energy.first)}
                    />
                  </Table.Td>
                  <Table.Td className="r">{kilo(lang, row.total)}</Table.Td>
                  <Table.Td className="why">
                    {row.rules.map((rule) => whyHeld(rule, lang)).join(lang === "en" ? ", " : "、")}
                  </Table.Td>
                  <Table.Td className="r dim">{leftText(row.gate - now)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <div className="acts">
            <SaveTable
              name="wattlight-held.csv"
              text={() =>
                csvText(
                  [office("id"), t("pair"), "", office("carrier"), "kWh", t("why"), t("left")],
                  rows.map((row) => [
                    row.id,
                    row.seller.id,
                    row.buyer.id,
                    row.carrier,
                    exact(row.total, 3),
                    row.rules.map(({ rule }) => rule).join(" "),
                    momentText(lang, row.gate + (home?.market.utcOffset ?? 0)),
                  ]),
                )
              }
            />
          </div>
        </>
      )}
    </section>
  );
}

/** Where in its day a contract lies: 96 px are a day. */
function SlotMark({ row, slotSeconds, start }: { row: HeldRow; slotSeconds: number; start: number }) {
  const lang = useLang();
  const from = (((start % 86_400) + 86_400) % 86_400) / 900;
  const length = (row.energy.wh.length * slotSeconds) / 900;
  const x = Math.min(94, Math.round(from));
  return (
    <svg
      className="rb"
      width={96}
      height={18}
      role="img"
      aria-label={momentText(lang, start)}
      shapeRendering="crispEdges"
    >
      <rect x={0} y={8} width={96} height={1} className="tk" />
      <rect x={x} y={4} width={Math.max(2, Math.min(96 - x, Math.round(length)))} height={9} className="within" />
    </svg>
  );
}
