/**
 * Two readings of one register at one instant become one, by rule, so that files that overlap and devices that repeat themselves
 * can be read in any order: the better quality counts, then the better source, then the one that was there first. Equal ones are
 * one. Which reading lost is reported, and a measured value that loses to another one is kept as replaced.
 */
import { SOURCES, type Reading, type ReadingQuality } from "./reading.ts";

const QUALITY_RANK: Readonly<Record<ReadingQuality, number>> = { measured: 0, substituted: 1, missing: 2 };
const sourceRank = (reading: Reading): number => SOURCES.indexOf(reading.source.kind);

export type Merged = "added" | "same" | "improved" | "kept";
export interface Conflict {
  readonly register: string;
  readonly at: number;
  readonly kept: number;
  readonly other: number;
}
export interface MergeReport {
  readonly added: number;
  /** There already with the same value. */
  readonly same: number;
  /** Replaced by a better reading; the old value is kept with it. */
  readonly improved: number;
  /** Differ, and the one that was there stays. */
  readonly kept: number;
  /** The first ones that differ, at most 20. */
  readonly conflicts: readonly Conflict[];
}
const CONFLICTS_TOLD = 20;

/** The reading that counts, and what became of the new one. */
export function mergeReading(
  old: Reading | undefined,
  next: Reading,
): { readonly reading: Reading; readonly outcome: Merged } {
  if (!old) return { reading: next, outcome: "added" };
  const better = QUALITY_RANK[next.quality] - QUALITY_RANK[old.quality] || sourceRank(next) - sourceRank(old);
  if (old.value === next.value && better >= 0) return { reading: old, outcome: "same" };
  if (better >= 0) return { reading: old, outcome: "kept" };
  const { value, quality, source } = old;
  const replaced = [...(old.replaced ?? []), { value, quality, source, reason: "better" }];
  return { reading: old.value === next.value ? next : { ...next, replaced }, outcome: "improved" };
}

/** One register's readings in order of time, each instant once. Readings may come late, twice and out of order. */
export class ReadingSet {
  readonly #byTime = new Map<number, Reading>();
  #sorted: readonly Reading[] | undefined = [];
  #counts = { added: 0, same: 0, improved: 0, kept: 0 };
  readonly #conflicts: Conflict[] = [];

  put(next: Reading): Merged {
    const old = this.#byTime.get(next.at);
    const { reading, outcome } = mergeReading(old, next);
    this.#counts = { ...this.#counts, [outcome]: this.#counts[outcome] + 1 };
    if (old && old.value !== next.value && this.#conflicts.length < CONFLICTS_TOLD)
      this.#conflicts.push({ register: next.register, at: next.at, kept: reading.value, other: reading === old ? next.value : old.value }); // prettier-ignore
    if (reading !== old) {
      this.#byTime.set(next.at, reading);
      this.#sorted = undefined;
    }
    return outcome;
  }

  /** Replaces what stands at an instant, whatever its quality: a correction with its reason. False where nothing stands. */
  correct(at: number, correction: Pick<Reading, "value" | "quality" | "source">, reason: string): boolean {
    const old = this.#byTime.get(at);
    if (!old) return false;
    const { value, quality, source } = old;
    const replaced = [...(old.replaced ?? []), { value, quality, source, reason }];
    this.#byTime.set(at, { ...old, ...correction, replaced });
    this.#sorted = undefined;
    return true;
  }

  get readings(): readonly Reading[] {
    return (this.#sorted ??= [...this.#byTime.values()].toSorted((a, b) => a.at - b.at));
  }

  get report(): MergeReport {
    return { ...this.#counts, conflicts: [...this.#conflicts] };
  }
}
