/**
 * A curve's points as the ribbon's slots. A point that stands for several quarter-hours is drawn as the mean of those that are known; its
 * table holds their sum. Where the meter knows the boundary alone, what went out stands for generation and what came in for load.
 */
import type { CurveView } from "../../../../shared/ipc/curveViews.ts";
import type { Block } from "../../../parts/ribbon/blocks.ts";
import type { RibbonDay } from "../../../parts/ribbon/geometry.ts";
import { localDate } from "../../../parts/times.ts";

/** The points alone, without the days' facts. */
export type Stretch = Omit<CurveView, "from" | "to" | "days" | "registers" | "totals" | "notes">;
/** Points [from, to). */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export const wholeOf = (stretch: Stretch): Part => ({ from: 0, to: stretch.at.length });
/** Seconds of the meter's clock at a point's end. */
export const endOf = (stretch: Stretch, index: number): number =>
  (stretch.at[index] ?? 0) + (stretch.slots[index] ?? 0) * stretch.slotSeconds;

export const upAt = (stretch: Stretch, i: number): number | null =>
  stretch.generation[i] ?? stretch.exported[i] ?? null;
export const downAt = (stretch: Stretch, i: number): number | null => stretch.load[i] ?? stretch.imported[i] ?? null;

/** Wh of a point as if all its quarter-hours, and as many as others have, were like the mean of those that are known. */
export function meanAt(stretch: Stretch, i: number, wh: number | null | undefined): number | null {
  const known = stretch.known[i] ?? 0;
  return wh === null || wh === undefined || known === 0 ? null : (wh * stretch.width) / known;
}

export function ribbonOf(stretch: Stretch, part: Part): RibbonDay {
  const indices = Array.from({ length: part.to - part.from }, (_, k) => part.from + k);
  const gaps: { from: number; to: number }[] = [];
  for (const i of indices) {
    if (i >= stretch.past || (stretch.known[i] ?? 0) > 0) continue;
    const last = gaps.at(-1);
    if (last && last.to === i - part.from) last.to++;
    else gaps.push({ from: i - part.from, to: i - part.from + 1 });
  }
  const { forecast } = stretch;
  const first = forecast ? Math.max(forecast.from, part.from) : 0;
  const cut = <T>(bands: readonly T[]): T[] =>
    forecast ? bands.slice(first - forecast.from, Math.max(first, part.to) - forecast.from) : [];
  return {
    date: localDate(stretch.local[part.from] ?? 0),
    slots: indices.length,
    slotSeconds: stretch.width * stretch.slotSeconds,
    generation: indices.map((i) => meanAt(stretch, i, upAt(stretch, i))),
    load: indices.map((i) => meanAt(stretch, i, downAt(stretch, i))),
    known: Math.min(indices.length, Math.max(0, stretch.past - part.from)),
    forecast:
      forecast && first < part.to
        ? { from: first - part.from, generation: cut(forecast.generation), load: cut(forecast.load) }
        : null,
    gaps,
  };
}

/**
 * Blocks that count in quarter-hours from the stretch's first point, as blocks over the points of a part. `mean`: as they are drawn; else
 * the sums.
 */
export function pointBlocks(stretch: Stretch, part: Part, blocks: readonly Block[], mean: boolean): Block[] {
  const first = stretch.at[0] ?? 0;
  const quarter = (i: number) =>
    ((stretch.at[i] ?? endOf(stretch, stretch.at.length - 1)) - first) / stretch.slotSeconds;
  return blocks.flatMap((block) => {
    const wh: number[] = [];
    let from: number | null = null;
    let done = part.from;
    for (let i = part.from; i < part.to; i++) {
      const [begin, count] = [quarter(i), stretch.slots[i] ?? 0];
      let sum = 0;
      for (let q = begin; q < begin + count; q++) sum += block.wh[q - block.from] ?? 0;
      if (begin < block.done) done = i + 1;
      if (begin + count <= block.from || begin >= block.from + block.wh.length) continue;
      from ??= i;
      wh.push(mean ? (sum * stretch.width) / count : sum);
    }
    return from === null ? [] : [{ ...block, from: from - part.from, wh, done: done - part.from }];
  });
}

/** Runs of points that hold substituted values, as indices [from, to). */
export function substitutedRuns(stretch: Stretch, part: Part): Part[] {
  const runs: { from: number; to: number }[] = [];
  for (let i = part.from; i < part.to; i++) {
    if ((stretch.substituted[i] ?? 0) === 0) continue;
    const last = runs.at(-1);
    if (last && last.to === i) last.to++;
    else runs.push({ from: i, to: i + 1 });
  }
  return runs;
}

/** The points of another stretch that lie as far from its beginning on the wall's clock; null where it has none like it. */
export function alignedTo(stretch: Stretch, other: Stretch): (number | null)[] {
  const theirs = new Map(other.local.map((local, i) => [local - (other.local[0] ?? 0), i]));
  return stretch.local.map((local) => theirs.get(local - (stretch.local[0] ?? 0)) ?? null);
}
