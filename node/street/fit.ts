/** How much of an offer a resident can take: whole if it has room, else the largest part that the offer's minimum allows. */

/**
 * `left`: Wh on offer per slot; `room`: Wh that the taker has, per slot. Gives the part to take, aligned with `left`, or undefined. An
 * acceptance takes at least `minimum` in all, and a remainder under the minimum is never left behind (DESIGN §4, Offers).
 */
export function fit(left: readonly number[], room: readonly number[], minimum: number): readonly number[] | undefined {
  const part = left.map((wh, i) => Math.min(wh, room[i] ?? 0));
  const total = sum(left);
  const taken = sum(part);
  if (taken === 0) return undefined;
  if (taken === total) return part;
  if (taken < minimum) return undefined;
  const short = minimum - (total - taken);
  if (short <= 0) return part;
  const smaller = without(part, short);
  return sum(smaller) >= Math.max(1, minimum) ? smaller : undefined;
}

/** Takes `wh` off a part, from its last slots. */
function without(part: readonly number[], wh: number): readonly number[] {
  let rest = wh;
  const result = [...part];
  for (let i = result.length - 1; i >= 0 && rest > 0; i--) {
    const off = Math.min(rest, result[i] ?? 0);
    result[i] = (result[i] ?? 0) - off;
    rest -= off;
  }
  return result;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
