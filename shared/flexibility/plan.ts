/**
 * A plan for a day and what it earns: the day as it would go by itself beside the day as planned, both played by the same rules. The solver only
 * proposes; what it says is held to every limit, and a plan that earns nothing is none.
 */
import { sum } from "../ledger/amounts.ts";
import { ACTS, type ActName, type PlannedDay, type Played, play, unplanned } from "./day.ts";
import { type House, impossible } from "./house.ts";
import { actsIn, programOf } from "./program.ts";

/** Values of the program's variables by name, or null where it found none. */
export type Solver = (program: string) => Readonly<Record<string, number>> | null;

export interface DayPlan {
  readonly before: Played;
  readonly after: Played;
  /** `before.cost - after.cost`, micro; never negative. */
  readonly earns: number;
}

/** Null where nothing of the house can be shifted, or what is described cannot be. */
export function planDay(day: PlannedDay, house: House, solve: Solver): DayPlan | null {
  if (!house.battery && !house.car && !house.heatPump && !house.chp) return null;
  if (impossible(house)) return null;
  const before = unplanned(day, house);
  const values = solve(programOf(day, house));
  const after = values && play(day, house, actsIn(values, day));
  const better =
    after !== null && after.cost < before.cost && after.beyond <= before.beyond && after.lacking <= before.lacking;
  return better ? { before, after, earns: before.cost - after.cost } : { before, after: before, earns: 0 };
}

/** A stretch in which a device does the same kind of thing: from one minute of the day to another, with its energy. */
export interface Stretch {
  readonly what: ActName;
  readonly first: number;
  readonly slots: number;
  readonly wh: number;
}

/** What there is to do by hand, in the order of the day. Slots with less than a hundredth of the day's largest are left out of the list, not of the plan. */
export function stretchesOf({ acts }: Played): readonly Stretch[] {
  const all = ACTS.flatMap((what) => {
    const values = acts[what];
    const least = Math.max(1, Math.floor(values.reduce((a, b) => Math.max(a, b), 0) / 100));
    const found: Stretch[] = [];
    let first = -1;
    for (let k = 0; k <= values.length; k++) {
      const runs = (values[k] ?? 0) >= least;
      if (runs && first < 0) first = k;
      if (runs || first < 0) continue;
      found.push({ what, first, slots: k - first, wh: sum(values.slice(first, k)) });
      first = -1;
    }
    return found;
  });
  return all.toSorted((a, b) => a.first - b.first);
}
