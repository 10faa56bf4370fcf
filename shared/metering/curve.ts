/**
 * A long stretch of quarter-hours brought down to as many points as a chart has pixels for. A point is the sum of its quarter-hours, so
 * what is stacked keeps adding up and no energy is lost; the least and the most of one quarter-hour stand beside it, so no peak is dropped.
 * Points never reach across a local midnight, and a gap stays one where a whole point lies in it.
 */
import { QUARTER, SUBSTITUTED } from "./history.ts";
import { type Boundary, type Flows, isKnown } from "./periods.ts";

/** So many points at most. */
export const MOST_POINTS = 700;

/** One local day of 92, 96 or 100 quarter-hours from `start` (seconds). */
export interface CurveDay {
  readonly start: number;
  readonly slots: readonly Flows[];
  /** Per quarter-hour: its value was put in the place of a missing one. */
  readonly substituted: readonly boolean[];
}

/** The least and the most that one quarter-hour of a point held, Wh. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}
/** Energy in Wh, summed over the quarter-hours that are known; null: none is. */
export interface CurvePoint extends Flows {
  readonly at: number;
  /** Quarter-hours that it stands for, and how many of them are known and how many of these are substituted. */
  readonly slots: number;
  readonly known: number;
  readonly substituted: number;
  readonly made: Extent | null;
  readonly used: Extent | null;
}

/** Quarter-hours per point that divide the usual day; the last point of a day of 92 or 100 may stand for fewer. */
const WIDTHS = [1, 2, 4, 8, 12, 16, 24, 32, 48] as const;
const WHOLE_DAY = 100;

/** The finest width at which these days make no more than `most` points. Throws RangeError for more days than points. */
export function pointWidth(
  days: readonly { readonly slots: { readonly length: number } }[],
  most = MOST_POINTS,
): number {
  const points = (width: number) => days.reduce((sum, day) => sum + Math.ceil(day.slots.length / width), 0);
  const fits = [...WIDTHS, WHOLE_DAY].find((width) => points(width) <= most);
  if (fits === undefined) throw new RangeError(`${days.length} days do not fit into ${most} points`);
  return fits;
}

export function curveOf(days: readonly CurveDay[], width: number): CurvePoint[] {
  return days.flatMap((day) => {
    const points: CurvePoint[] = [];
    for (let from = 0; from < day.slots.length; from += width) points.push(pointOf(day, from, width));
    return points;
  });
}

function pointOf(day: CurveDay, from: number, width: number): CurvePoint {
  const slots = day.slots.slice(from, from + width);
  const known = slots.filter(isKnown);
  const sum = (of: keyof Flows): number | null => {
    // What only some of the known quarter-hours say would not add up with what all of them do.
    if (known.length === 0 || known.some((slot) => slot[of] === null)) return null;
    return known.reduce((all, slot) => all + (slot[of] ?? 0), 0);
  };
  const extent = (of: keyof Flows): Extent | null => {
    if (sum(of) === null) return null;
    const values = known.map((slot) => slot[of] ?? 0);
    return { low: Math.min(...values), high: Math.max(...values) };
  };
  return {
    at: day.start + from * QUARTER,
    slots: slots.length,
    known: known.length,
    substituted: day.substituted.slice(from, from + width).filter(Boolean).length,
    generation: sum("generation"),
    load: sum("load"),
    exported: sum("exported"),
    imported: sum("imported"),
    ownUse: sum("ownUse"),
    made: extent("generation") ?? extent("exported"),
    used: extent("load") ?? extent("imported"),
  };
}

/** Per quarter-hour of a day: whether its value was substituted. */
export function substitutedSlots(boundaries: readonly Boundary[], start: number, count: number): boolean[] {
  const marks = Array.from({ length: count }, () => false);
  for (const { at, quality } of boundaries) {
    const slot = (at - start) / QUARTER - 1;
    if (quality === SUBSTITUTED && slot >= 0 && slot < count) marks[slot] = true;
  }
  return marks;
}
