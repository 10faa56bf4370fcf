/** One line of the day: generation up, load down, contracts on the line, now, gate, forecast, gaps, and a choice of slots. */
import { Button } from "@mantine/core";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useLang } from "../../words/i18n.ts";
import { clockText } from "../times.ts";
import { partWords } from "../words.ts";
import { ribbonRows, ribbonSentence } from "./alternative.ts";
import { Bars, Gaps } from "./Bars.tsx";
import { type Block, placeBlocks, reachOf } from "./blocks.ts";
import { Blocks } from "./Blocks.tsx";
import { type Frame, frameFor, hourMarks, powerTicks, type RibbonDay, slotLocal, slotX } from "./geometry.ts";
import { Pick, type Range } from "./Pick.tsx";
import { RibbonTable } from "./RibbonTable.tsx";

export interface DayRibbonProps {
  day: RibbonDay;
  blocks?: readonly Block[];
  /** Whole pixels per slot: 18, 11 or 8. */
  slotPx: number;
  /** Pixels for both directions together. */
  body: number;
  /** Slot of the day under way, and of the next gate that is still open; null where the day is another one. */
  now?: number | null;
  /** The clock as it is written at the hand; the hand itself moves once a slot. */
  nowText?: string | undefined;
  gate?: number | null;
  labelEveryHours?: number;
  pick?: { range: Range | null; limits: Range; flag: string; onPick: (range: Range) => void } | undefined;
  /** Drawn over it, e.g. opening-out lines. */
  after?: (frame: Frame) => ReactNode;
  heading?: string | undefined;
  withTable?: boolean;
}

const NONE: readonly Block[] = [];

export function DayRibbon(props: DayRibbonProps) {
  const t = partWords.use();
  const lang = useLang();
  const hatch = useId();
  const [asTable, setAsTable] = useState(false);
  const { day, slotPx, body } = props;
  const blocks = props.blocks ?? NONE;
  const now = props.now ?? null;
  const gate = props.gate ?? null;
  const timed = now !== null || gate !== null;
  // The flag of a choice has a row of its own below the clock's.
  const lift = props.pick && timed ? 20 : 0;
  const top = props.pick || timed ? 32 + lift : props.heading ? 20 : 4;
  const placed = useMemo(() => placeBlocks(day.slots, blocks), [day.slots, blocks]);
  const frame = useMemo(() => frameFor(day, { slotPx, body, top }, reachOf(placed)), [day, slotPx, body, top, placed]);
  const sentence = useMemo(() => ribbonSentence(day, blocks, lang), [day, blocks, lang]);
  const every = props.labelEveryHours ?? (slotPx >= 11 ? 2 : 3);
  const table = props.withTable ?? true;

  return (
    <figure className="day-ribbon">
      <svg
        className="rb"
        width={frame.width}
        height={frame.foot + 26}
        viewBox={`0 0 ${frame.width} ${frame.foot + 26}`}
        role={props.pick ? "group" : "img"}
        aria-label={sentence}
      >
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M.5 0V6" className="hat" />
          </pattern>
        </defs>
        <g shapeRendering="crispEdges">
          <PowerLines frame={frame} unit={t("ribbon.kw")} />
          <Bars frame={frame} day={day} />
          <Blocks frame={frame} placed={placed} />
          <rect x={0} y={frame.base} width={frame.width} height={1} className="base" />
        </g>
        <Gaps frame={frame} day={day} hatch={hatch} label={day.gaps.length > 0 ? t("ribbon.noReadings") : null} />
        <Ruler frame={frame} day={day} every={every} />
        {props.heading ? (
          <text x={0} y={12} className="b">
            {props.heading}
          </text>
        ) : null}
        {gate !== null && gate > 0 && gate <= day.slots ? (
          <g>
            <path d={`M${slotX(frame, gate) + 0.5} ${top - lift - 24}V${frame.foot}`} className="gate" />
            <text x={slotX(frame, gate) + 6} y={top - lift - 16}>
              {t("ribbon.gate", { time: clockText(slotLocal(day, gate), gate === day.slots) })}
            </text>
          </g>
        ) : null}
        {now !== null ? (
          <Hand
            lift={lift}
            frame={frame}
            slot={now}
            label={t("ribbon.now", { time: props.nowText ?? clockText(slotLocal(day, now)) })}
          />
        ) : null}
        {now !== null && day.known < day.slots && now < day.slots - 22 ? (
          <text x={frame.width} y={top - lift - 16} textAnchor="end">
            {t("ribbon.forecast")}
          </text>
        ) : null}
        {props.after?.(frame)}
        {props.pick ? <Pick frame={frame} {...props.pick} /> : null}
      </svg>
      {table ? (
        <Button
          variant="transparent"
          className="ribbon-table"
          aria-expanded={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t(asTable ? "ribbon.chart" : "ribbon.table")}
        </Button>
      ) : null}
      {asTable ? <RibbonTable rows={ribbonRows(day, blocks)} /> : null}
    </figure>
  );
}

function PowerLines({ frame, unit }: { frame: Frame; unit: string }) {
  const y = (kw: number) =>
    kw > 0 ? frame.base - Math.round(kw * frame.pxPerKw) : frame.base + 1 + Math.round(-kw * frame.pxPerKw);
  return (
    <>
      {powerTicks(frame).map((kw) => (
        <g key={kw}>
          <rect x={0} y={y(kw)} width={frame.width} height={1} className="grid" />
          <text x={-8} y={y(kw) + 4} textAnchor="end">
            {Math.abs(kw)}
          </text>
        </g>
      ))}
      <text x={-8} y={frame.base + 4} textAnchor="end">
        {unit}
      </text>
    </>
  );
}

/** A tick each hour, a longer one at each label. */
function Ruler({ frame, day, every }: { frame: Frame; day: RibbonDay; every: number }) {
  return (
    <>
      <g shapeRendering="crispEdges">
        <rect x={0} y={frame.foot + 4} width={frame.width} height={1} className="grid" />
        {hourMarks(day, every).map((mark) => (
          <rect
            key={mark.slot}
            x={Math.min(slotX(frame, mark.slot), frame.width - 1)}
            y={frame.foot + 4}
            width={1}
            height={mark.label ? 6 : 3}
            className="tk"
          />
        ))}
      </g>
      {hourMarks(day, every).map((mark) =>
        mark.label ? (
          <text
            key={mark.slot}
            x={slotX(frame, mark.slot)}
            y={frame.foot + 23}
            textAnchor={mark.slot === 0 ? "start" : mark.slot === day.slots ? "end" : "middle"}
          >
            {mark.label}
          </text>
        ) : null,
      )}
    </>
  );
}

function Hand({ frame, slot, label, lift }: { frame: Frame; slot: number; label: string; lift: number }) {
  const high = frame.top - lift;
  const x = slotX(frame, slot) + 0.5;
  const left = x > 80;
  return (
    <g>
      <path d={`M${x} ${high - 20}V${frame.foot + 4}`} className="now" />
      <circle cx={x} cy={high - 20} r={4.5} className="nowd" />
      <text x={left ? x - 10 : x + 10} y={high - 16} textAnchor={left ? "end" : "start"} className="b halo">
        {label}
      </text>
    </g>
  );
}
