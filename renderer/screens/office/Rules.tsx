/** Bands of a zone with those to come, another proposal with its preview by replay, and the parameters. */
import { Button, NumberInput, Table } from "@mantine/core";
import { useState } from "react";
import type { RulesView } from "../../../shared/ipc/officeViews.ts";
import type { Bands } from "../../../shared/ledger/params.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { Screen } from "../../frame/Screen.tsx";
import { csvText } from "../../parts/csv.ts";
import { exact, price } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { momentText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { BAND_FIELDS, bandsOf, figuresOf, typedOf } from "./bandsForm.ts";
import { leftText } from "./left.ts";
import { localSeconds, MarketMoment, momentValue } from "./MarketMoment.tsx";
import { ParamsForm } from "./ParamsForm.tsx";
import { Preview } from "./Preview.tsx";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { ruleWords } from "./ruleWords.ts";
import { SaveTable } from "./SaveTable.tsx";
import { officeWords } from "./words.ts";
import { ZoneChoice } from "./ZoneChoice.tsx";

export function Rules() {
  const t = ruleWords.use();
  const office = officeWords.use();
  const [zone, setZone] = useState<string | null>(null);
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  return (
    <Screen>
      <LoadedSealed of={useRead("office.rules", { zone, carrier })}>
        {(view, proof) => (
          <>
            <div className="row between">
              <h1>{office("title.rules")}</h1>
              <ZoneChoice
                zones={view.zones}
                zone={view.zone}
                onZone={setZone}
                carriers={view.carriers}
                carrier={carrier}
                onCarrier={setCarrier}
              />
            </div>
            <section>
              <h2>
                {t("bands", { zone: view.zone, carrier: office(view.carrier) })}
                <Seal seal={{ state: "verified", proof }} />
              </h2>
              {view.bands ? (
                <BandsTable key={`${view.zone} ${view.carrier}`} view={view} bands={view.bands} />
              ) : (
                <p className="dim empty">{t("none")}</p>
              )}
            </section>
            <ParamsForm key={JSON.stringify(view.params)} params={view.params} notice={view.notice} />
          </>
        )}
      </LoadedSealed>
    </Screen>
  );
}

function BandsTable({ view, bands }: { view: RulesView; bands: Bands }) {
  const t = ruleWords.use();
  const lang = useLang();
  const isRegulator = useHome()?.roles.includes("regulator") === true;
  const [typed, setTyped] = useState(() => typedOf(bands));
  const [from, setFrom] = useState(() => momentValue(view.now + view.utcOffset + view.notice + 86_400));
  const [asked, setAsked] = useState<Bands | null>(null);
  const proposed = bandsOf(typed);
  const start = localSeconds(from);
  const columns = [
    { head: t("now"), figures: figuresOf(bands) },
    ...view.next.map((one) => ({
      head: t("from", { time: momentText(lang, one.from + view.utcOffset) }),
      figures: figuresOf(one.bands),
    })),
  ];
  return (
    <>
      <Table className="office-list dense bands">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" />
            {columns.map(({ head }) => (
              <Table.Th key={head} scope="col" className="r">
                {head}
              </Table.Th>
            ))}
            {isRegulator ? (
              <Table.Th scope="col" className="r">
                {t("proposal")}
              </Table.Th>
            ) : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {BAND_FIELDS.map((field) => (
            <Table.Tr key={field}>
              <Table.Td>{t(field)}</Table.Td>
              {columns.map(({ head, figures }) => (
                <Table.Td key={head} className="r">
                  {price(lang, figures[field])}
                </Table.Td>
              ))}
              {isRegulator ? (
                <Table.Td className="r">
                  <NumberInput
                    hideControls
                    className="cell"
                    aria-label={`${t("proposal")}: ${t(field)}`}
                    min={0}
                    decimalScale={6}
                    value={typed[field]}
                    onChange={(value) => setTyped((old) => ({ ...old, [field]: value }))}
                  />
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div className="acts">
        {isRegulator ? (
          <Button disabled={proposed === null} onClick={() => setAsked(proposed)}>
            {t("preview")}
          </Button>
        ) : null}
        <SaveTable
          name={`wattlight-bands-${view.zone}-${view.carrier}.csv`}
          text={() =>
            csvText(
              ["", ...columns.map(({ head }) => head)],
              BAND_FIELDS.map((field) => [t(field), ...columns.map(({ figures }) => exact(figures[field], 6))]),
            )
          }
        />
      </div>
      {asked ? <Preview zone={view.zone} carrier={view.carrier} bands={asked} offset={view.utcOffset} /> : null}
      {isRegulator ? (
        <div className="votes">
          <div className="office-form">
            <MarketMoment label={t("effect")} value={from} onValue={setFrom} />
            <p className="note">{t("effectNote", { notice: leftText(view.notice) })}</p>
          </div>
          <ReasonedActs
            acts={[
              {
                text: t("propose"),
                filled: true,
                intent: (reason) =>
                  proposed && start !== null
                    ? {
                        kind: "decision.propose",
                        decide: {
                          act: "schedule.bands",
                          zone: view.zone,
                          carrier: view.carrier,
                          from: start - view.utcOffset,
                          bands: proposed,
                        },
                        reason,
                      }
                    : null,
              },
            ]}
          />
        </div>
      ) : null}
    </>
  );
}
