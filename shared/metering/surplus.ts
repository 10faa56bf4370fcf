/**
 * What a home may still promise per slot: what the band's chosen edge holds, never more than its connection carries, less what
 * is promised already. The lower edge (P10) is for promises with damages; `asProduced` has none and may go to the middle.
 */
import type { Band } from "./forecast/weighted.ts";

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
