/** Last week under other bands: what the rules would have said of each contract that is on the ledger, and what nobody can know. */
import { Table } from "@mantine/core";
import type { PreviewView } from "../../../shared/ipc/officeViews.ts";
import type { Bands } from "../../../shared/ledger/params.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { kilo, whole } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { momentText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { ruleWords } from "./ruleWords.ts";

export function Preview({
  zone,
  carrier,
  bands,
  offset,
}: {
  zone: string;
  carrier: Carrier;
  bands: Bands;
  offset: number;
}) {
  const t = ruleWords.use();
  return (
    <section className="sheet office-sheet below" aria-label={t("previewTitle")}>
      <LoadedSealed of={useRead("office.preview", { zone, carrier, bands })}>
        {(view, proof) => (
          <>
            <h2 className="lead">
              {t("previewTitle")}
              <Seal seal={{ state: "verified", proof }} />
            </h2>
            {view ? <Replayed view={view} offset={offset} /> : null}
          </>
        )}
      </LoadedSealed>
    </section>
  );
}

function Replayed({ view, offset }: { view: PreviewView; offset: number }) {
  const t = ruleWords.use();
  const lang = useLang();
  const unknown = [
    t("unknownOffers"),
    t("unknownCredit"),
    t("unknownAuction"),
    t("unknownGone"),
    ...(view.partiesLeft ? [t("unknownParties", { count: whole(lang, view.parties) })] : []),
    ...(view.cut > 0 ? [t("unknownCut", { count: view.cut })] : []),
  ];
  return (
    <>
      <p className="note">
        {t("previewSpan", {
          count: whole(lang, view.contracts),
          from: momentText(lang, view.from + offset),
          to: momentText(lang, view.to + offset),
          kwh: kilo(lang, view.energy),
        })}
      </p>
      <Table className="dense below">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("rule")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("contracts")}
            </Table.Th>
            <Table.Th scope="col" className="r">
              {t("energy")}
            </Table.Th>
            <Table.Th scope="col">{t("example")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td>{t("passed")}</Table.Td>
            <Table.Td className="r">{whole(lang, view.passed)}</Table.Td>
            <Table.Td className="r" />
            <Table.Td />
          </Table.Tr>
          {view.rules.map((rule) => (
            <Table.Tr key={rule.rule}>
              <Table.Td>
                {`${t(rule.holds ? "held" : "refused")}${lang === "en" ? ": " : "："}${lang === "en" ? rule.name.en : rule.name.zh}`}
              </Table.Td>
              <Table.Td className="r">{whole(lang, rule.contracts)}</Table.Td>
              <Table.Td className="r">{kilo(lang, rule.energy)}</Table.Td>
              <Table.Td className="addr">
                {rule.examples.slice(0, 1).map((id) => (
                  <a key={id} href={hrefOf("contracts", id)}>
                    {shortHash(id)}
                  </a>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <h3 className="below">{t("unknown")}</h3>
      <ul className="note plain">
        {unknown.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}
