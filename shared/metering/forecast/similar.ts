/**
 * What of a home's past counts for a slot to come: the same time of day and its neighbours on the days before, later days more than
 * earlier ones. Load keeps the clock of the people, and a working day resembles working days; generation keeps the sun's.
 */
import { DAY } from "../civilTime.ts";
import { QUARTER } from "../history.ts";
import type { Flows } from "../periods.ts";
import { type ZoneTable, localDay, offsetAt } from "../zoneTable.ts";
import { LOW_SUN } from "./sun.ts";
import type { Weighted } from "./weighted.ts";

export const SLOTS_PER_DAY = DAY / QUARTER;

/** Which days count, and by how much. Chosen on the sample home (docs/meters.md, "Forecast"). */
export interface Likeness {
  /** How many days back. */
  readonly days: number;
  /** What is left of a day's weight on the day before it, parts of 1000. */
  readonly fading: number;
  /** How many quarter-hours to each side count as the same time of day, and what is left of the weight per quarter-hour, parts of 1000. */
  readonly around: number;
  readonly aside: number;
  /** How many times more a day of the same kind (working day, weekend) counts. */
  readonly sameKind: number;
}
export const GENERATION: Likeness = { days: 28, fading: 820, around: 4, aside: 840, sameKind: 1 };
export const LOAD: Likeness = { days: 42, fading: 930, around: 3, aside: 700, sameKind: 2 };

const FULL = 1_000_000;

export interface Sought {
  readonly past: readonly Flows[];
  readonly value: (slot: Flows) => number | null;
  readonly like: Likeness;
  /** UTC seconds at which the past's first slot begins, and the zone: for working days and for clock changes. */
  readonly clock?: { readonly start: number; readonly zone: ZoneTable } | undefined;
  /** Envelope by index of slot, 0 to 1000: what was made is scaled from the sun of that day to the sun of this one. */
  readonly sun?: ((index: number) => number) | undefined;
}

/** The known values that resemble slot `at` (index from the past's first slot, beyond its end), with their weights. */
export function similar({ past, value, like, clock, sun }: Sought, at: number): Weighted[] {
  const found: Weighted[] = [];
  const nearest = Math.floor((at - past.length) / SLOTS_PER_DAY) + 1;
  let weight = FULL;
  for (let day = nearest; day < nearest + like.days; day++) {
    const same = at - day * SLOTS_PER_DAY;
    const then = clock ? same + clockShift(clock, same, at) : same;
    const kind = clock && isWeekend(clock, then) === isWeekend(clock, at) ? like.sameKind : 1;
    let share = weight * kind;
    for (let aside = 0; aside <= like.around; aside++) {
      for (const index of aside === 0 ? [then] : [then - aside, then + aside]) {
        const slot = past[index];
        const known = slot ? value(slot) : null;
        const scaled = known === null ? null : sun ? underSun(known, sun(index), sun(at)) : known;
        if (scaled !== null) found.push({ value: scaled, weight: Math.max(1, share) });
      }
      share = Math.floor((share * like.aside) / 1000);
    }
    weight = Math.floor((weight * like.fading) / 1000);
  }
  return found;
}

/** Slots between the same instant of another day and the same time on the clock there: not 0 where the clocks changed between. */
const clockShift = ({ start, zone }: NonNullable<Sought["clock"]>, then: number, at: number): number =>
  (offsetAt(zone, start + at * QUARTER) - offsetAt(zone, start + then * QUARTER)) / QUARTER;

/** 1970-01-01 was a Thursday. */
function isWeekend({ start, zone }: NonNullable<Sought["clock"]>, index: number): boolean {
  const weekday = (((localDay(zone, start + index * QUARTER) + 3) % 7) + 7) % 7;
  return weekday >= 5;
}

/** Null where the sun stood too low that day to tell; with too little of it in the slot to come, what was made then counts as it is. */
function underSun(made: number, then: number, now: number): number | null {
  if (now < LOW_SUN) return now === 0 ? 0 : made;
  return then < LOW_SUN ? null : Math.round((made * now) / then);
}
