/** How much of an offer a resident can take: whole if it has room, else the largest part that the offer's minimum allows. */

/**
 * `left`: Wh on offer per slot; `room`: Wh that the taker has, per slot. The part to take, aligned with `left`, or undefined when that
 * would be nothing or under the minimum; a remainder that is under the minimum itself is taken whole (DESIGN §4, Offers).
 */
export function fit(left: readonly number[], room: readonly number[], minimum: number): readonly number[] | undefined {
  const part = left.map((wh, i) => Math.min(wh, room[i] ?? 0));
  const taken = sum(part);
  return taken > 0 && taken >= Math.min(minimum, sum(left)) ? part : undefined;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
