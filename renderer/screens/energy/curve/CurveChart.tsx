/** A curve of some days: the readings stacked, contracts on the line, the forecast's band, the period before as a thin line, gaps, now. */
import { type ReactNode, useId, useMemo } from "react";
import { Gaps } from "../../../parts/ribbon/Bars.tsx";
import { type Block, placeBlocks, reachOf } from "../../../parts/ribbon/blocks.ts";
import { Blocks } from "../../../parts/ribbon/Blocks.tsx";
import { combed, type Frame, frameFor, powerTicks, slotX } from "../../../parts/ribbon/geometry.ts";
import { partWords } from "../../../parts/words.ts";
import { useLang } from "../../../words/i18n.ts";
import { Foreseen } from "./Foreseen.tsx";
import type { Layers } from "./layers.ts";
import { Patterns } from "./Patterns.tsx";
import { pointText } from "./pointText.ts";
import { Reading } from "./Reading.tsx";
import { rulerMarks } from "./ruler.ts";
import { linePath, StackedBars } from "./StackedBars.tsx";
import {
  alignedTo,
  downAt,
  meanAt,
  type Part,
  pointBlocks,
  ribbonOf,
  type Stretch,
  substitutedRuns,
  upAt,
} from "./stretch.ts";
import { dragged, panned, partOf, scaled, type Span, spanOf } from "./zoom.ts";

/** Chart and labels fit beside the totals. */
const WIDTH = 768;
const MOST_PX = 48;

export interface CurveChartProps {
  stretch: Stretch;
  /** What is zoomed into, and what of all there is. */
  span: Span | null;
  whole: Span;
  onSpan: (span: Span | null) => void;
  layers: Layers;
  /** Quarter-hours from the stretch's first point. */
  blocks: readonly Block[];
  before: Stretch | null;
  /** Seconds of the meter's clock, and how it is written; null where it does not run. */
  now: { readonly at: number; readonly text: string } | null;
  label: string;
  body: number;
  /** Wh per quarter-hour that must fit besides. */
  reach?: { readonly up: number; readonly down: number };
  /** What the grid says, drawn over the readings; and more below the ruler, from `top` on. */
  over?: ((frame: Frame, part: Part) => ReactNode) | undefined;
  below?: { readonly height: number; readonly draw: (frame: Frame, part: Part, top: number) => ReactNode } | undefined;
}

const NO_REACH = { up: 0, down: 0 };

export function CurveChart(props: CurveChartProps) {
  const parts = partWords.use();
  const lang = useLang();
  const id = useId();
  const { stretch, span, whole, layers, onSpan } = props;
  const part = useMemo(() => partOf(stretch, span), [stretch, span]);
  const count = part.to - part.from;
  const px = Math.min(MOST_PX, Math.max(1, Math.floor(WIDTH / count)));
  const day = useMemo(() => {
    const all = ribbonOf(stretch, part);
    return layers.has("forecast") ? all : { ...all, forecast: null };
  }, [stretch, part, layers]);
  const placed = useMemo(
    () => placeBlocks(count, layers.has("contracts") ? pointBlocks(stretch, part, props.blocks, true) : []),
    [stretch, part, count, props.blocks, layers],
  );
  const before = layers.has("beside") ? props.before : null;
  const lines = useMemo(() => (before ? besideOf(stretch, part, before) : null), [stretch, part, before]);
  const reach = props.reach ?? NO_REACH;
  const frame = useMemo(() => {
    const most = (extents: Stretch["made"]) =>
      extents.slice(part.from, part.to).reduce((high, one) => Math.max(high, (one?.high ?? 0) * stretch.width), 0);
    const blocksReach = reachOf(placed);
    const top = (values: readonly (number | null)[]) => values.reduce<number>((m, one) => Math.max(m, one ?? 0), 0);
    return frameFor(
      day,
      { slotPx: px, body: props.body, top: 28 },
      {
        up: Math.max(blocksReach.up, most(stretch.made), top(lines?.up ?? []), reach.up * stretch.width),
        down: Math.max(blocksReach.down, most(stretch.used), top(lines?.down ?? []), reach.down * stretch.width),
      },
    );
  }, [day, px, props.body, placed, stretch, part, lines, reach]);
  const now = props.now && props.now.at >= (stretch.at[part.from] ?? 0) && props.now.at < spanOf(stretch, part).to ? props.now : null; // prettier-ignore
  const nowSlot = now ? Math.min(count - 1, stretch.at.filter((at) => at <= now.at).length - 1 - part.from) : null;
  const isDated = whole.to - whole.from > 100 * stretch.slotSeconds;
  const move = (next: Span | null) => onSpan(next && next.to - next.from < whole.to - whole.from ? next : null);
  const current = span ?? whole;
  const perPoint = stretch.width * stretch.slotSeconds;
  const patterns = layers.has("patterns") ? { own: `${id}own`, out: `${id}out`, into: `${id}into` } : null;

  const high = frame.foot + 52 + (props.below?.height ?? 0);

  return (
    <figure className="day-ribbon curve">
      <svg
        className="rb"
        width={frame.width}
        height={high}
        viewBox={`0 0 ${frame.width} ${high}`}
        role="group"
        aria-label={props.label}
      >
        <Patterns id={id} />
        <g shapeRendering="crispEdges">
          <PowerLines frame={frame} unit={parts("ribbon.kw")} />
          <StackedBars frame={frame} stretch={stretch} part={part} flows={layers.has("flows")} patterns={patterns} />
          <Foreseen frame={frame} day={day} />
          <Blocks frame={frame} placed={placed} />
          <rect x={0} y={frame.base} width={frame.width} height={1} className="base" />
          {lines ? (
            <>
              <path d={linePath(frame, 1, count, (slot) => lines.up[slot] ?? null)} className="prior" />
              <path d={linePath(frame, -1, count, (slot) => lines.down[slot] ?? null)} className="prior" />
            </>
          ) : null}
          {substitutedRuns(stretch, part).map((run) => (
            <rect
              key={run.from}
              x={slotX(frame, run.from - part.from)}
              y={frame.foot + 1}
              width={Math.max(2, slotX(frame, run.to - part.from) - slotX(frame, run.from - part.from))}
              height={3}
              fill={`url(#${id}sub)`}
            />
          ))}
        </g>
        <Gaps frame={frame} day={day} hatch={`${id}gap`} label={gapLabel(frame, day, parts("ribbon.noReadings"))} />
        <Ruler frame={frame} marks={rulerMarks(stretch, part, px, lang)} count={count} />
        {props.over?.(frame, part)}
        {props.below?.draw(frame, part, frame.foot + 60)}
        {nowSlot !== null && now ? (
          <Hand frame={frame} slot={nowSlot} label={parts("ribbon.now", { time: now.text })} />
        ) : null}
        {day.forecast && day.forecast.from < count - 8 ? (
          <text x={frame.width} y={12} textAnchor="end">
            {parts("ribbon.forecast")}
          </text>
        ) : null}
        <Reading
          frame={frame}
          say={(slot) => pointText(stretch, part.from + slot, lang, isDated)}
          isZoomed={span !== null}
          onZoom={(a, b) => move(dragged(stretch, part.from + a, part.from + b, whole))}
          onScale={(about, factor) =>
            move(scaled(current, whole, stretch.at[part.from + about] ?? current.from, factor))
          }
          onPan={(by) => (span ? move(panned(span, whole, by * perPoint)) : undefined)}
          onWhole={() => onSpan(null)}
        />
      </svg>
    </figure>
  );
}

/** The period before, point by point, in the measure of this one. */
function besideOf(stretch: Stretch, part: Part, before: Stretch) {
  const aligned = alignedTo(stretch, before);
  const values = (of: (one: Stretch, i: number) => number | null) =>
    Array.from({ length: part.to - part.from }, (_, slot) => {
      const other = aligned[part.from + slot] ?? null;
      const mean = other === null ? null : meanAt(before, other, of(before, other));
      return mean === null ? null : (mean * stretch.width) / before.width;
    });
  return { up: values(upAt), down: values(downAt) };
}

/** Named where one of the gaps has room for it; the notes below name them all. */
const gapLabel = (frame: Frame, day: { gaps: readonly { from: number; to: number }[] }, text: string): string | null =>
  day.gaps.length === 1 && day.gaps.every((gap) => (gap.to - gap.from) * frame.slotPx >= 12) ? text : null;

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

function Ruler(props: { frame: Frame; marks: ReturnType<typeof rulerMarks>; count: number }) {
  const { frame, marks, count } = props;
  const day = combed(frame) ? 6 : 8;
  return (
    <>
      <g shapeRendering="crispEdges">
        <rect x={0} y={frame.foot + 4} width={frame.width} height={1} className="grid" />
        {marks.map((mark) => (
          <rect
            key={mark.index}
            x={Math.min(slotX(frame, mark.index), frame.width - 1)}
            y={frame.foot + 4}
            width={1}
            height={mark.label ? day : 3}
            className="tk"
          />
        ))}
      </g>
      {marks.map((mark) =>
        mark.label ? (
          <text
            key={mark.index}
            x={slotX(frame, mark.index)}
            y={frame.foot + 23}
            textAnchor={
              mark.index === 0 || mark.strong
                ? mark.index === count
                  ? "end"
                  : "start"
                : mark.index === count
                  ? "end"
                  : "middle"
            }
          >
            {mark.label}
          </text>
        ) : null,
      )}
    </>
  );
}

function Hand({ frame, slot, label }: { frame: Frame; slot: number; label: string }) {
  const x = slotX(frame, slot) + 0.5;
  const left = x > 80;
  return (
    <g>
      <path d={`M${x} ${frame.top - 20}V${frame.foot + 4}`} className="now" />
      <circle cx={x} cy={frame.top - 20} r={4.5} className="nowd" />
      <text x={left ? x - 10 : x + 10} y={frame.top - 16} textAnchor={left ? "end" : "start"} className="b halo">
        {label}
      </text>
    </g>
  );
}
