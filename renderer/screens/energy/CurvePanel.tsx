/** A day or a week: its curve or table, zoomed into by dragging or by keys, totals beside the period before, registers, and what all rests on. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { CurveView } from "../../../shared/ipc/curveViews.ts";
import type { MeterSource } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import { verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf, useHome } from "../../frame/market.ts";
import { kilo, sum } from "../../parts/figures.ts";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { WithheldLine } from "../../parts/Sealed.tsx";
import { addDays, clockText, dateSeconds, dateText, localDate } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { tradedToday } from "../overview/flows.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { daysText } from "./anchor.ts";
import { besideCurve } from "./beside.ts";
import { CurveChart } from "./curve/CurveChart.tsx";
import { CurveKeys } from "./curve/CurveKeys.tsx";
import { CurveNotes } from "./curve/CurveNotes.tsx";
import { Prices, PRICE_BAND, Signals } from "./curve/Signals.tsx";
import { NO_MARKS, marketColumns, reachOf, signalMarks } from "./curve/signalMarks.ts";
import { SignalNotes } from "./curve/SignalNotes.tsx";
import { useSignals } from "./curve/useSignals.ts";
import { timeText, widthText } from "./curve/pointText.ts";
import { curveWords } from "./curve/words.ts";
import { partOf, type Span, spanOf } from "./curve/zoom.ts";
import { curveTable } from "./curveTable.ts";
import { FlowTable } from "./FlowTable.tsx";
import type { PanelProps } from "./panelProps.ts";
import { NOTHING_TRADED, Registers, Sums } from "./Sums.tsx";
import { energyWords } from "./words.ts";

export function CurvePanel(props: PanelProps & { view: CurveView; contracts: readonly ContractRow[] | null }) {
  const t = curveWords.use();
  const e = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const { view, source, layers } = props;
  const days = view.days.length;
  const [span, setSpan] = useState<Span | null>(null);
  const whole = useMemo(() => spanOf(view), [view]);
  const part = useMemo(() => partOf(view, span), [view, span]);
  const answer = verifiedOf(useRead("contracts.list", {}));
  const read = useRead("energy.curve", { source, from: addDays(view.from, -days), days });
  const before = read.state === "ready" ? read.value : null;
  const beside = layers.has("beside") && before ? besideCurve(view, before) : null;
  const isLayered = source === "replay" && layers.has("contracts");
  const first = firstSlotOf(home, "electricity", dateSeconds(view.from));
  const quarters = sum(view.slots);
  const nowSlot = home?.market.slot ?? 0;
  const contracts = isLayered ? (props.contracts ?? NO_CONTRACTS) : NO_CONTRACTS;
  const blocks = useDayBlocks(contracts, NO_OFFERS, "electricity", first, quarters, nowSlot);
  const name = daysText(view.from, view.to, lang);
  const previousName = daysText(addDays(view.from, -days), addDays(view.from, -1), lang);
  const isMarket = source === "replay";
  const [showsSignals, showsPrice] = [isMarket && layers.has("signals"), isMarket && layers.has("price")];
  const { answer: said, grid } = useSignals(view, showsSignals || showsPrice);
  const signals = said?.state === "verified" ? said.value : null;
  const marks = useMemo(
    () => (signals && showsSignals ? signalMarks(view, part, signals, grid, lang, days > 1) : NO_MARKS),
    [signals, showsSignals, view, part, grid, lang, days],
  );
  const tariff = showsPrice ? (signals?.tariff ?? null) : null;
  const more = useMemo(() => marketColumns(view, marks, tariff, grid), [view, marks, tariff, grid]);
  const table = useMemo(
    () => curveTable({ stretch: view, part, layers, blocks, before, previousName, more }, lang),
    [view, part, layers, blocks, before, previousName, more, lang],
  );
  const limits = showsSignals ? (signals?.limits ?? null) : null;
  const reach = useMemo(() => reachOf(view, limits), [view, limits]);
  props.onShown(`wattlight-${view.from}${days > 1 ? `-${view.to}` : ""}.csv`, table);
  const traded =
    source !== "replay" ? NOTHING_TRADED : props.contracts && tradedToday(props.contracts, first, quarters);
  const clock = home && source === "replay" ? home.market : null;
  const label = t("alt", {
    from: dateText(lang, view.from, "long"),
    to: dateText(lang, view.to, "long"),
    points: part.to - part.from,
    width: widthText(view.width),
    generation: kilo(lang, view.totals.generation ?? 0),
    load: kilo(lang, view.totals.load ?? 0),
  });
  return (
    <div className="energy-cols">
      <section>
        <div className="keys">{props.layerBar}</div>
        <div className="keys">
          <CurveKeys stretch={view} layers={layers} previousName={before ? previousName : null} />
          {span ? (
            <span className="zoomed note">
              <b>{timeText(view, part.from, part.to - 1, lang, days > 1)}</b>
              <Button variant="subtle" onClick={() => setSpan(null)}>
                {t("whole")}
              </Button>
            </span>
          ) : null}
        </div>
        {props.asTable ? (
          <FlowTable data={table} label={name} />
        ) : (
          <CurveChart
            stretch={view}
            span={span}
            whole={whole}
            onSpan={setSpan}
            layers={layers}
            blocks={blocks}
            before={before}
            now={nowOf(view, source, clock)}
            label={label}
            body={380}
            reach={reach}
            over={
              showsSignals && signals
                ? (frame, shown) => <Signals frame={frame} part={shown} limits={limits} marks={marks} />
                : undefined
            }
            below={
              tariff
                ? {
                    height: PRICE_BAND,
                    draw: (frame, shown, top) => (
                      <Prices frame={frame} top={top} stretch={view} part={shown} tariff={tariff} grid={grid} />
                    ),
                  }
                : undefined
            }
          />
        )}
        {isLayered ? <WithheldLine of={answer} /> : null}
        {said ? (
          <SignalNotes of={said} marks={marks} limits={limits} showsSignals={showsSignals} showsPrice={showsPrice} />
        ) : null}
        <CurveNotes view={view} part={part} />
      </section>
      <section>
        <Sums
          period={name}
          previousName={previousName}
          totals={view.totals}
          beside={beside}
          untilText={(time) => untilText(view.from, time, days, lang)}
          sameText={e("vsSameHours")}
          traded={traded}
          keys={layers.has("flows") ? "parts" : "wholes"}
          seal={<Seal seal={sealOf(answer)} />}
        />
        <Registers registers={view.registers} />
      </section>
    </div>
  );
}

/** A time from the first midnight on, with its weekday where there are several. */
function untilText(from: string, time: number, days: number, lang: "en" | "zh-CN"): string {
  const local = dateSeconds(from) + time;
  const day = days > 1 ? `${dateText(lang, localDate(local - 1), "weekday")} ` : "";
  return `${day}${clockText(local, true)}`;
}

/** Market time where that runs; what devices read has come to the point that is not over yet. */
function nowOf(view: CurveView, source: MeterSource, clock: HomeView["market"] | null) {
  if (clock) return { at: clock.now, text: clockText(clock.now + clock.utcOffset) };
  const [at, local] = [view.at[view.past], view.local[view.past]];
  return source === "devices" && view.past > 0 && at !== undefined && local !== undefined
    ? { at, text: clockText(local) }
    : null;
}
