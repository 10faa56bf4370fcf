/**
 * Load and generation of the next slots from the home's own past: weighted quantiles of what the same time of similar days held, and,
 * where the home's place is known, of how clear those days were under the sun of the day to come.
 */
import { QUARTER } from "../history.ts";
import type { Flows } from "../periods.ts";
import type { ZoneTable } from "../zoneTable.ts";
import { GENERATION, LOAD, SLOTS_PER_DAY, type Likeness, similar } from "./similar.ts";
import { type Place, envelopeAt, fits } from "./sun.ts";
import { type Band, bandOf } from "./weighted.ts";

/** Bands of consecutive slots, Wh. `surplus` goes to the grid, `need` comes from it: bands of their own past, not of the others' bands. */
export interface Forecast {
  readonly generation: readonly Band[];
  readonly load: readonly Band[];
  readonly surplus: readonly Band[];
  readonly need: readonly Band[];
}

/** When and where the past was: without it every day is like every other, and the sun is not asked. */
export interface Setting {
  /** UTC seconds at which the past's first slot begins. */
  readonly start: number;
  readonly zone: ZoneTable;
  readonly place?: Place | undefined;
}

/** Quarter-hours of the past that a forecast looks at, at most. */
export const LOOKED_AT = (Math.max(GENERATION.days, LOAD.days) + 2) * SLOTS_PER_DAY;

/**
 * Forecasts `count` quarter-hours that follow `past` (consecutive quarter-hours, oldest first). Null where the past does not hold
 * enough for every slot, or does not know generation and load.
 */
export function forecast(past: readonly Flows[], count: number, setting?: Setting): Forecast | null {
  const sun = setting && sunOf(past, setting);
  const bands = (like: Likeness, value: (slot: Flows) => number | null, made: boolean): Band[] | null => {
    const sought = { past, value, like, clock: made ? undefined : setting, sun: made ? sun : undefined };
    const all: Band[] = [];
    for (let h = 0; h < count; h++) {
      const band = bandOf(similar(sought, past.length + h));
      if (!band) return null;
      all.push(band);
    }
    return all;
  };
  const generation = bands(GENERATION, (slot) => slot.generation, true);
  const load = generation && bands(LOAD, (slot) => slot.load, false);
  const surplus = load && bands(GENERATION, (slot) => slot.exported, true);
  const need = surplus && bands(LOAD, (slot) => slot.imported, false);
  return generation && load && surplus && need ? { generation, load, surplus, need } : null;
}

/** The envelope by index of slot; undefined where no place is known, or one that the past contradicts. */
function sunOf(past: readonly Flows[], { start, place }: Setting): ((index: number) => number) | undefined {
  if (!place || !fits(place, past, start)) return undefined;
  const known = new Map<number, number>();
  return (index) => {
    let part = known.get(index);
    if (part === undefined) known.set(index, (part = envelopeAt(place, start + index * QUARTER)));
    return part;
  };
}
