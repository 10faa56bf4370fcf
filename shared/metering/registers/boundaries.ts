/**
 * What a register stood at on the grid of quarter-hours, from readings at any instants. A grid point has a value where a reading
 * lies on it, or where readings on both sides lie close together; else it has none. Energy of a slot or a period is the difference of
 * two grid points, so the slots of a period add up to the period, and an outage is a gap: neither a zero nor one giant bar.
 */
import type { ReadingQuality } from "./reading.ts";
import type { Total } from "./totals.ts";

export interface GridPoint {
  readonly at: number;
  readonly total: number;
  readonly stretch: number;
  readonly quality: ReadingQuality;
}

/** Readings further apart than this say nothing about an instant between them, seconds. */
export const NEAR = 300;
/** Up to here the value between two readings counts as measured: a telegram comes every one to ten seconds, a poll every minute. */
export const CLOSE = 60;

/** Grid points at multiples of `step` (UTC seconds) that are known. `totals`: in order of time. */
export function gridOf(totals: readonly Total[], step = 900, near = NEAR): GridPoint[] {
  const points: GridPoint[] = [];
  for (let i = 0; i < totals.length; i++) {
    const from = totals[i];
    const to = totals[i + 1];
    if (!from) continue;
    if (from.at % step === 0) points.push(pointOf(from.at, from.total, from));
    if (!to || to.stretch !== from.stretch || to.at - from.at > near) continue;
    for (let at = (Math.floor(from.at / step) + 1) * step; at < to.at; at += step) {
      const part = Math.floor(((to.total - from.total) * (at - from.at)) / (to.at - from.at));
      const worse =
        to.quality === "substituted" || to.at - from.at > CLOSE ? { ...from, quality: "substituted" as const } : from;
      points.push(pointOf(at, from.total + part, worse));
    }
  }
  return points;
}

const pointOf = (at: number, total: number, { stretch, quality }: Total): GridPoint => ({
  at,
  total,
  stretch,
  quality,
});

/** Energy from one grid point to another, in units of the register; null where it is not known. */
export function energyBetween(from: GridPoint | undefined, to: GridPoint | undefined): number | null {
  return from && to && from.stretch === to.stretch && from.at <= to.at ? to.total - from.total : null;
}

export interface SlotEnergy {
  readonly at: number;
  readonly energy: number | null;
  readonly quality: ReadingQuality;
}

/** Slots of `step` seconds from `start`. One without both its ends is missing, though the energy across a gap may be known. */
export function slotEnergies(points: readonly GridPoint[], start: number, count: number, step = 900): SlotEnergy[] {
  const byTime = new Map(points.map((point) => [point.at, point]));
  return Array.from({ length: count }, (_, k) => {
    const at = start + k * step;
    const [from, to] = [byTime.get(at), byTime.get(at + step)];
    const energy = energyBetween(from, to);
    const quality: ReadingQuality =
      energy === null ? "missing" : from?.quality === "substituted" || to?.quality === "substituted" ? "substituted" : "measured"; // prettier-ignore
    return { at, energy, quality };
  });
}

/** Runs of missing slots, with what the meter counted over each where both its ends were read. */
export function outagesOf(
  points: readonly GridPoint[],
  step = 900,
): { readonly from: number; readonly to: number; readonly energy: number | null }[] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    return from && to.at - from.at > step ? [{ from: from.at, to: to.at, energy: energyBetween(from, to) }] : [];
  });
}
