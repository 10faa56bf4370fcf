/**
 * A meter's clock against ours. Small differences are put right, so that a reading taken at a quarter-hour counts for it; a clock that
 * is wrong by more is named, and its readings keep the time at which they came.
 */
export interface ClockSample {
  /** UTC seconds that the meter stated. */
  readonly stated: number;
  /** UTC seconds by our clock when the reading came. */
  readonly came: number;
}
export interface ClockVerdict {
  /** Seconds by which the meter's clock is ahead; the median, so that a delayed telegram does not count. */
  readonly ahead: number;
  /** Parts per million by which it runs fast, from the first to the last sample; 0 under a day of samples. */
  readonly driftPpm: number;
  readonly verdict: "right" | "off" | "wrong";
}

/** Off: put right. A quarter of the shortest slot; the European Measuring Instruments Directive lets a clock lose far less. */
export const RIGHT_WITHIN = 5;
export const OFF_WITHIN = 225;
const DAY = 86_400;

/** Null without samples. */
export function clockOf(samples: readonly ClockSample[]): ClockVerdict | null {
  const differences = samples.map(({ stated, came }) => stated - came).toSorted((a, b) => a - b);
  const ahead = differences[differences.length >> 1];
  const [first, last] = [samples[0], samples[samples.length - 1]];
  if (ahead === undefined || !first || !last) return null;
  const span = last.came - first.came;
  const drifted = last.stated - last.came - (first.stated - first.came);
  const size = Math.abs(ahead);
  return {
    ahead,
    driftPpm: span < DAY ? 0 : Math.round((drifted * 1_000_000) / span),
    verdict: size <= RIGHT_WITHIN ? "right" : size <= OFF_WITHIN ? "off" : "wrong",
  };
}

/** The instant that a reading counts for. `came` null: it was read from a file, and only the meter's own clock is known. */
export function instantOfReading(stated: number, came: number | null, clock: ClockVerdict | null): number {
  if (came === null || !clock || clock.verdict === "right") return stated;
  return clock.verdict === "off" ? stated - clock.ahead : came;
}
