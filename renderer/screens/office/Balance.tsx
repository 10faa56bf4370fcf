/** The desk: a zone's day against its limits, the contracts that are held in it, and what was decided about contracts. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { DecisionsView, HeldRow, ZoneView } from "../../../shared/ipc/officeViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { LoadedSealed, provedOf } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { Screen } from "../../frame/Screen.tsx";
import { kilo, whole } from "../../parts/figures.ts";
import { Key } from "../../parts/Key.tsx";
import { Seal } from "../../parts/Seal.tsx";
import { addDays, clockText, momentText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";
import { closestOf, overIn, wattsOf } from "./balance.ts";
import { DayStep } from "./DayStep.tsx";
import { Decided } from "./Decided.tsx";
import { HeldList } from "./HeldList.tsx";
import { HeldSheet } from "./HeldSheet.tsx";
import { officeWords } from "./words.ts";
import { ZoneChoice } from "./ZoneChoice.tsx";
import { ZoneRibbon } from "./ZoneRibbon.tsx";
import { ZoneTable } from "./ZoneTable.tsx";

export function Balance() {
  const t = balanceWords.use();
  const lang = useLang();
  const home = useHome();
  const [zone, setZone] = useState<string | null>(null);
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  const [date, setDate] = useState<string | null>(null);
  const view = useRead("office.zone", { zone, carrier, date });
  const held = useRead("office.held", { zone });
  const decisions = provedOf(useRead("office.decisions", {}));
  const count = decisions?.regulators.length ?? 0;
  const me = decisions?.regulators.find((one) => one.me);
  const name = me?.name ? (lang === "en" ? me.name.en : me.name.zh) : null;
  return (
    <Screen where={me && name ? <span>{t("office", { name, count })}</span> : null}>
      <LoadedSealed of={view}>
        {(value, proof) => (
          <>
            <Head
              zone={value}
              today={home?.market.date ?? value.date}
              onDate={setDate}
              choice={
                <ZoneChoice
                  zones={value.zones}
                  zone={value.zone}
                  onZone={setZone}
                  carriers={value.carriers}
                  carrier={carrier}
                  onCarrier={setCarrier}
                />
              }
            />
            <Day zone={value} held={provedOf(held) ?? NONE} proof={proof} />
          </>
        )}
      </LoadedSealed>
      <LoadedSealed of={held}>
        {(rows, proof) => <Queue rows={rows} proof={proof} decisions={decisions} />}
      </LoadedSealed>
    </Screen>
  );
}
const NONE: readonly HeldRow[] = [];

function Head(props: { zone: ZoneView; today: string; onDate: (date: string) => void; choice: React.ReactNode }) {
  const t = balanceWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const { zone, today } = props;
  const closest = closestOf(zone.slots);
  const named =
    zone.date === today ? office("today") : zone.date === addDays(today, 1) ? office("tomorrow") : zone.date;
  const values = {
    zone: zone.zone,
    day: named,
    kw: closest ? kilo(lang, wattsOf(Math.abs(closest.room), zone.slotSeconds)) : "",
    time: closest ? clockText((closest.slot - zone.first) * zone.slotSeconds + dayStart(zone)) : "",
  };
  const key =
    closest === null
      ? "unpublished"
      : closest.room >= 0
        ? "within"
        : closest.what === "sales"
          ? "overSales"
          : "overDemand";
  return (
    <div className="row between office-head">
      <div>
        <h1>{t(key, values)}</h1>
        {closest && closest.room >= 0 && overIn(zone.slots) === 0 ? (
          <p className="note">{t("closest", values)}</p>
        ) : null}
      </div>
      <div className="row office-tools">
        {props.choice}
        <DayStep date={zone.date} today={today} onDate={props.onDate} />
      </div>
    </div>
  );
}

/** Local seconds of the day at which its first slot starts: gas days begin in the morning. */
const dayStart = (zone: ZoneView): number =>
  (((zone.first * zone.slotSeconds + zone.utcOffset) % 86_400) + 86_400) % 86_400;

function Day({ zone, held, proof }: { zone: ZoneView; held: readonly HeldRow[]; proof: Proof }) {
  const t = balanceWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const [asTable, setAsTable] = useState(false);
  const shown = held.filter(({ carrier }) => carrier === zone.carrier);
  return (
    <>
      <div className="row office-keys">
        <span className="note">
          <Key hue="sold" />
          {t("firm")}
        </span>
        <span className="note">
          <Key hue="bought" />
          {t("bought")}
        </span>
        <span className="note">
          <Key hue="heat" />
          {t("overKey")}
        </span>
        {shown.length > 0 ? (
          <span className="note">
            <i className="key none" aria-hidden="true" />
            {t("held")}
          </span>
        ) : null}
        <span className="note end">
          {t("complete", { count: zone.contracts, height: whole(lang, proof.height) })}
          <Seal seal={{ state: "verified", proof }} />
        </span>
      </div>
      <ZoneRibbon zone={zone} held={shown} />
      <div className="row between">
        <p className="note">
          {t("note")} {t("operator", { name: partyName(zone.operator, lang) })}
        </p>
        <Button variant="subtle" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? "chart" : "table")}
        </Button>
      </div>
      {zone.suspensions.map((one) => (
        <p key={one.carrier} className="warn-t">
          {t("suspended", {
            carrier: one.carrier === "*" ? t("every") : office(one.carrier),
            from: momentText(lang, one.from + zone.utcOffset),
            until: momentText(lang, one.until + zone.utcOffset),
          })}
        </p>
      ))}
      {asTable ? <ZoneTable zone={zone} /> : null}
    </>
  );
}

function Queue(props: { rows: readonly HeldRow[]; proof: Proof; decisions: DecisionsView | null }) {
  const t = balanceWords.use();
  const [chosen, setChosen] = useState<string | null>(null);
  const { rows, decisions } = props;
  const row = rows.find(({ id }) => id === chosen) ?? rows[0];
  return (
    <div className="two office-two">
      <div>
        <HeldList rows={rows} proof={props.proof} chosen={row?.id ?? null} onChoose={setChosen} />
        <Decided decisions={decisions?.decisions ?? []} />
      </div>
      {row ? (
        <section className="sheet office-sheet" aria-label={t("queue")}>
          <HeldSheet key={row.id} row={row} decisions={decisions} proof={props.proof} />
        </section>
      ) : null}
    </div>
  );
}
