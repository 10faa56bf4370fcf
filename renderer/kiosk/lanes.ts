/** Where the lines between homes run: one per pair of seller and buyer, the largest first, each on the lowest level where it meets no other. */
import type { StreetLedger } from "../../shared/ipc/kioskViews.ts";

export interface Lane {
  /** Places in the row of homes. */
  readonly from: number;
  readonly to: number;
  readonly watts: number;
  /** Micro-currency per kWh of the largest contract among them. */
  readonly price: number;
  readonly level: number;
}
export const LEVELS = 3;

/** `places`: parties from left to right; what has an end elsewhere, or finds no level, is not drawn. */
export function lanesOf(trades: StreetLedger["trades"], places: readonly string[]): Lane[] {
  const pairs = new Map<string, Omit<Lane, "level">>();
  for (const { seller, buyer, watts, price } of trades) {
    const [from, to] = [places.indexOf(seller), places.indexOf(buyer)];
    if (from < 0 || to < 0 || from === to) continue;
    const key = `${from} ${to}`;
    const known = pairs.get(key);
    pairs.set(key, known ? { ...known, watts: known.watts + watts } : { from, to, watts, price });
  }
  const lanes: Lane[] = [];
  for (const pair of [...pairs.values()].toSorted((a, b) => b.watts - a.watts)) {
    for (let level = 0; level < LEVELS; level++) {
      if (lanes.some((lane) => lane.level === level && meet(lane, pair))) continue;
      lanes.push({ ...pair, level });
      break;
    }
  }
  return lanes;
}

function meet(a: Pick<Lane, "from" | "to">, b: Pick<Lane, "from" | "to">): boolean {
  const [a1, a2] = [Math.min(a.from, a.to), Math.max(a.from, a.to)];
  const [b1, b2] = [Math.min(b.from, b.to), Math.max(b.from, b.to)];
  return a1 <= b2 && b1 <= a2;
}
