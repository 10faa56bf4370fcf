/**
 * A meter with a random life, and what really flowed through it: consumption at irregular instants, roll-overs, exchanged meters (read
 * or unread), resets, a turned current transformer, outages; its readings then arrive late, twice, and with worse ones of other sources.
 */
import fc from "fast-check";
import type { Reading } from "../../../../shared/metering/registers/reading.ts";
import type { RegisterEvent, RegisterNature } from "../../../../shared/metering/registers/totals.ts";

/** One step of a life: seconds that pass, Wh that flow, and what happens at its end. */
const step = fc.record({
  seconds: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) },
    { weight: 4, arbitrary: fc.constantFrom(60, 300, 900) },
    { weight: 1, arbitrary: fc.integer({ min: 301, max: 200_000 }) },
  ),
  perHour: fc.integer({ min: 0, max: 9_000 }),
  happens: fc.oneof(
    { weight: 12, arbitrary: fc.constant("nothing" as const) },
    { weight: 1, arbitrary: fc.constantFrom("exchange", "unread", "reset", "reverse") },
  ),
  fresh: fc.nat(999_999),
  arrives: fc.nat(5),
  again: fc.boolean(),
  worse: fc.integer({ min: -5_000, max: 5_000 }),
});
export const lives = fc.record({
  start: fc.integer({ min: 1_600_000_000, max: 1_700_000_000 }),
  /** Read at full quarter-hours and halves of it, as a device that keeps a load profile is. */
  profile: fc.boolean(),
  display: fc.constantFrom(100_000, 1_000_000, 100_000_000),
  first: fc.nat(99_999),
  steps: fc.array(step, { minLength: 2, maxLength: 60, size: "max" }),
});
export type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

export interface Lived {
  readonly arrivals: readonly Reading[];
  readonly nature: RegisterNature;
  /** What really flowed until an instant at which the meter was read, Wh; and how many times it cannot be known up to there. */
  readonly truth: ReadonlyMap<number, { readonly flowed: number; readonly unknown: number }>;
}

export const MOST_PER_HOUR = 10_000;

export function live(life: Life): Lived {
  const { display } = life;
  const wrapped = (value: number): number => ((value % display) + display) % display;
  const truth = new Map<number, { flowed: number; unknown: number }>();
  const arrivals: { order: number; reading: Reading }[] = [];
  const events: RegisterEvent[] = [];
  const begins = life.profile ? Math.floor(life.start / 900) * 900 : life.start;
  let [at, flowed, value, falls, unknown] = [begins, 0, life.first, false, 0];
  const read = (order: number, again: boolean, worse: number): void => {
    truth.set(at, { flowed, unknown });
    const reading: Reading = { register: "1-0:1.8.0", value, unit: "Wh", at, quality: "measured", source: { kind: "meter", name: "m" } }; // prettier-ignore
    arrivals.push({ order, reading });
    if (again) arrivals.push({ order: order + 3, reading });
    if (worse !== 0) {
      const other: Reading = { ...reading, value: Math.max(0, value + worse), quality: "substituted", source: { kind: "manual", name: "x" } }; // prettier-ignore
      arrivals.push({ order: order + (worse > 0 ? 2 : -2), reading: other });
    }
  };
  read(0, false, 0);
  life.steps.forEach((one, i) => {
    // An eighth of a display at most: nobody can tell a register that went round from one that did not.
    const seconds = life.profile ? Math.ceil(one.seconds / 450) * 450 : one.seconds;
    const wh = Math.min(Math.floor((one.perHour * seconds) / 3600), display >> 3);
    at += seconds;
    flowed += wh;
    value = wrapped(value + (falls ? -wh : wh));
    const fresh = wrapped(one.fresh);
    if (one.happens === "exchange") {
      events.push({ kind: "exchange", at, last: value, first: fresh });
      value = fresh;
    } else if (one.happens === "unread" || one.happens === "reset") {
      events.push(
        one.happens === "reset"
          ? { kind: "reset", at, first: fresh }
          : { kind: "exchange", at, last: null, first: fresh },
      );
      value = fresh;
      unknown++;
    } else if (one.happens === "reverse") {
      falls = !falls;
      events.push({ kind: "reversed", at, falls });
    }
    read(i * 2 + one.arrives, one.again, one.worse);
  });
  const nature = { modulus: display, mostPerHour: MOST_PER_HOUR, resolution: 1, events };
  return { arrivals: arrivals.toSorted((a, b) => a.order - b.order).map(({ reading }) => reading), nature, truth };
}
