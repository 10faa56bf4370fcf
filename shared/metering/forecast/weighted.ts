/** Nearest-rank quantiles of weighted values: integers in, one of the values out, so that a band can be repeated anywhere. */

export interface Band {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A value (Wh) and how much it counts; the weight is a positive integer. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Fewer values than this say nothing about a band. */
const FEWEST = 3;

/** The band of the values, or undefined where there are too few. Sorts them in place. */
export function bandOf(values: Weighted[]): Band | undefined {
  if (values.length < FEWEST) return undefined;
  values.sort((a, b) => a.value - b.value);
  const whole = values.reduce((sum, { weight }) => sum + weight, 0);
  const rank = (percent: number): number => {
    let below = 0;
    for (const { value, weight } of values) {
      below += weight;
      if (below * 100 >= whole * percent) return value;
    }
    return NaN;
  };
  return { p10: rank(10), p50: rank(50), p90: rank(90) };
}
