/** A curve made by hand: quarter-hours of some days, brought down to points as the wallet does it. */
import type { CurveView } from "../../../shared/ipc/curveViews.ts";
import { type CurveDay, curveOf, pointWidth } from "../../../shared/metering/curve.ts";
import { type Flows, NO_FLOWS } from "../../../shared/metering/periods.ts";

/** What a quarter-hour of a day held; null: not read. */
export type Held = { readonly own: number; readonly out: number; readonly into: number } | null;

export interface SampleDay {
  readonly slots: number;
  readonly held: (slot: number) => Held;
  readonly substituted?: (slot: number) => boolean;
}
const QUARTER = 900;
const flows = (held: Held): Flows =>
  held === null
    ? NO_FLOWS
    : { generation: held.own + held.out, load: held.own + held.into, exported: held.out, imported: held.into, ownUse: held.own }; // prettier-ignore

/** `from`: the first day; its meter's clock is UTC. `past`: quarter-hours that are over; all by default. */
export function sampleCurve(from: string, days: readonly SampleDay[], past?: number): CurveView {
  const midnight = Date.parse(`${from}T00:00:00Z`) / 1000;
  let start = midnight;
  const made = days.map((day): CurveDay => {
    const slots = Array.from({ length: day.slots }, (_, slot) => flows(day.held(slot)));
    const one = { start, slots, substituted: slots.map((_, slot) => day.substituted?.(slot) ?? false) };
    start += day.slots * QUARTER;
    return one;
  });
  const points = curveOf(made, pointWidth(made));
  // The wall's clock: each day from its own midnight, an hour of it left out or doubled from two o'clock on.
  const local = (at: number) => {
    let begin = midnight;
    for (const [i, day] of days.entries()) {
      if (at < begin + day.slots * QUARTER) {
        const since = at - begin;
        const gained = (day.slots - 96) * QUARTER;
        const jump = gained < 0 ? 2 * 3600 : 3 * 3600;
        return midnight + i * 86_400 + since - (gained !== 0 && since >= jump ? gained : 0);
      }
      begin += day.slots * QUARTER;
    }
    return at;
  };
  const each = <T>(of: (point: (typeof points)[number]) => T): T[] => points.map(of);
  const all = made.flatMap((day) => day.slots);
  const sum = (key: keyof Flows) => all.reduce((total, one) => total + (one[key] ?? 0), 0);
  return {
    from,
    to: new Date((midnight + (days.length - 1) * 86_400) * 1000).toISOString().slice(0, 10),
    width: pointWidth(made),
    slotSeconds: QUARTER,
    at: each((one) => one.at),
    local: each((one) => local(one.at)),
    slots: each((one) => one.slots),
    known: each((one) => one.known),
    substituted: each((one) => one.substituted),
    generation: each((one) => one.generation),
    load: each((one) => one.load),
    exported: each((one) => one.exported),
    imported: each((one) => one.imported),
    ownUse: each((one) => one.ownUse),
    made: each((one) => one.made),
    used: each((one) => one.used),
    begins: 0,
    past: past ?? points.length,
    forecast: null,
    days: [],
    registers: [],
    totals: { generation: sum("generation"), load: sum("load"), exported: sum("exported"), imported: sum("imported"), ownUse: sum("ownUse") }, // prettier-ignore
    notes: [],
  };
}
