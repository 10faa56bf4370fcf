/** One month: bars by day or the table, the chosen day opened out below, totals beside the month before. Loaded only when asked for. */
import { useMemo, useState } from "react";
import type { MeterSource, MonthView } from "../../../shared/ipc/energyViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf, slotStart, useHome } from "../../frame/market.ts";
import { Key } from "../../parts/Key.tsx";
import { digitsFor, kilo, sum } from "../../parts/figures.ts";
import { DayRibbon } from "../../parts/ribbon/DayRibbon.tsx";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { WithheldLine } from "../../parts/Sealed.tsx";
import { addDays, addMonths, dateSeconds, dateText, localDate } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { besideMonth } from "./beside.ts";
import type { PanelProps } from "./panelProps.ts";
import { FlowTable } from "./FlowTable.tsx";
import MonthBars from "./MonthBars.tsx";
import { Registers, Sums } from "./Sums.tsx";
import { type DayTrade, monthRows, monthTable } from "./tables.ts";
import { energyWords } from "./words.ts";

export default function MonthPanel(props: PanelProps & { month: MonthView; contracts: readonly ContractRow[] | null }) {
  const t = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const { month, contracts } = props;
  const layered = props.source === "replay" && props.layer;
  const answer = verifiedOf(useRead("contracts.list", {}));
  const traded = useMemo(() => {
    const byDay = new Map<string, DayTrade>();
    if (props.source !== "replay") return byDay;
    for (const row of contracts ?? NO_CONTRACTS) {
      if (row.carrier !== "electricity") continue;
      const date = localDate(slotStart(home, row.carrier, row.energy.first));
      const old = byDay.get(date) ?? { sold: 0, bought: 0 };
      byDay.set(date, {
        sold: old.sold + (row.side === "sell" ? row.delivered : 0),
        bought: old.bought + (row.side === "buy" ? row.delivered : 0),
      });
    }
    return byDay;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the zone's offset of the home view matters
  }, [props.source, contracts, home?.market.utcOffset]);
  const split = useMemo(() => monthRows(month, traded), [month, traded]);
  const rows = useMemo(() => (layered ? split : monthRows(month, NOT_LAYERED)), [month, layered, split]);
  // What was traded is traded, whether or not it is drawn.
  const inAll = { sold: sum(split.map((row) => row.sold)), bought: sum(split.map((row) => row.bought)) };
  const table = useMemo(() => monthTable(month, rows, props.beside, lang), [month, rows, props.beside, lang]);
  props.onShown(`wattlight-${month.month}.csv`, table);
  const lastRead = rows.findLast((row) => row.generation !== null || row.load !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen?.startsWith(month.month) ? chosen : (lastRead?.date ?? null);
  const previousName = dateText(lang, addMonths(month.month, -1), "monthName");
  const beside = props.beside ? besideMonth(month) : null;
  const incomplete = month.days.filter((day) => day.missingSlots > 0);
  const label = t("monthAlt", {
    month: dateText(lang, month.month, "month"),
    generation: kilo(lang, month.totals.generation ?? 0),
    load: kilo(lang, month.totals.load ?? 0),
  });
  return (
    <div className="energy-cols">
      <section>
        <div className="keys">
          {props.beside && !props.asTable && month.previous.length > 0 ? (
            <span className="note nw">
              <i className="key line" aria-hidden="true" />
              {t("sameDay", { month: previousName })}
            </span>
          ) : null}
          <span className="layers">{props.layers}</span>
        </div>
        {props.asTable ? (
          <FlowTable data={table} label={label} />
        ) : (
          <>
            <MonthBars rows={rows} chosen={open} onChoose={setChosen} beside={props.beside} label={label} />
            {open ? (
              <Opened
                date={open}
                source={props.source}
                contracts={layered ? (contracts ?? NO_CONTRACTS) : NO_CONTRACTS}
                rows={rows}
                onChoose={setChosen}
              />
            ) : null}
          </>
        )}
        {layered ? <WithheldLine of={answer} /> : null}
        <ul className="energy-notes note">
          {incomplete.slice(0, NOTED).map((day) => (
            <li key={day.date}>{t("partial", { date: dateText(lang, day.date, "day"), count: day.missingSlots })}</li>
          ))}
          {incomplete.length > NOTED ? <li>{t("partialMore", { count: incomplete.length - NOTED })}</li> : null}
        </ul>
      </section>
      <section>
        <Sums
          period={periodText(lang, month)}
          previousName={beside?.extent.what === "until" ? daysText(month, previousName) : previousName}
          totals={month.totals}
          beside={beside}
          traded={props.source === "replay" && contracts === null ? null : inAll}
          keys="parts"
          seal={<Seal seal={sealOf(answer)} />}
        />
        <Registers registers={month.registers} />
      </section>
    </div>
  );
}

const NOT_LAYERED: ReadonlyMap<string, DayTrade> = new Map();

/** Days with missing slots that are named one by one. */
const NOTED = 4;

/** "June 2026", or as far as it was read: "1–17 June". */
function periodText(lang: Lang, month: MonthView): string {
  const [first, last] = [month.days[0], month.days.at(-1)];
  const whole = dateText(lang, month.month, "month");
  if (!first || !last) return whole;
  const from = Number(first.date.slice(8));
  if (from === 1 && addDays(last.date, 1).slice(0, 7) !== month.month && !last.partial) return whole;
  return daysText(month, dateText(lang, month.month, "monthName"));
}

/** The days of the month, under the name of any month: "1–17 June". */
const daysText = ({ days }: MonthView, name: string): string =>
  energyWords.say("days", {
    from: Number(days[0]?.date.slice(8)),
    to: Number(days.at(-1)?.date.slice(8)),
    month: name,
  });

/** Days as buttons under their bars, so that keys reach what the pointer does; and the chosen day opened out. */
function Opened(props: {
  date: string;
  source: MeterSource;
  contracts: readonly ContractRow[];
  rows: readonly { date: string; number: number }[];
  onChoose: (date: string) => void;
}) {
  const t = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const day = useRead("energy.day", { source: props.source, date: props.date });
  const view = day.state === "ready" ? day.value : null;
  const first = firstSlotOf(home, "electricity", dateSeconds(props.date));
  const nowSlot = home?.market.slot ?? 0;
  const blocks = useDayBlocks(props.contracts, NO_OFFERS, "electricity", first, view?.slots ?? 0, nowSlot);
  const digits = digitsFor(view ? [view.totals.generation, view.totals.load] : []);
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  const index = props.rows.findIndex((row) => row.date === props.date);
  const x = (i: number) => Math.round((i * 768) / props.rows.length);
  return (
    <>
      <fieldset className="day-picks" aria-label={t("day")}>
        <span className="axis" aria-hidden="true">
          {dateText(lang, props.date, "monthShort")}
        </span>
        {props.rows.map((row) => (
          <button
            key={row.date}
            type="button"
            aria-pressed={row.date === props.date}
            aria-label={t("openDay", { date: dateText(lang, row.date, "day") })}
            onClick={() => props.onChoose(row.date)}
          >
            {row.number}
          </button>
        ))}
      </fieldset>
      <svg className="rb" width={768} height={24} aria-hidden="true">
        <path d={`M${x(index) + 0.5} 0L.5 24M${x(index + 1) - 0.5} 0L767.5 24`} className="opened" />
      </svg>
      {view ? (
        <>
          <div className="row between opened-head">
            <b className="b">{dateText(lang, props.date, "long")}</b>
            <span className="note">
              <Key hue="gen" />
              {t("generated")} {kwh(view.totals.generation)}
              <span className="gap" />
              <Key hue="load" />
              {t("used")} {kwh(view.totals.load)} kWh
            </span>
          </div>
          <DayRibbon day={view} blocks={blocks} slotPx={8} body={130} withTable={false} />
        </>
      ) : (
        <p className="dim">{day.state === "loading" ? "\u00a0" : t("none")}</p>
      )}
    </>
  );
}
