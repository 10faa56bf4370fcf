/** Contracts and offers as solid blocks on the line: inside generation when sold, hanging in load when bought, stacked where they overlap. */
import { barPx, type Frame, type Sign, stepPath } from "./geometry.ts";

export interface Block {
  readonly key: string;
  /** Slots of the day, half-open; may reach beyond it and is then cut. */
  readonly from: number;
  readonly wh: readonly number[];
  readonly side: "sell" | "buy";
  /** Slot up to which it is delivered; `from` or less: only promised. */
  readonly done: number;
  /** An offer not yet agreed: dashed. */
  readonly offer: boolean;
  readonly label: string;
}
export interface PlacedBlock {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
  readonly done: number;
  readonly sign: Sign;
  /** Wh below and including this block, per slot of [from, to). */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Stacks the blocks in the given order and cuts them to the day. */
export function placeBlocks(slots: number, blocks: readonly Block[]): PlacedBlock[] {
  const stack = { sell: Array.from({ length: slots }, () => 0), buy: Array.from({ length: slots }, () => 0) };
  const placed: PlacedBlock[] = [];
  for (const block of blocks) {
    const from = Math.max(0, block.from);
    const to = Math.min(slots, block.from + block.wh.length);
    if (to <= from) continue;
    const heights = stack[block.side];
    const low: number[] = [];
    const high: number[] = [];
    for (let slot = from; slot < to; slot++) {
      const under = heights[slot] ?? 0;
      const over = under + (block.wh[slot - block.from] ?? 0);
      low.push(under);
      high.push(over);
      heights[slot] = over;
    }
    placed.push({
      block,
      from,
      to,
      done: Math.min(to, Math.max(from, block.done)),
      sign: block.side === "sell" ? 1 : -1,
      low,
      high,
    });
  }
  return placed;
}

export const reachOf = (placed: readonly PlacedBlock[]) => ({
  up: Math.max(0, ...placed.filter((p) => p.sign > 0).flatMap((p) => p.high)),
  down: Math.max(0, ...placed.filter((p) => p.sign < 0).flatMap((p) => p.high)),
});

/** Path of a placed block over part of its slots; a stacked one keeps a pixel of air below it. */
export const blockPath = (frame: Frame, placed: PlacedBlock, from: number, to: number, inset = 0): string =>
  stepPath(
    frame,
    placed.sign,
    from,
    to,
    (slot) => {
      const low = placed.low[slot - placed.from] ?? 0;
      return barPx(frame, low) + (low > 0 ? 1 : 0);
    },
    (slot) => barPx(frame, placed.high[slot - placed.from] ?? 0),
    inset,
  );

/** Rough width of a label at 12 px: full-width characters 12, others 6.7. */
export const labelWidth = (label: string): number =>
  [...label].reduce((width, char) => width + (char > "⺀" ? 12 : 6.7), 0);
