/**
 * Energy of slots, days and longer from counters: always a difference of two readings of the same registers, so that what is
 * shown for a period equals what the registers moved. Flows: generation = own use + exported, load = own use + imported.
 */
import { type History, MISSING, QUARTER, type Quality } from "./history.ts";

/** Counters in Wh at one boundary; `quality` is that of the quarter-hour that ends here. */
export interface Boundary {
  readonly at: number;
  readonly imported: number | null;
  readonly exported: number | null;
  readonly own: number | null;
  readonly quality: Quality;
}

/** Wh; null = not known. */
export interface Flows {
  readonly generation: number | null;
  readonly load: number | null;
  readonly exported: number | null;
  readonly imported: number | null;
  readonly ownUse: number | null;
}
export const NO_FLOWS: Flows = { generation: null, load: null, exported: null, imported: null, ownUse: null };

const minus = (to: number | null, from: number | null): number | null =>
  to === null || from === null ? null : to - from;
const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Energy between two boundaries of the same history. */
export function flowsBetween(from: Boundary, to: Boundary): Flows {
  const exported = minus(to.exported, from.exported);
  const imported = minus(to.imported, from.imported);
  const ownUse = minus(to.own, from.own);
  return { generation: plus(ownUse, exported), load: plus(ownUse, imported), exported, imported, ownUse };
}

/** Energy from the first to the last reading of a period; nothing known without two of them. */
export function flowsOf(boundaries: readonly Boundary[]): Flows {
  const first = boundaries[0];
  const last = boundaries[boundaries.length - 1];
  return first && last && first.at < last.at ? flowsBetween(first, last) : NO_FLOWS;
}

/** Flows of the `count` quarter-hours from `start`; a slot is known when both its ends are and no gap lies between. */
export function slotsOf(boundaries: readonly Boundary[], start: number, count: number): Flows[] {
  const slots: Flows[] = Array.from({ length: count }, () => NO_FLOWS);
  let from: Boundary | undefined;
  for (const to of boundaries) {
    const index = from ? (from.at - start) / QUARTER : -1;
    if (from && to.at - from.at === QUARTER && to.quality !== MISSING && index >= 0 && index < count)
      slots[index] = flowsBetween(from, to);
    from = to;
  }
  return slots;
}

export const isKnown = (slot: Flows): boolean => slot.imported !== null || slot.exported !== null;

/** Runs of unknown slots among the first `known`, as slot indices [from, to). */
export function gapsOf(slots: readonly Flows[], known: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  slots.slice(0, known).forEach((slot, i) => {
    if (isKnown(slot)) return;
    const last = gaps[gaps.length - 1];
    if (last && last.to === i) last.to = i + 1;
    else gaps.push({ from: i, to: i + 1 });
  });
  return gaps;
}

/** The readings of a history, those inside gaps left out. */
export function* boundariesOf(history: History): Generator<Boundary> {
  for (let k = 0; k <= history.quarters; k++) {
    const boundary = boundaryAt(history, k);
    if (boundary) yield boundary;
  }
}

/** Reading at the k-th boundary, or undefined where there is none. */
export function boundaryAt(history: History, k: number): Boundary | undefined {
  const at = (register: Float64Array | null): number | null => {
    const value = register?.[k];
    return value === undefined || value !== value ? null : value;
  };
  const imported = at(history.imported);
  const exported = at(history.exported);
  if (imported === null && exported === null) return undefined;
  const quality = (k === 0 ? MISSING : history.quality[k - 1]) as Quality;
  return { at: history.start + k * QUARTER, imported, exported, own: at(history.own), quality };
}
