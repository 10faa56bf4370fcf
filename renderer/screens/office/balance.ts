/** A zone's day in figures for the screen: power per slot, what exceeds a limit, where it comes closest. Pure. */
import type { ZoneView } from "../../../shared/ipc/officeViews.ts";

type Slot = ZoneView["slots"][number];

/** Energy of a slot in Wh as its average power in W, to the nearest. */
export const wattsOf = (wh: number, slotSeconds: number): number => Math.round((wh * 3600) / slotSeconds);

export interface Closest {
  readonly what: "sales" | "demand";
  readonly slot: number;
  /** Wh under the limit; negative: over it. */
  readonly room: number;
}

/** The slot and side that stand closest to (or furthest over) a published limit; null where none is published. */
export function closestOf(slots: readonly Slot[]): Closest | null {
  let found: Closest | null = null;
  for (const { slot, deliverable, demand, firm, bought } of slots) {
    const sides = [
      deliverable === null ? null : ({ what: "sales", slot, room: deliverable - firm } as const),
      demand === null ? null : ({ what: "demand", slot, room: demand - bought } as const),
    ];
    for (const side of sides) if (side && (found === null || side.room < found.room)) found = side;
  }
  return found;
}

export const overIn = (slots: readonly Slot[]): number =>
  slots.filter(
    ({ deliverable, demand, firm, bought }) =>
      (deliverable !== null && firm > deliverable) || (demand !== null && bought > demand),
  ).length;

/** Runs of slots with the same limit: where a line is drawn, and how high. */
export function limitRuns(
  slots: readonly Slot[],
  side: "deliverable" | "demand",
): readonly { readonly from: number; readonly to: number; readonly wh: number }[] {
  const runs: { from: number; to: number; wh: number }[] = [];
  slots.forEach((slot, i) => {
    const wh = slot[side];
    const last = runs.at(-1);
    if (wh === null) return;
    if (last && last.to === i && last.wh === wh) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, wh });
  });
  return runs;
}
