/** One year: bars by month or the table, the chosen month opened out as a curve, totals beside the year before. Loaded only when asked for. */
import { useMemo, useState } from "react";
import type { YearView } from "../../../shared/ipc/curveViews.ts";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { verifiedOf } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { digitsFor, kilo, sum } from "../../parts/figures.ts";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { WithheldLine } from "../../parts/Sealed.tsx";
import { dateText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS } from "../useDayBlocks.ts";
import { besideYear } from "./beside.ts";
import { FlowTable } from "./FlowTable.tsx";
import MonthBars from "./MonthBars.tsx";
import { OpenedMonth } from "./OpenedMonth.tsx";
import type { PanelProps } from "./panelProps.ts";
import { Registers, Sums } from "./Sums.tsx";
import type { DayTrade, MonthRow } from "./tables.ts";
import { tradedBy } from "./tradedBy.ts";
import { energyWords } from "./words.ts";
import { yearRows, yearTable } from "./yearTable.ts";

const NOT_TRADED: ReadonlyMap<string, DayTrade> = new Map();

export default function YearPanel(props: PanelProps & { year: YearView; contracts: readonly ContractRow[] | null }) {
  const t = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const { year, contracts, source, layers } = props;
  const isBeside = layers.has("beside");
  const isLayered = source === "replay" && layers.has("contracts");
  const answer = verifiedOf(useRead("contracts.list", {}));
  const traded = useMemo(
    () => (source !== "replay" ? NOT_TRADED : tradedBy(contracts ?? NO_CONTRACTS, home, 7)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the zone's offset of the home view matters
    [source, contracts, home?.market.utcOffset],
  );
  const split = useMemo(() => yearRows(year, traded), [year, traded]);
  const rows = useMemo(() => (isLayered ? split : yearRows(year, NOT_TRADED)), [year, isLayered, split]);
  const inAll = { sold: sum(split.map((row) => row.sold)), bought: sum(split.map((row) => row.bought)) };
  const table = useMemo(() => yearTable(year, rows, isBeside, lang), [year, rows, isBeside, lang]);
  props.onShown(`wattlight-${year.year}.csv`, table);
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = rows.findLast((row) => row.toGrid !== null || row.fromGrid !== null)?.date ?? null;
  const open = chosen?.startsWith(year.year) ? chosen : newest;
  const previousName = dateText(lang, String(Number(year.year) - 1), "year");
  const name = dateText(lang, year.year, "year");
  const incomplete = year.months.filter((month) => month.missingSlots > 0);
  const label = t("yearAlt", {
    year: name,
    generation: kilo(lang, year.totals.generation ?? 0),
    load: kilo(lang, year.totals.load ?? 0),
  });
  return (
    <div className="energy-cols">
      <section>
        <div className="keys">
          {isBeside && !props.asTable && year.previous.length > 0 ? (
            <span className="note nw">
              <i className="key line" aria-hidden="true" />
              {t("sameMonth", { year: previousName })}
            </span>
          ) : null}
          {props.layerBar}
        </div>
        {props.asTable ? (
          <FlowTable data={table} label={label} />
        ) : (
          <>
            <MonthBars rows={rows} chosen={open} onChoose={setChosen} beside={isBeside} label={label} height={280} />
            <Picks rows={rows} open={open} onChoose={setChosen} />
            {open ? <OpenedMonth key={`${source} ${open}`} {...props} month={open} /> : null}
          </>
        )}
        {isLayered ? <WithheldLine of={answer} /> : null}
        <ul className="energy-notes note">
          {incomplete.map((month) => (
            <li key={month.month}>
              {t("partial", { date: dateText(lang, month.month, "month"), count: month.missingSlots })}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <Sums
          period={name}
          previousName={previousName}
          totals={year.totals}
          beside={isBeside ? besideYear(year) : null}
          sameText={t("vsSameMonths")}
          traded={source === "replay" && contracts === null ? null : inAll}
          keys="parts"
          seal={<Seal seal={sealOf(answer)} />}
        />
        <Registers registers={year.registers} />
      </section>
    </div>
  );
}

/** Months as buttons under their bars, so that keys reach what the pointer does. */
function Picks(props: { rows: readonly MonthRow[]; open: string | null; onChoose: (month: string) => void }) {
  const t = energyWords.use();
  const lang = useLang();
  const index = props.rows.findIndex((row) => row.date === props.open);
  const x = (i: number) => i * 64;
  const digits = digitsFor(props.rows.flatMap((row) => [row.generation, row.load]));
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  return (
    <>
      <fieldset className="day-picks" aria-label={t("month")}>
        {props.rows.map((row) => (
          <button
            key={row.date}
            type="button"
            aria-pressed={row.date === props.open}
            aria-label={t("openMonth", {
              month: dateText(lang, row.date, "month"),
              generation: kwh(row.generation),
              load: kwh(row.load),
            })}
            onClick={() => props.onChoose(row.date)}
          >
            {dateText(lang, row.date, "monthShort")}
          </button>
        ))}
      </fieldset>
      {index >= 0 ? (
        <svg className="rb" width={768} height={16} aria-hidden="true">
          <path d={`M${x(index) + 0.5} 0L.5 16M${x(index + 1) - 0.5} 0L767.5 16`} className="opened" />
        </svg>
      ) : null}
    </>
  );
}
