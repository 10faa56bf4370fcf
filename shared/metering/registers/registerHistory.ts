/**
 * The registers of a boundary meter as a home's history (history.ts): the counters go on where a stretch breaks, and the quarter-hours
 * in which it broke are missing. So the days and months drawn of it need no other arithmetic than an imported file's.
 */
import { type History, MEASURED, MISSING, QUARTER, SUBSTITUTED } from "../history.ts";
import type { GridPoint } from "./boundaries.ts";

/** Counters behind the connection, each once: what is made there, what batteries give and take. */
export interface Behind {
  readonly generated: readonly (readonly GridPoint[])[];
  readonly discharged: readonly (readonly GridPoint[])[];
  readonly charged: readonly (readonly GridPoint[])[];
}

/** Undefined where no grid point of the connection is known. Grid points lie on quarter-hours, totals are in Wh. */
export function historyOfRegisters(
  imported: readonly GridPoint[] | null,
  exported: readonly GridPoint[] | null,
  behind: Behind | null = null,
): History | undefined {
  const all = [...(imported ?? []), ...(exported ?? [])].map(({ at }) => at);
  if (all.length === 0) return undefined;
  const start = all.reduce((a, b) => Math.min(a, b));
  const quarters = (all.reduce((a, b) => Math.max(a, b)) - start) / QUARTER;
  const quality = new Uint8Array(quarters).fill(MEASURED);
  const register = (points: readonly GridPoint[] | null): Float64Array | null => {
    if (!points || points.length === 0) return null;
    const counters = new Float64Array(quarters + 1).fill(NaN);
    const known = new Uint8Array(quarters);
    let base = 0;
    let before: GridPoint | undefined;
    for (const point of points) {
      if (before && before.stretch !== point.stretch) base += before.total - point.total;
      const k = (point.at - start) / QUARTER;
      counters[k] = base + point.total;
      if (before && before.stretch === point.stretch && point.at - before.at === QUARTER)
        known[k - 1] = before.quality === "substituted" || point.quality === "substituted" ? SUBSTITUTED : MEASURED;
      before = point;
    }
    for (let k = 0; k < quarters; k++)
      if (known[k] === MISSING) quality[k] = MISSING;
      else if (known[k] === SUBSTITUTED && quality[k] !== MISSING) quality[k] = SUBSTITUTED;
    return counters;
  };
  const out = register(exported);
  return {
    start,
    quarters,
    imported: register(imported),
    exported: out,
    own: out && behind && behind.generated.length > 0 ? ownUse(out, behind, start) : null,
    quality,
    derived: false,
  };
}

/**
 * Own use = generated + discharged - charged - exported. Meters are not read at the same instant, so that difference can step back by a
 * watt-hour or two; a counter does not. NaN from where one of them is not known: what was made in a gap belongs to no quarter-hour.
 */
function ownUse(exported: Float64Array, behind: Behind, start: number): Float64Array {
  const made = new Float64Array(exported.length);
  const add = (all: Behind["generated"], sign: 1 | -1): void => {
    for (const points of all) {
      const counters = new Float64Array(exported.length).fill(NaN);
      const stretch = points.at(-1)?.stretch;
      for (const { at, total, stretch: of } of points) if (of === stretch) counters[(at - start) / QUARTER] = total;
      counters.forEach((total, k) => (made[k] = (made[k] ?? NaN) + sign * total));
    }
  };
  add(behind.generated, 1);
  add(behind.discharged, 1);
  add(behind.charged, -1);
  let most = -Infinity;
  return made.map((total, k) => {
    const own = total - (exported[k] ?? NaN);
    if (own === own) most = Math.max(most, own);
    return own === own ? most : NaN;
  });
}
