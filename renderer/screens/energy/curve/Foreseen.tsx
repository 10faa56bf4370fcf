/** What is foreseen of a curve: full to P10, lighter to P90, a hair at P50. */
import { memo } from "react";
import {
  barPx,
  combed,
  combPath,
  type Frame,
  type RibbonDay,
  type Sign,
  stepPath,
} from "../../../parts/ribbon/geometry.ts";

export const Foreseen = memo(function Foreseen({ frame, day }: { frame: Frame; day: RibbonDay }) {
  const { forecast } = day;
  if (!forecast) return null;
  return (
    <>
      <Side frame={frame} from={forecast.from} bands={forecast.generation} sign={1} name="gen" />
      <Side frame={frame} from={forecast.from} bands={forecast.load} sign={-1} name="load" />
    </>
  );
});

function Side(props: {
  frame: Frame;
  from: number;
  bands: readonly { p10: number; p50: number; p90: number }[];
  sign: Sign;
  name: "gen" | "load";
}) {
  const { frame, from, bands, sign, name } = props;
  const px = (slot: number, which: "p10" | "p50" | "p90") => barPx(frame, bands[slot - from]?.[which] ?? 0);
  const draw = combed(frame) ? combPath : stepPath;
  const to = from + bands.length;
  return (
    <>
      <path
        d={draw(
          frame,
          sign,
          from,
          to,
          () => 0,
          (slot) => px(slot, "p10"),
        )}
        className={`${name}2`}
      />
      <path
        d={draw(
          frame,
          sign,
          from,
          to,
          (slot) => px(slot, "p10"),
          (slot) => Math.max(px(slot, "p90"), px(slot, "p10")),
        )}
        className={`${name}3`}
      />
      <path
        d={combPath(
          frame,
          sign,
          from,
          to,
          (slot) => Math.max(0, px(slot, "p50") - 1),
          (slot) => px(slot, "p50"),
        )}
        className={name}
      />
    </>
  );
}
