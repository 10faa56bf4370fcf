/** The network as this wallet can prove it: blocks, nodes, validators, regulators in office, proved misbehaviour. */
import { Table } from "@mantine/core";
import type { StatusView } from "../../../shared/ipc/ledgerViews.ts";
import type { HealthView } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { Loaded, LoadedSealed } from "../../frame/Loaded.tsx";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { decimal, sum, whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { healthWords } from "./healthWords.ts";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";

export function Health() {
  const office = officeWords.use();
  return (
    <Screen>
      <h1>{office("title.health")}</h1>
      <LoadedSealed of={useRead("office.health", {})}>
        {(view, proof) => <Ledger view={view} proof={proof} />}
      </LoadedSealed>
      <Loaded of={useRead("status.get", {})}>{(status) => <Nodes status={status} />}</Loaded>
    </Screen>
  );
}

function Ledger({ view, proof }: { view: HealthView; proof: Proof }) {
  const t = healthWords.use();
  const lang = useLang();
  const total = sum(view.validators.map(({ power }) => power));
  return (
    <>
      <Complete proof={proof} />
      <dl className="office-facts votes">
        <dt>{t("verified")}</dt>
        <dd>
          {whole(lang, proof.height)}
          <span className="note block">{t("agree", { signed: proof.signed, of: proof.of })}</span>
        </dd>
        <dt>{t("rules")}</dt>
        <dd>
          {whole(lang, view.rules)}
          {view.next ? (
            <span className="note block">
              {t("next", { version: whole(lang, view.next.version), height: whole(lang, view.next.height) })}
            </span>
          ) : null}
        </dd>
      </dl>
      <section className="office-block votes">
        <h2>{t("validators")}</h2>
        {view.validators.length === 0 ? <p className="dim">{t("fixed")}</p> : null}
        {view.validators.length > 0 ? (
          <Table className="dense">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("key")}</Table.Th>
                <Table.Th scope="col" className="r">
                  {t("power")}
                </Table.Th>
                <Table.Th scope="col" className="r">
                  {t("share")}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {view.validators.map(({ key, power }) => (
                <Table.Tr key={key}>
                  <Table.Td className="addr" title={key}>
                    {shortHash(key)}
                  </Table.Td>
                  <Table.Td className="r">{whole(lang, power)}</Table.Td>
                  <Table.Td className="r">{`${decimal(lang, Math.floor((power * 1000) / total), 1, { min: 1 })} %`}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ) : null}
      </section>
      <section className="office-block votes">
        <h2>{t("regulators")}</h2>
        <ul>
          {view.regulators.map(({ party, zone }) => (
            <li key={party.id}>
              {party.name ? (lang === "en" ? party.name.en : party.name.zh) : partyName(party, lang)}{" "}
              <span className="note">{`${t("zone")} ${zone}`}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="office-block votes">
        <h2>{t("misbehaviour")}</h2>
        {view.misbehaviour.length === 0 ? <p className="dim">{t("none")}</p> : null}
        {view.misbehaviour.map((one) => (
          <p key={`${one.height} ${one.address} ${one.kind}`}>
            {lang === "en" ? one.text.en : one.text.zh}
            <span className="note block">{wallText(lang, Math.floor(one.time / 1000))}</span>
          </p>
        ))}
        <div className="acts">
          <SaveTable
            name="wattlight-network.csv"
            text={() =>
              csvText(
                [t("what"), t("key"), t("power"), t("height"), t("when")],
                [
                  ...view.validators.map(({ key, power }) => [t("validators"), key, String(power), "", ""]),
                  ...view.regulators.map(({ party, zone }) => [t("regulators"), party.id, zone, "", ""]),
                  ...view.misbehaviour.map((one) => [
                    one.kind,
                    one.address,
                    "",
                    String(one.height),
                    wallText(lang, Math.floor(one.time / 1000)),
                  ]),
                ],
              )
            }
          />
        </div>
      </section>
    </>
  );
}

/** What nodes say of themselves is no proof; it is this computer's own experience with them. */
function Nodes({ status }: { status: StatusView }) {
  const t = healthWords.use();
  const lang = useLang();
  return (
    <section className="office-block votes">
      <h2>{t("nodes")}</h2>
      <Table className="dense">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("node")}</Table.Th>
            <Table.Th scope="col">{t("role")}</Table.Th>
            <Table.Th scope="col">{t("state")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("height")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {status.nodes.map((node) => (
            <Table.Tr key={node.url}>
              <Table.Td>{node.url}</Table.Td>
              <Table.Td>{t(`roles.${node.role}`)}</Table.Td>
              <Table.Td>{t(`states.${node.state}`)}</Table.Td>
              <Table.Td className="r">{node.height === null ? "–" : whole(lang, node.height)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
