/**
 * Reading a curve: a hair under the pointer with the figures of its point, dragging to zoom, and the same by keys. It draws itself alone,
 * so that moving it costs the chart nothing.
 */
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { type Frame, slotAt, slotX } from "../../../parts/ribbon/geometry.ts";
import { curveWords } from "./words.ts";

export function Reading(props: {
  frame: Frame;
  /** What a point says, in words. */
  say: (index: number) => string;
  isZoomed: boolean;
  /** Points [a, b], both included. */
  onZoom: (a: number, b: number) => void;
  /** In or out around a point. */
  onScale: (about: number, factor: number) => void;
  /** By so many points. */
  onPan: (by: number) => void;
  onWhole: () => void;
}) {
  const t = curveWords.use();
  const { frame, say } = props;
  const help = useId();
  const [at, setAt] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const dragging = useRef(false);
  const last = frame.slots - 1;
  const here = at === null ? null : Math.min(at, last);
  const chosen = anchor === null || here === null ? null : { from: Math.min(anchor, here), to: Math.max(anchor, here) };
  const slotOf = (event: PointerEvent<SVGRectElement>) =>
    slotAt(frame, event.clientX - event.currentTarget.getBoundingClientRect().left);

  const down = (event: PointerEvent<SVGRectElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
    const slot = slotOf(event);
    setAt(slot);
    setAnchor(slot);
  };
  const move = (event: PointerEvent<SVGRectElement>) => {
    const slot = slotOf(event);
    if (slot !== at) setAt(slot);
  };
  const up = () => {
    if (dragging.current && chosen && chosen.to > chosen.from) props.onZoom(chosen.from, chosen.to);
    dragging.current = false;
    setAnchor(null);
  };
  const keys = (event: KeyboardEvent) => {
    const from = here ?? 0;
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const isOurs =
      step !== undefined || ["Home", "End", "PageUp", "PageDown", "Enter", "Escape", "+", "=", "-"].includes(event.key);
    if (!isOurs) return;
    event.preventDefault();
    if (step !== undefined) {
      if (event.shiftKey && anchor === null) setAnchor(from);
      if (!event.shiftKey) setAnchor(null);
      const next = here === null ? 0 : from + step;
      if (next < 0 || next > last) props.onPan(step);
      setAt(Math.min(last, Math.max(0, next)));
    } else if (event.key === "Home" || event.key === "End") setAt(event.key === "Home" ? 0 : last);
    else if (event.key === "PageUp" || event.key === "PageDown")
      props.onPan((event.key === "PageUp" ? -1 : 1) * frame.slots);
    else if (event.key === "Enter") {
      if (chosen && chosen.to > chosen.from) props.onZoom(chosen.from, chosen.to);
      else props.onScale(from, 0.5);
      setAnchor(null);
    } else if (event.key === "Escape") {
      if (chosen) setAnchor(null);
      else if (props.isZoomed) props.onWhole();
      else setAt(null);
    } else props.onScale(from, event.key === "-" ? 2 : 0.5);
  };

  const x = here === null ? 0 : slotX(frame, here);
  const text = here === null ? null : say(here);
  return (
    <>
      {chosen && chosen.to > chosen.from ? (
        <rect
          className="chosen"
          x={slotX(frame, chosen.from)}
          y={frame.top}
          width={slotX(frame, chosen.to + 1) - slotX(frame, chosen.from)}
          height={frame.foot - frame.top}
        />
      ) : null}
      {here === null ? null : (
        <rect
          className="hair"
          x={Math.round(x + frame.slotPx / 2)}
          y={frame.top}
          width={1}
          height={frame.foot + 4 - frame.top}
        />
      )}
      <text x={0} y={frame.foot + 46} className="says">
        {text ?? t("help")}
      </text>
      <desc id={help}>{t("help")}</desc>
      <rect
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot stand inside a drawing
        role="slider"
        tabIndex={0}
        className="reading"
        aria-label={t("reading")}
        aria-describedby={help}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={here ?? 0}
        aria-valuetext={say(here ?? 0)}
        x={0}
        y={Math.max(0, frame.top - 4)}
        width={frame.width}
        height={frame.foot + 4 - Math.max(0, frame.top - 4)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => {
          dragging.current = false;
          setAnchor(null);
        }}
        onPointerLeave={() => (dragging.current ? undefined : setAt(null))}
        onKeyDown={keys}
      />
    </>
  );
}
