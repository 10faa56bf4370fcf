/** Physics is combed: metered slots as separate bars, forecast as a full tint to P10, a light one to P90 and a hair at P50. */
import { memo } from "react";
import { barPx, combed, combPath, type Frame, type RibbonDay, type Sign, slotX, stepPath } from "./geometry.ts";

export const Bars = memo(function Bars({ frame, day, quiet }: { frame: Frame; day: RibbonDay; quiet?: boolean }) {
  const tone = quiet ? "3" : "";
  return (
    <>
      <Series
        frame={frame}
        day={day}
        values={day.generation}
        band={day.forecast?.generation}
        sign={1}
        name="gen"
        tone={tone}
      />
      <Series frame={frame} day={day} values={day.load} band={day.forecast?.load} sign={-1} name="load" tone={tone} />
    </>
  );
});

function Series(props: {
  frame: Frame;
  day: RibbonDay;
  values: readonly (number | null)[];
  band: readonly { p10: number; p50: number; p90: number }[] | undefined;
  sign: Sign;
  name: "gen" | "load";
  tone: string;
}) {
  const { frame, day, sign, name, tone } = props;
  const zero = () => 0;
  const read = (slot: number) => barPx(frame, props.values[slot] ?? 0);
  const from = day.forecast?.from ?? day.slots;
  const band = (slot: number) => props.band?.[slot - from];
  const p10 = (slot: number) => barPx(frame, band(slot)?.p10 ?? 0);
  const p50 = (slot: number) => barPx(frame, band(slot)?.p50 ?? 0);
  const p90 = (slot: number) => barPx(frame, band(slot)?.p90 ?? 0);
  const to = Math.min(day.slots, from + (props.band?.length ?? 0));
  if (!combed(frame) || tone) {
    const height = (slot: number) => (slot < day.known ? read(slot) : p50(slot));
    return (
      <>
        <path d={stepPath(frame, sign, 0, Math.min(day.known, day.slots), zero, height)} className={name + tone} />
        <path d={stepPath(frame, sign, Math.max(from, day.known), to, zero, height)} className={name + (tone || "2")} />
      </>
    );
  }
  return (
    <>
      <path d={combPath(frame, sign, 0, day.known, zero, read)} className={name} />
      {name === "gen" ? (
        <path d={combPath(frame, sign, 0, day.known, (s) => Math.max(0, read(s) - 1), read)} className="gene" />
      ) : null}
      <path d={combPath(frame, sign, from, to, zero, p10)} className={`${name}2`} />
      <path d={combPath(frame, sign, from, to, p10, (s) => Math.max(p90(s), p10(s)))} className={`${name}3`} />
      <path d={combPath(frame, sign, from, to, (s) => Math.max(0, p50(s) - 1), p50)} className={name} />
    </>
  );
}

/** Gap: hatched at 45 degrees and named; never zero, never joined across. */
export function Gaps({
  frame,
  day,
  hatch,
  label,
}: {
  frame: Frame;
  day: RibbonDay;
  hatch: string;
  label: string | null;
}) {
  const up = Math.min(18, frame.base - frame.top);
  const down = Math.min(22, frame.foot - frame.base - 1);
  return (
    <>
      {day.gaps.map((gap) => {
        const x = slotX(frame, gap.from);
        const w = slotX(frame, gap.to) - x - 1;
        return (
          <g key={gap.from}>
            <rect x={x} y={frame.base - up} width={Math.max(1, w)} height={up + down + 1} fill={`url(#${hatch})`} />
            {label && w >= 0 ? (
              <text
                x={Math.min(Math.max(x + w / 2, 34), frame.width - 34)}
                y={frame.base - up - 8}
                textAnchor="middle"
                className="halo"
              >
                {label}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}
