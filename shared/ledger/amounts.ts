/** Exact arithmetic on integers (DESIGN §2): products go through BigInt, results are safe integers again. */

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** floor(a / b) for safe integers, b > 0. */
export function floorDiv(a: number, b: number): number {
  const rest = a % b;
  return (a - (rest < 0 ? rest + b : rest)) / b;
}

/** Money of a line: floor((Wh * price + 500) / 1000), micro-currency from Wh and micro per kWh. */
export function lineAmount(wh: number, price: number): number {
  return Number((BigInt(wh) * BigInt(price) + 500n) / 1000n);
}

/** Parts per million of an amount that is not negative, rounded to the nearest, half up. */
export function ppmOf(amount: number, ppm: number): number {
  return Number((BigInt(amount) * BigInt(ppm) + 500_000n) / 1_000_000n);
}

/** Parts per million, rounded down: for what may be promised. */
export function ppmDown(amount: number, ppm: number): number {
  return Number((BigInt(amount) * BigInt(ppm)) / 1_000_000n);
}

/** Sum of amounts that are not negative, at most 2^53-1: a figure beyond every limit stays beyond it. */
export function cappedSum(amounts: readonly number[]): number {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return Number(sum > MAX ? MAX : sum);
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
