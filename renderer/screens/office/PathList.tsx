/** A party's path: every transaction that names it, the latest first, proved by the party's own log. */
import { Table } from "@mantine/core";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { csvText } from "../../parts/csv.ts";
import { whole } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { momentText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { partyWords } from "./partyWords.ts";
import { SaveTable } from "./SaveTable.tsx";

export function PathList({ party }: { party: string }) {
  const t = partyWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  return (
    <LoadedSealed of={useRead("office.path", { party })}>
      {(path, proof) =>
        path === null ? (
          <p className="dim below">{t("unknown")}</p>
        ) : (
          <div className="below">
            <h2>
              {`${t("path")}${lang === "en" ? ": " : "："}${partyName(path.party, lang)}`}
              <Seal seal={{ state: "verified", proof }} />
            </h2>
            <p className="note">
              {t("pathNote", { count: whole(lang, path.count), shown: whole(lang, path.entries.length) })}
            </p>
            <div className="table-scroll dense">
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t("pathWhen")}</Table.Th>
                    <Table.Th scope="col" className="r">
                      {t("pathBlock")}
                    </Table.Th>
                    <Table.Th scope="col">{t("pathTx")}</Table.Th>
                    <Table.Th scope="col">{t("pathEnd")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {path.entries.map((entry) => (
                    <Table.Tr key={entry.n}>
                      <Table.Td className="dim">{momentText(lang, entry.at + offset)}</Table.Td>
                      <Table.Td className="r">{whole(lang, entry.height)}</Table.Td>
                      <Table.Td className="addr">{shortHash(entry.tx)}</Table.Td>
                      <Table.Td>{t(entry.code === 0 ? "committed" : "refused")}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <div className="acts">
              <SaveTable
                name={`wattlight-path-${party.slice(-6)}.csv`}
                text={() =>
                  csvText(
                    [t("pathWhen"), t("pathBlock"), t("pathTx"), t("pathEnd")],
                    path.entries.map((entry) => [
                      momentText(lang, entry.at + offset),
                      String(entry.height),
                      entry.tx,
                      t(entry.code === 0 ? "committed" : "refused"),
                    ]),
                  )
                }
              />
            </div>
          </div>
        )
      }
    </LoadedSealed>
  );
}
