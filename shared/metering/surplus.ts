/**
 * What a home may still promise per slot: what the band's chosen edge holds, never more than its connection carries, less what
 * is promised already. The lower edge (P10) is for promises with damages; `asProduced` has none and may go to the middle.
 */
import type { Band } from "./forecast.ts";

export interface Promisable {
  /** Forecast of what goes to the grid (to sell) or comes from it (to buy), Wh per slot. */
  readonly bands: readonly Band[];
  /** What the connection carries in one slot, Wh. */
  readonly capacity: number;
  /** Wh promised already, per slot; missing entries are 0. */
  readonly committed: readonly number[];
  readonly edge: keyof Band;
}

/** Wh free per slot, never negative. */
export const freePerSlot = ({ bands, capacity, committed, edge }: Promisable): number[] =>
  bands.map((band, i) => Math.max(0, Math.min(capacity, band[edge]) - (committed[i] ?? 0)));

/** Energy that a power carries in one slot, Wh, rounded down. */
export const slotCapacity = (watt: number, slotSeconds: number): number => Math.floor((watt * slotSeconds) / 3600);

/** The longest run of slots with something free (first of equals), as [from, to); null when nothing is free. */
export function longestRun(free: readonly number[]): { from: number; to: number } | null {
  let best: { from: number; to: number } | null = null;
  let from = -1;
  for (let i = 0; i <= free.length; i++) {
    if ((free[i] ?? 0) > 0) {
      if (from < 0) from = i;
    } else if (from >= 0) {
      if (!best || i - from > best.to - best.from) best = { from, to: i };
      from = -1;
    }
  }
  return best;
}
