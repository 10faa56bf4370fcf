/**
 * The clear-sky envelope of a place: how high the sun stands in a slot, as the part of full sun that meets level ground. Yesterday's
 * generation, measured against it, tells how clear the day was; so a day of last month counts in a season with longer days.
 */
import { getPosition } from "suncalc";
import { type Flows } from "../periods.ts";
import { QUARTER } from "../history.ts";

/** Degrees; north and east are positive. A tenth of a degree (11 km) is plenty. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Parts of full sun in the slot that begins at `start` (UTC seconds), 0 to 1000: the sine of the sun's height at its middle. */
export function envelopeAt({ latitude, longitude }: Place, start: number): number {
  const { altitude } = getPosition(new Date((start + QUARTER / 2) * 1000), latitude, longitude);
  return Math.max(0, Math.round(Math.sin((altitude * Math.PI) / 180) * 1000));
}

/** Below this the envelope says little about a panel that does not lie level: what was made there is not scaled. */
export const LOW_SUN = 30;
/** More than this part of the generation (per mille) at night, and the place is not the home's. */
const AT_NIGHT = 20;

/** Whether the past agrees with the place: a home makes next to nothing while the sun is down. `start`: of the first slot, UTC seconds. */
export function fits(place: Place, past: readonly Flows[], start: number): boolean {
  let whole = 0;
  let night = 0;
  past.forEach(({ generation }, k) => {
    if (generation === null) return;
    whole += generation;
    if (envelopeAt(place, start + k * QUARTER) === 0) night += generation;
  });
  return night * 1000 <= whole * AT_NIGHT;
}
