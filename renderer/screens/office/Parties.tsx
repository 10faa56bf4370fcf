/** Who is on the ledger, by status: those who wait first. One party at a time beside the list. */
import { Button, SegmentedControl, Table, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { PartiesView, PartyRow } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, kilo } from "../../parts/figures.ts";
import { momentText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { partyWords } from "./partyWords.ts";
import { PartySheet } from "./PartySheet.tsx";
import { PathList } from "./PathList.tsx";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";

type Status = PartyRow["status"];
const STATUS: readonly Status[] = ["pending", "active", "suspended", "refused", "left"];

export function Parties() {
  const t = partyWords.use();
  const office = officeWords.use();
  const [status, setStatus] = useState<Status>("pending");
  const [after, setAfter] = useState<string | null>(null);
  return (
    <Screen>
      <h1>{office("title.parties")}</h1>
      <div className="filters">
        <SegmentedControl<Status>
          size="xs"
          aria-label={office("title.parties")}
          value={status}
          onChange={(next) => {
            setStatus(next);
            setAfter(null);
          }}
          data={STATUS.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
      </div>
      <LoadedSealed of={useRead("office.parties", { status, after })}>
        {(view, proof) => (
          <>
            <List key={`${status} ${after ?? ""}`} view={view} status={status} proof={proof} />
            {view.next ? (
              <Button mt={12} onClick={() => setAfter(view.next)}>
                {office("more")}
              </Button>
            ) : null}
          </>
        )}
      </LoadedSealed>
      <LookUp />
    </Screen>
  );
}

function List({ view, status, proof }: { view: PartiesView; status: Status; proof: Proof }) {
  const t = partyWords.use();
  const lang = useLang();
  const [chosen, setChosen] = useState<string | null>(null);
  const { parties } = view;
  const row = parties.find(({ party }) => party.id === chosen) ?? parties[0];
  if (!row)
    return (
      <>
        <Complete proof={proof} />
        <p className="dim empty">{t(`empty.${status}`)}</p>
      </>
    );
  return (
    <div className="two office-two">
      <section>
        <Complete proof={proof} />
        <Table className="office-list">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("name")}</Table.Th>
              <Table.Th scope="col">{t("zone")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("imports")}
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("exports")}
              </Table.Th>
              <Table.Th scope="col">{status === "pending" ? t("votes") : t("meter")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parties.map((one) => (
              <Table.Tr key={one.party.id} className={one === row ? "on" : ""}>
                <Table.Td>
                  <UnstyledButton className="pair" aria-pressed={one === row} onClick={() => setChosen(one.party.id)}>
                    <span className="name">{partyName(one.party, lang)}</span>
                    <span className="note">
                      {[...one.roles.map((role) => t(`role.${role}`)), ...(one.watched ? [t("watched")] : [])].join(
                        lang === "en" ? ", " : "、",
                      )}
                    </span>
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>{one.zone}</Table.Td>
                <Table.Td className="r">{kilo(lang, one.importW)}</Table.Td>
                <Table.Td className="r">{kilo(lang, one.exportW)}</Table.Td>
                <Table.Td>
                  {one.admission
                    ? `${one.admission.yes} / ${one.admission.needed}`
                    : one.meter
                      ? t("meterIs", { id: one.meter.id, class: one.meter.class })
                      : "–"}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <div className="acts">
          <SavePartyList parties={parties} status={status} />
        </div>
      </section>
      <section className="sheet office-sheet" aria-label={partyName(row.party, lang)}>
        <PartySheet key={row.party.id} row={row} regulators={view.regulators} />
      </section>
    </div>
  );
}

function SavePartyList({ parties, status }: { parties: readonly PartyRow[]; status: Status }) {
  const t = partyWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  return (
    <SaveTable
      name={`wattlight-parties-${status}.csv`}
      text={() =>
        csvText(
          [t("address"), t("name"), t("roles"), t("zone"), t("imports"), t("exports"), t("meter"), t("since")],
          parties.map((one) => [
            one.party.id,
            one.party.name ? (lang === "en" ? one.party.name.en : one.party.name.zh) : "",
            one.roles.join(" "),
            one.zone,
            exact(one.importW, 3),
            exact(one.exportW, 3),
            one.meter?.id ?? "",
            momentText(lang, one.since.market + offset),
          ]),
        )
      }
    />
  );
}

/** Any party's whole path, by its address. */
function LookUp() {
  const t = partyWords.use();
  const [text, setText] = useState("");
  const party = text.trim();
  return (
    <section className="office-block votes">
      <TextInput
        label={t("look")}
        description={t("lookHelp")}
        maxLength={64}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {/^watt1[02-9ac-hj-np-z]{38,}$/.test(party) ? <PathList party={party} /> : null}
    </section>
  );
}
