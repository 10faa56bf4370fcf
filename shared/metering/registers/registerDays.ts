/** Daily roll-ups of one register by local days of 92, 96 or 100 quarter-hours, from its grid points. */
import { dateText } from "../civilTime.ts";
import { QUARTER } from "../history.ts";
import { type ZoneTable, dayBounds, localDay } from "../zoneTable.ts";
import { type GridPoint, energyBetween } from "./boundaries.ts";

export interface RegisterDay {
  readonly date: string;
  /** Between the day's known grid points, gaps within it included; null: nothing is known. */
  readonly energy: number | null;
  /** Quarter-hours without a value of their own. */
  readonly missing: number;
  readonly substituted: number;
}

/** Days from that of `from` to that of `to`. `points`: in order of time, of at least those days. */
export function registerDays(points: readonly GridPoint[], from: number, to: number, zone: ZoneTable): RegisterDay[] {
  const days: RegisterDay[] = [];
  const last = localDay(zone, to);
  let next = 0;
  for (let day = localDay(zone, from); day <= last; day++) {
    const { start, end } = dayBounds(zone, day);
    while ((points[next]?.at ?? Infinity) < start) next++;
    let energy: number | null = null;
    let known = 0;
    let substituted = 0;
    let i = next;
    for (; (points[i + 1]?.at ?? Infinity) <= end; i++) {
      const [a, b] = [points[i], points[i + 1]];
      const moved = energyBetween(a, b);
      if (!a || !b || moved === null) continue;
      energy = (energy ?? 0) + moved;
      if (b.at - a.at !== QUARTER) continue;
      known++;
      if (a.quality === "substituted" || b.quality === "substituted") substituted++;
    }
    next = i;
    days.push({ date: dateText(day), energy, missing: Math.round((end - start) / QUARTER) - known, substituted });
  }
  return days;
}
