/**
 * The readings of a curve: from the line outwards what crossed the meter, then what was used of the own generation, so that both together
 * are what was made, or used. Over means of several quarter-hours lies the band from the lowest to the highest of them.
 */
import { memo } from "react";
import { barPx, combed, combPath, type Frame, type Sign, stepPath } from "../../../parts/ribbon/geometry.ts";
import { downAt, meanAt, type Part, type Stretch, upAt } from "./stretch.ts";

interface Props {
  frame: Frame;
  stretch: Stretch;
  part: Part;
  /** Own use apart from the rest. */
  flows: boolean;
  /** Fills for own use and for what crossed the meter, where colour alone shall not tell. */
  patterns: { own: string; out: string; into: string } | null;
}

export const StackedBars = memo(function StackedBars(props: Props) {
  return (
    <>
      <Side {...props} sign={1} />
      <Side {...props} sign={-1} />
    </>
  );
});

function Side({ frame, stretch, part, flows, patterns, sign }: Props & { sign: Sign }) {
  const up = sign > 0;
  const count = part.to - part.from;
  const crossed = up ? stretch.exported : stretch.imported;
  const px = (slot: number, wh: number | null | undefined) => barPx(frame, meanAt(stretch, part.from + slot, wh) ?? 0);
  const whole = (slot: number) => px(slot, (up ? upAt : downAt)(stretch, part.from + slot));
  const split = (slot: number) => {
    const i = part.from + slot;
    return flows && stretch.ownUse[i] !== null ? Math.min(whole(slot), px(slot, crossed[i])) : whole(slot);
  };
  const zero = () => 0;
  const draw = combed(frame) ? combPath : stepPath;
  const crossing = draw(frame, sign, 0, count, zero, split);
  const own = draw(frame, sign, 0, count, split, whole);
  const name = up ? "gen" : "load";
  const extents = up ? stretch.made : stretch.used;
  // The extent is of single quarter-hours.
  const edge = (slot: number, which: "low" | "high") =>
    barPx(frame, (extents[part.from + slot]?.[which] ?? 0) * stretch.width);
  return (
    <>
      {stretch.width > 1 ? (
        <path
          d={draw(frame, sign, 0, count, whole, (slot) => Math.max(whole(slot), edge(slot, "high")))}
          className={`${name}3`}
        />
      ) : null}
      <path d={crossing} className={name} />
      <path d={own} className="gen2" />
      {patterns ? (
        <>
          <path d={crossing} fill={`url(#${up ? patterns.out : patterns.into})`} />
          <path d={own} fill={`url(#${patterns.own})`} />
        </>
      ) : null}
      {up && combed(frame) ? (
        <path d={combPath(frame, 1, 0, count, (slot) => Math.max(0, whole(slot) - 1), whole)} className="gene" />
      ) : null}
      {stretch.width > 1 ? (
        <path
          d={combPath(
            frame,
            sign,
            0,
            count,
            (slot) => Math.max(0, Math.min(edge(slot, "low"), whole(slot)) - 1),
            (slot) => Math.min(edge(slot, "low"), whole(slot)),
          )}
          className="lowest"
        />
      ) : null}
    </>
  );
}

/** Another stretch as a thin line of ink, broken where it was not read. */
export const linePath = (frame: Frame, sign: Sign, count: number, wh: (slot: number) => number | null): string => {
  let path = "";
  let isOn = false;
  for (let slot = 0; slot < count; slot++) {
    const value = wh(slot);
    if (value === null) {
      isOn = false;
      continue;
    }
    const y = sign > 0 ? frame.base - barPx(frame, value) + 0.5 : frame.base + 0.5 + barPx(frame, value);
    const x = Math.round(slot * frame.slotPx);
    path += `${isOn ? "L" : "M"}${x} ${y}H${Math.round((slot + 1) * frame.slotPx)}`;
    isOn = true;
  }
  return path;
};
