/** A zone's signals of a day, and for its operator the form that sends them. */
import { Table } from "@mantine/core";
import { useState } from "react";
import type { SignalsView, ZoneView } from "../../../shared/ipc/officeViews.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { Complete } from "../../parts/Complete.tsx";
import { csvText } from "../../parts/csv.ts";
import { decimal, priceMark, whole } from "../../parts/figures.ts";
import { momentText, spanText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { DayStep } from "./DayStep.tsx";
import { SaveTable } from "./SaveTable.tsx";
import { SignalForm } from "./SignalForm.tsx";
import { signalWords } from "./signalWords.ts";
import { officeWords } from "./words.ts";
import { ZoneChoice } from "./ZoneChoice.tsx";

export function Signals() {
  const office = officeWords.use();
  const home = useHome();
  const [zone, setZone] = useState<string | null>(null);
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  const [date, setDate] = useState<string | null>(null);
  return (
    <Screen>
      <LoadedSealed of={useRead("office.zone", { zone, carrier, date })}>
        {(view) => (
          <>
            <div className="row between office-head">
              <h1>{office("title.signals", { zone: view.zone })}</h1>
              <div className="row office-tools">
                <ZoneChoice
                  zones={view.zones}
                  zone={view.zone}
                  onZone={setZone}
                  carriers={view.carriers}
                  carrier={carrier}
                  onCarrier={setCarrier}
                />
                <DayStep date={view.date} today={home?.market.date ?? view.date} onDate={setDate} />
              </div>
            </div>
            <OfDay zone={view} />
          </>
        )}
      </LoadedSealed>
    </Screen>
  );
}

function OfDay({ zone }: { zone: ZoneView }) {
  const t = signalWords.use();
  const lang = useLang();
  const home = useHome();
  const asked = { zone: zone.zone, carrier: zone.carrier, date: zone.date };
  return (
    <>
      <LoadedSealed of={useRead("office.signals", asked)}>
        {(view, proof) => (
          <>
            <Complete proof={proof} />
            <Lists view={view} zone={zone} />
          </>
        )}
      </LoadedSealed>
      {zone.operates && home ? (
        <SignalForm
          key={`${zone.zone} ${zone.carrier}`}
          zone={zone.zone}
          zones={zone.zones}
          carrier={zone.carrier}
          market={home.market}
        />
      ) : (
        <p className="note office-block">{t("notOperator", { name: partyName(zone.operator, lang) })}</p>
      )}
    </>
  );
}

const percent = (lang: "en" | "zh-CN", ppm: number): string => decimal(lang, ppm, 4, { min: 0, max: 2 });

function Lists({ view, zone }: { view: SignalsView; zone: ZoneView }) {
  const t = signalWords.use();
  const lang = useLang();
  const home = useHome();
  const start = (slot: number) => slotStart(home, zone.carrier, slot);
  const time = (first: number, count: number) => spanText(lang, start(first), start(first + count));
  const what = (act: SignalsView["interventions"][number]["act"]) =>
    act.what === "curtailment"
      ? t(act.side === "sell" ? "cutSell" : "cutBuy", { percent: percent(lang, act.keepPpm) })
      : act.party
        ? t("outage", { name: partyName(act.party, lang) })
        : t("outageZone");
  return (
    <>
      <section className="below">
        <h2>{t("calls")}</h2>
        {view.calls.length === 0 ? (
          <p className="dim">{t("noCalls")}</p>
        ) : (
          <Table className="office-list">
            <Table.Thead>
              <Table.Tr>
                {[t("time"), t("cap"), t("price"), t("answers"), t("until")].map((head) => (
                  <Table.Th key={head} scope="col">
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {view.calls.map((call) => (
                <Table.Tr key={call.id}>
                  <Table.Td>{time(call.first, call.count)}</Table.Td>
                  <Table.Td>{t("capIs", { percent: percent(lang, call.capPpm) })}</Table.Td>
                  <Table.Td>{t("perKwh", { price: priceMark(lang, call.price) })}</Table.Td>
                  <Table.Td>
                    {t("answersIs", { count: whole(lang, call.answers), most: whole(lang, call.most) })}
                  </Table.Td>
                  <Table.Td>{momentText(lang, call.until + zone.utcOffset)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
      <section className="office-block">
        <h2>{t("interventions")}</h2>
        {view.interventions.length === 0 ? (
          <p className="dim">{t("noInterventions")}</p>
        ) : (
          <Table className="office-list">
            <Table.Thead>
              <Table.Tr>
                {[t("time"), t("what"), t("reason")].map((head) => (
                  <Table.Th key={head} scope="col">
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {view.interventions.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>{time(one.first, one.count)}</Table.Td>
                  <Table.Td>{what(one.act)}</Table.Td>
                  <Table.Td className="wide">{one.reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <div className="acts">
          <SaveTable
            name={`wattlight-signals-${zone.zone}-${zone.date}.csv`}
            text={() =>
              csvText(
                ["id", t("time"), t("what"), t("reason")],
                [
                  ...view.calls.map((call) => [
                    call.id,
                    time(call.first, call.count),
                    `${t("calls")}: ${t("capIs", { percent: percent(lang, call.capPpm) })}`,
                    "",
                  ]),
                  ...view.interventions.map((one) => [one.id, time(one.first, one.count), what(one.act), one.reason]),
                ],
              )
            }
          />
        </div>
      </section>
    </>
  );
}
