/** Promises are solid: delivered is filled, promised a tint with an outline, an offer not yet agreed dashed. The name only if it fits. */
import { memo } from "react";
import { blockPath, labelWidth, type PlacedBlock } from "./blocks.ts";
import { barPx, type Frame, slotX } from "./geometry.ts";

export const Blocks = memo(function Blocks({ frame, placed }: { frame: Frame; placed: readonly PlacedBlock[] }) {
  return (
    <>
      {placed.map((p) => (
        <OneBlock key={p.block.key} frame={frame} placed={p} />
      ))}
    </>
  );
});

function OneBlock({ frame, placed }: { frame: Frame; placed: PlacedBlock }) {
  const { block, from, to, done } = placed;
  const kind = block.side === "sell" ? "sold" : "bought";
  const whole = blockPath(frame, placed, from, to);
  return (
    <g>
      <path d={whole} className="behind" />
      {block.offer ? (
        <path d={blockPath(frame, placed, from, to, 0.75)} className="pend" shapeRendering="auto" />
      ) : (
        <>
          {done > from ? <path d={blockPath(frame, placed, from, done)} className={kind} /> : null}
          {done > from && kind === "bought" ? (
            <path d={blockPath(frame, placed, from, done, 0.5)} className="boughte" />
          ) : null}
          {done < to ? (
            <path d={blockPath(frame, placed, done, to, 0.75)} className={`${kind}p`} shapeRendering="auto" />
          ) : null}
        </>
      )}
      <BlockLabel frame={frame} placed={placed} filled={done > from && !block.offer} />
    </g>
  );
}

function BlockLabel({ frame, placed, filled }: { frame: Frame; placed: PlacedBlock; filled: boolean }) {
  const { block, from, to } = placed;
  const width = slotX(frame, to) - slotX(frame, from);
  const tight = width < 80;
  const first = { low: barPx(frame, placed.low[0] ?? 0), high: barPx(frame, placed.high[0] ?? 0) };
  const fits = placed.high.every((high, i) => barPx(frame, high - (placed.low[i] ?? 0)) >= 18);
  if (!block.label || !fits || labelWidth(block.label) > width - 10) return null;
  const middle = (first.low + first.high) / 2;
  const y = placed.sign > 0 ? frame.base - middle : frame.base + 1 + middle;
  return (
    <text
      x={tight ? slotX(frame, from) + width / 2 : slotX(frame, from) + 8}
      y={Math.round(y) + 4}
      textAnchor={tight ? "middle" : "start"}
      className={filled ? "ondata" : "inkt"}
    >
      {block.label}
    </text>
  );
}
