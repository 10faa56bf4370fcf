/** One month: bars by day or the table, the chosen day opened out below, totals beside the month before. Loaded only when asked for. */
import { useMemo, useState } from "react";
import type { MonthView } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf, slotStart, useHome } from "../../frame/market.ts";
import { Key } from "../../parts/Key.tsx";
import { kilo, sum } from "../../parts/figures.ts";
import { DayRibbon } from "../../parts/ribbon/DayRibbon.tsx";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { addMonths, dateSeconds, dateText, localDate } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import type { PanelProps } from "./Energy.tsx";
import { FlowTable } from "./FlowTable.tsx";
import MonthBars from "./MonthBars.tsx";
import { Registers, Sums } from "./Sums.tsx";
import { type DayTrade, monthRows, monthTable } from "./tables.ts";
import { energyWords } from "./words.ts";

export default function MonthPanel(props: PanelProps & { month: MonthView; contracts: readonly ContractRow[] }) {
  const t = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const { month, contracts } = props;
  const layered = props.source === "replay" && props.layer;
  const answer = verifiedOf(useRead("contracts.list", {}));
  const traded = useMemo(() => {
    const byDay = new Map<string, DayTrade>();
    if (!layered) return byDay;
    for (const row of contracts) {
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
  }, [layered, contracts, home?.market.utcOffset]);
  const rows = useMemo(() => monthRows(month, traded), [month, traded]);
  const table = useMemo(() => monthTable(month, rows, props.beside, lang), [month, rows, props.beside, lang]);
  props.onShown(`wattlight-${month.month}.csv`, table);
  const lastRead = rows.findLast((row) => row.generation !== null || row.load !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen?.startsWith(month.month) ? chosen : (lastRead?.date ?? null);
  const previousName = dateText(lang, addMonths(month.month, -1), "monthName");
  const read = month.days.map((day) => Number(day.date.slice(8)));
  const before = month.previous.filter((day) => read.includes(Number(day.date.slice(8))));
  const any = rows.some((row) => row.sold > 0 || row.bought > 0);
  const label = t("monthAlt", {
    month: dateText(lang, month.month, "month"),
    generation: kilo(lang, month.totals.generation ?? 0),
    load: kilo(lang, month.totals.load ?? 0),
  });
  return (
    <div className="energy-cols">
      <section>
        <div className="keys">
          <MonthKey hue="own" text={t("own")} />
          <MonthKey hue="gen" text={t("toGrid")} />
          {any ? <MonthKey hue="sold" text={t("sold")} seal={<Seal seal={sealOf(answer)} />} /> : null}
          {any ? <MonthKey hue="bought" text={t("bought")} seal={<Seal seal={sealOf(answer)} />} /> : null}
          <MonthKey hue="load" text={t("fromGrid")} />
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
                contracts={layered ? contracts : NO_CONTRACTS}
                rows={rows}
                onChoose={setChosen}
              />
            ) : null}
          </>
        )}
      </section>
      <section>
        <Sums
          period={dateText(lang, month.month, "month")}
          previousName={props.beside && before.length > 0 ? previousName : null}
          totals={month.totals}
          previous={
            props.beside && before.length > 0
              ? { generation: sum(before.map((d) => d.generation)), load: sum(before.map((d) => d.load)) }
              : null
          }
          sold={sum(rows.map((row) => row.sold))}
          bought={sum(rows.map((row) => row.bought))}
        />
        <Registers registers={month.registers} />
      </section>
    </div>
  );
}

function MonthKey(props: { hue: "own" | "gen" | "sold" | "bought" | "load"; text: string; seal?: React.ReactNode }) {
  return (
    <span className="note nw">
      <Key hue={props.hue} />
      {props.text}
      {props.seal}
    </span>
  );
}

/** Days as buttons under their bars, so that keys reach what the pointer does; and the chosen day opened out. */
function Opened(props: {
  date: string;
  source: "replay" | "file";
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
  const index = props.rows.findIndex((row) => row.date === props.date);
  const x = (i: number) => Math.round((i * 768) / props.rows.length);
  return (
    <>
      <fieldset className="day-picks" aria-label={t("day")}>
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
        <DayRibbon
          day={view}
          blocks={blocks}
          slotPx={8}
          body={130}
          heading={dateText(lang, props.date, "long")}
          withTable={false}
        />
      ) : (
        <p className="dim">{day.state === "loading" ? "\u00a0" : t("none")}</p>
      )}
    </>
  );
}
