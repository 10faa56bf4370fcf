/** Choosing slots: an ink bracket with two grips and a flag. Drag it by mouse or finger; arrows move it, Shift and arrows resize it. */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { partWords } from "../words.ts";
import { labelWidth } from "./blocks.ts";
import { type Frame, slotAt, slotX } from "./geometry.ts";

export interface Range {
  readonly from: number;
  readonly to: number;
}
/** Moves or resizes a choice within [least, most): the whole of the keyboard's and the pointer's rule. */
export function moved(range: Range, by: number, limits: Range): Range {
  const length = range.to - range.from;
  const from = Math.min(Math.max(range.from + by, limits.from), limits.to - length);
  return { from, to: from + length };
}
export const resized = (range: Range, by: number, limits: Range): Range => ({
  from: range.from,
  to: Math.min(Math.max(range.to + by, range.from + 1), limits.to),
});
export const spanned = (a: number, b: number, limits: Range): Range => {
  const from = Math.min(Math.max(Math.min(a, b), limits.from), limits.to - 1);
  return { from, to: Math.min(Math.max(Math.max(a, b) + 1, from + 1), limits.to) };
};

type Drag = { kind: "span" | "from" | "to"; fixed: number } | { kind: "move"; grabbed: number; start: Range };

export function Pick(props: {
  frame: Frame;
  range: Range | null;
  limits: Range;
  flag: string;
  onPick: (range: Range) => void;
}) {
  const t = partWords.use();
  const { frame, range, limits } = props;
  const drag = useRef<Drag | null>(null);
  const slotOf = (event: PointerEvent<SVGRectElement>) =>
    slotAt(frame, event.clientX - event.currentTarget.getBoundingClientRect().left);

  const start = (event: PointerEvent<SVGRectElement>) => {
    if (event.button !== 0 || limits.to <= limits.from) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const slot = slotOf(event);
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const near = (edge: number) => Math.abs(slotX(frame, edge) - x) <= (event.pointerType === "touch" ? 24 : 8);
    if (range && near(range.to)) drag.current = { kind: "to", fixed: range.from };
    else if (range && near(range.from)) drag.current = { kind: "from", fixed: range.to - 1 };
    else if (range && slot >= range.from && slot < range.to)
      drag.current = { kind: "move", grabbed: slot, start: range };
    else {
      drag.current = { kind: "span", fixed: slot };
      props.onPick(spanned(slot, slot, limits));
    }
  };
  const go = (event: PointerEvent<SVGRectElement>) => {
    const now = drag.current;
    if (!now) return;
    const slot = slotOf(event);
    const next = now.kind === "move" ? moved(now.start, slot - now.grabbed, limits) : spanned(now.fixed, slot, limits);
    if (next.from !== range?.from || next.to !== range?.to) props.onPick(next);
  };
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -4, PageUp: 4 }[event.key];
    const current = range ?? spanned(limits.from, Math.min(limits.from + 3, limits.to - 1), limits);
    if (by !== undefined && limits.to > limits.from) {
      event.preventDefault();
      props.onPick(!range ? current : event.shiftKey ? resized(current, by, limits) : moved(current, by, limits));
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      props.onPick(moved(current, event.key === "Home" ? -frame.slots : frame.slots, limits));
    }
  };

  return (
    <>
      <rect
        className="pick-area"
        x={0}
        y={Math.max(0, frame.top - 24)}
        width={frame.width}
        height={frame.foot + 6 - Math.max(0, frame.top - 24)}
        onPointerDown={start}
        onPointerMove={go}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      />
      <g
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot stand inside a drawing
        role="slider"
        tabIndex={0}
        className="pick-mark"
        aria-label={`${t("ribbon.pickLabel")}. ${t("ribbon.pickHelp")}`}
        aria-valuemin={limits.from}
        aria-valuemax={limits.to}
        aria-valuenow={range?.from ?? limits.from}
        aria-valuetext={range ? props.flag : t("ribbon.pickNone")}
        onKeyDown={keys}
      >
        {range ? (
          <Bracket frame={frame} range={range} flag={props.flag} />
        ) : (
          <rect x={0} y={frame.base} width={frame.width} height={1} fill="none" />
        )}
      </g>
    </>
  );
}

function Bracket({ frame, range, flag }: { frame: Frame; range: Range; flag: string }) {
  const x1 = slotX(frame, range.from) - 1;
  const x2 = slotX(frame, range.to);
  const y0 = frame.top - 4;
  const height = frame.foot + 4 - y0;
  const flagWidth = Math.max(x2 - x1 + 2, labelWidth(flag) + 16);
  const flagX = Math.min(Math.max((x1 + x2) / 2 - flagWidth / 2, -1), frame.width + 1 - flagWidth);
  return (
    <>
      <g shapeRendering="crispEdges">
        <rect x={x1} y={y0} width={x2 - x1} height={height} className="pickf" />
        <rect x={x1 - 1} y={y0} width={2} height={height} className="pick" />
        <rect x={x2 - 1} y={y0} width={2} height={height} className="pick" />
        <rect x={x1} y={frame.foot + 3} width={x2 - x1} height={3} className="pick" />
        <rect x={Math.round(flagX)} y={y0 - 20} width={Math.round(flagWidth)} height={22} className="pick" />
      </g>
      {[x1, x2].map((x) => (
        <g key={x}>
          <rect x={x - 4} y={frame.base - 12} width={8} height={24} rx={4} className="pick" />
          <path d={`M${x - 1} ${frame.base - 5}v10M${x + 1} ${frame.base - 5}v10`} className="grip" />
        </g>
      ))}
      <text x={Math.round(flagX + flagWidth / 2)} y={y0 - 5} className="pickt" textAnchor="middle">
        {flag}
      </text>
    </>
  );
}
