/** A month of the year as one curve of means, finer the further one zooms in. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { CurveView } from "../../../shared/ipc/curveViews.ts";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { firstSlotOf, useHome } from "../../frame/market.ts";
import { kilo, sum } from "../../parts/figures.ts";
import { addDays, addMonths, clockText, dateSeconds, dateText, localDate } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { CurveChart } from "./curve/CurveChart.tsx";
import { CurveNotes } from "./curve/CurveNotes.tsx";
import { timeText, widthText } from "./curve/pointText.ts";
import { curveWords } from "./curve/words.ts";
import { partOf, type Span, spanOf } from "./curve/zoom.ts";
import type { PanelProps } from "./panelProps.ts";

const DAY = 86_400;
/** How many days a month has. */
const daysIn = (month: string): number => (dateSeconds(`${addMonths(month, 1)}-01`) - dateSeconds(`${month}-01`)) / DAY;

export function OpenedMonth(props: PanelProps & { month: string; contracts: readonly ContractRow[] | null }) {
  const t = curveWords.use();
  const lang = useLang();
  const { month, source } = props;
  const count = daysIn(month);
  const from = `${month}-01`;
  const [span, setSpan] = useState<Span | null>(null);
  const read = useRead("energy.curve", { source, from, days: count });
  const coarse = read.state === "ready" ? read.value : null;
  // The days that the span touches, asked for alone, come in finer points.
  const part = coarse && span ? partOf(coarse, span) : null;
  const day = (index: number) => Math.floor(((coarse?.local[index] ?? 0) - dateSeconds(from)) / DAY);
  const first = part ? day(part.from) : 0;
  const days = part ? day(part.to - 1) - first + 1 : count;
  const closer = useRead("energy.curve", { source, from: addDays(from, first), days });
  const fine = closer.state === "ready" ? closer.value : null;
  const whole = useMemo(() => (coarse ? spanOf(coarse) : null), [coarse]);
  if (!coarse || !whole) return <p className="dim">{read.state === "loading" ? "\u00a0" : t("noneCurve")}</p>;
  return (
    <Curve {...props} view={span && fine ? fine : coarse} span={span} whole={whole} onSpan={setSpan} lang={lang} />
  );
}

function Curve(
  props: PanelProps & {
    month: string;
    contracts: readonly ContractRow[] | null;
    view: CurveView;
    span: Span | null;
    whole: Span;
    onSpan: (span: Span | null) => void;
    lang: "en" | "zh-CN";
  },
) {
  const t = curveWords.use();
  const home = useHome();
  const { view, span, lang, source, layers } = props;
  const part = useMemo(() => partOf(view, span), [view, span]);
  const isLayered = source === "replay" && layers.has("contracts");
  const first = firstSlotOf(home, "electricity", dateSeconds(localDate(view.local[0] ?? 0)));
  const contracts = isLayered ? (props.contracts ?? NO_CONTRACTS) : NO_CONTRACTS;
  const blocks = useDayBlocks(contracts, NO_OFFERS, "electricity", first, sum(view.slots), home?.market.slot ?? 0);
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
    <>
      <div className="row between opened-head">
        <b className="b">
          {span ? timeText(view, part.from, part.to - 1, lang, true) : dateText(lang, props.month, "month")}
        </b>
        {span ? (
          <Button variant="subtle" onClick={() => props.onSpan(null)}>
            {t("whole")}
          </Button>
        ) : null}
      </div>
      <CurveChart
        stretch={view}
        span={span}
        whole={props.whole}
        onSpan={props.onSpan}
        layers={layers}
        blocks={blocks}
        before={null}
        now={clock ? { at: clock.now, text: clockText(clock.now + clock.utcOffset) } : null}
        label={label}
        body={130}
      />
      <CurveNotes view={view} part={part} />
    </>
  );
}
