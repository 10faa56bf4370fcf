/**
 * From what a register's display says to one total that only rises, across roll-overs, exchanged meters, resets and a reversed
 * direction. Where the energy between two readings cannot be known, the total breaks: what lies on both sides of a break is never
 * subtracted. So a period's energy is the difference of two totals, exactly, or not known (DESIGN §2).
 */
import { isValue, type Reading, type ReadingQuality } from "./reading.ts";

/** What happened to a register at an instant; `at` lies after the last old and not after the first new reading. */
export type RegisterEvent =
  /** Another meter: the old one's last reading (null: nobody read it) and the new one's first. */
  | { readonly kind: "exchange"; readonly at: number; readonly last: number | null; readonly first: number }
  /** The same meter began anew, at `first`. What it counted since the reading before is not known. */
  | { readonly kind: "reset"; readonly at: number; readonly first: number }
  /** From here on the display counts the other way (a current transformer turned round, or turned back). */
  | { readonly kind: "reversed"; readonly at: number; readonly falls: boolean };

export interface RegisterNature {
  /** The value at which the display begins again with zero (a power of ten as a rule); null: never seen to. */
  readonly modulus: number | null;
  /** The most that the connection carries, in units of the register per hour: more is no consumption but a fault. */
  readonly mostPerHour: number;
  /** The smallest step of the display, in units of the register: 1000 for whole kWh. */
  readonly resolution: number;
  readonly events: readonly RegisterEvent[];
}

export type BreakReason = "exchange" | "reset" | "backwards" | "leap" | "missing";
export interface Total {
  readonly at: number;
  /** Since the first reading of its stretch, in units of the register. */
  readonly total: number;
  /** What the display says. */
  readonly value: number;
  readonly quality: ReadingQuality;
  /** Counts up at every break: totals of different stretches are not comparable. */
  readonly stretch: number;
  /** Why a new stretch begins here. */
  readonly broke: BreakReason | null;
}

/** `readings`: of one register, in order of time, each instant once. Readings of quality missing carry no value and are skipped. */
export function totalsOf(readings: readonly Reading[], nature: RegisterNature): Total[] {
  const events = nature.events.toSorted((a, b) => a.at - b.at);
  const totals: Total[] = [];
  let falls = false;
  let next = 0;
  let before: Reading | undefined;
  let total = 0;
  let stretch = 0;
  for (const reading of readings) {
    if (reading.quality === "missing" || !isValue(reading.value)) continue;
    const between: RegisterEvent[] = [];
    for (let event = events[next]; event && event.at <= reading.at; event = events[++next]) between.push(event);
    let broke: BreakReason | null = null;
    if (before) {
      const rise = riseBetween(before, reading, falls, between, nature);
      if (typeof rise === "number") total += rise;
      else {
        broke = rise;
        stretch++;
        total = 0;
      }
    }
    for (const event of between) if (event.kind === "reversed") falls = event.falls;
    totals.push({ at: reading.at, total, value: reading.value, quality: reading.quality, stretch, broke });
    before = reading;
  }
  return totals;
}

/** What was counted between two readings, or why that is not known. */
function riseBetween(
  from: Reading,
  to: Reading,
  falls: boolean,
  events: readonly RegisterEvent[],
  nature: RegisterNature,
): number | BreakReason {
  let value = from.value;
  const way = falls ? -1 : 1;
  let sum = 0;
  for (const event of events) {
    switch (event.kind) {
      case "exchange": {
        if (event.last === null) return "exchange";
        const counted = counts(value, event.last, way, nature);
        if (counted === null) return "exchange";
        sum += counted;
        value = event.first;
        break;
      }
      case "reset":
        return "reset";
      case "reversed":
        // Up to which value it counted the old way is known only where the turn and a reading fall together.
        if (event.falls !== falls && event.at !== to.at) return "missing";
        break;
      default:
        return never(event);
    }
  }
  const rest = counts(value, to.value, way, nature);
  if (rest === null) return "backwards";
  return (sum + rest) * 3600 > nature.mostPerHour * Math.max(to.at - from.at, 1) + 3600 * nature.resolution
    ? "leap"
    : sum + rest;
}

/** One way only; past the last digit it goes on from zero. Null: it went the other way. */
function counts(from: number, to: number, way: number, { modulus }: RegisterNature): number | null {
  const rise = (to - from) * way;
  if (rise >= 0) return rise;
  // Half a display is what tells a roll-over from a step back.
  return modulus !== null && rise + modulus >= 0 && rise + modulus < modulus / 2 ? rise + modulus : null;
}

const never = (event: never): never => {
  throw new TypeError(`no such event: ${JSON.stringify(event)}`);
};
