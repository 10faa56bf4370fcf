/**
 * The registers of a boundary meter as a home's history (history.ts): the counters go on where a stretch breaks, and the quarter-hours
 * in which it broke are missing. So the days and months drawn of it need no other arithmetic than an imported file's.
 */
import { type History, MEASURED, MISSING, QUARTER, SUBSTITUTED } from "../history.ts";
import type { GridPoint } from "./boundaries.ts";

/** Undefined where no grid point is known. Grid points lie on quarter-hours, totals are in Wh. */
export function historyOfRegisters(
  imported: readonly GridPoint[] | null,
  exported: readonly GridPoint[] | null,
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
  return {
    start,
    quarters,
    imported: register(imported),
    exported: register(exported),
    own: null,
    quality,
    derived: false,
  };
}
