/**
 * Two files of one meter as one history. A quarter-hour that both have counts once: measured before substituted, else the one that was
 * there first (as `registers/mergeReadings.ts` has it for readings). Counters go on; over a gap they rise by what one file's own counter says.
 */
import { type History, MEASURED, MISSING, QUARTER, SUBSTITUTED } from "./history.ts";

/** Quarter-hours of the newer file, by what became of them. */
export interface SlotReport {
  /** Only the newer file has them. */
  readonly added: number;
  readonly same: number;
  /** The newer one is measured, the older one was substituted. */
  readonly improved: number;
  /** They differ, and the one that was there first stays. */
  readonly kept: number;
  /** The first ones that differ, at most 20: UTC seconds, and energy in Wh through both registers together. */
  readonly conflicts: readonly { readonly at: number; readonly kept: number; readonly other: number }[];
}
const CONFLICTS_TOLD = 20;
const RANK: readonly number[] = [2, 0, 1];
type Register = "imported" | "exported" | "own";

/** Null where they do not have the same registers: then they are not of one meter. */
export function mergeHistories(
  old: History,
  next: History,
): { readonly history: History; readonly report: SlotReport } | null {
  if ((old.imported === null) !== (next.imported === null) || (old.exported === null) !== (next.exported === null))
    return null;
  const start = Math.min(old.start, next.start);
  const quarters = (Math.max(endOf(old), endOf(next)) - start) / QUARTER;
  const quality = new Uint8Array(quarters);
  const winners: (History | undefined)[] = [];
  const report = { added: 0, same: 0, improved: 0, kept: 0 };
  const conflicts: { at: number; kept: number; other: number }[] = [];
  for (let q = 0; q < quarters; q++) {
    const at = start + q * QUARTER;
    const [was, comes] = [qualityAt(old, at), qualityAt(next, at)];
    const better = (RANK[comes] ?? 2) < (RANK[was] ?? 2);
    const winner = was === MISSING && comes === MISSING ? undefined : better ? next : old;
    winners.push(winner);
    quality[q] = better ? comes : was;
    if (comes === MISSING) continue;
    if (was === MISSING) report.added++;
    else if (sameEnergy(old, next, at)) report.same++;
    else {
      report[better ? "improved" : "kept"]++;
      const [kept, other] = better ? [next, old] : [old, next];
      if (conflicts.length < CONFLICTS_TOLD)
        conflicts.push({ at, kept: energyAt(kept, at), other: energyAt(other, at) });
    }
  }
  const sources = old.start <= next.start ? [old, next] : [next, old];
  const register = (name: Register): Float64Array | null =>
    old[name] && next[name] ? counters(name, start, winners, sources) : null;
  return {
    history: {
      start,
      quarters,
      imported: register("imported"),
      exported: register("exported"),
      own: register("own"),
      quality,
      derived: old.derived || next.derived,
    },
    report: { ...report, conflicts },
  };
}

const endOf = ({ start, quarters }: History): number => start + quarters * QUARTER;
function qualityAt(
  { start, quarters, quality }: History,
  at: number,
): typeof MISSING | typeof MEASURED | typeof SUBSTITUTED {
  const q = (at - start) / QUARTER;
  const one = q >= 0 && q < quarters ? quality[q] : MISSING;
  return one === MEASURED || one === SUBSTITUTED ? one : MISSING;
}
const counterAt = (history: History, name: Register, at: number): number => history[name]?.[(at - history.start) / QUARTER] ?? NaN; // prettier-ignore
const moved = (history: History, name: Register, from: number, to: number): number =>
  counterAt(history, name, to) - counterAt(history, name, from);
const sameEnergy = (a: History, b: History, at: number): boolean =>
  (["imported", "exported"] as const).every(
    (name) => a[name] === null || moved(a, name, at, at + QUARTER) === moved(b, name, at, at + QUARTER),
  );
const energyAt = (history: History, at: number): number =>
  (["imported", "exported"] as const).reduce(
    (sum, name) => sum + (history[name] ? moved(history, name, at, at + QUARTER) : 0),
    0,
  );

/** A running sum of the winners' energy, from what the earlier file's counter began with; NaN inside gaps. */
function counters(
  name: Register,
  start: number,
  winners: readonly (History | undefined)[],
  sources: readonly History[],
): Float64Array {
  const out = new Float64Array(winners.length + 1).fill(NaN);
  const begin = sources[0] ? counterAt(sources[0], name, start) : NaN;
  let sum = begin === begin ? begin : 0;
  /** Where the sum was known last. */
  let known = begin === begin ? start : undefined;
  winners.forEach((winner, q) => {
    if (!winner) return;
    const at = start + q * QUARTER;
    if (known !== undefined && known < at) {
      const jump = sources.map((one) => moved(one, name, known ?? at, at)).find((one) => one === one && one >= 0);
      sum += jump ?? 0;
    }
    out[q] = sum;
    sum += moved(winner, name, at, at + QUARTER);
    out[q + 1] = sum;
    known = at + QUARTER;
  });
  return out;
}
