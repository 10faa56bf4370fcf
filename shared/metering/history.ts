/**
 * A home's metered past as register counters at quarter-hour boundaries (DESIGN §2): a reading is a counter with a quality,
 * never a delta. From energy used and made the boundary registers are derived per native interval: 1.8.0 counts what
 * was used beyond what was made, 2.8.0 the reverse, and what was used of the own generation counts in a third one.
 */
import type { ImportChoices } from "../ipc/energyViews.ts";
import type { Aligned } from "./alignment.ts";

export const QUARTER = 900;
export const MISSING = 0;
export const MEASURED = 1;
export const SUBSTITUTED = 2;
/** Quality of a quarter-hour. */
export type Quality = typeof MISSING | typeof MEASURED | typeof SUBSTITUTED;

/** Counters in Wh at `start + k·900` for k = 0…quarters; NaN where the file has no reading. null: no such register. */
export interface History {
  /** UTC seconds, multiple of 900. */
  readonly start: number;
  readonly quarters: number;
  readonly imported: Float64Array | null;
  readonly exported: Float64Array | null;
  /** Own generation used at home; known only where both gross figures are. */
  readonly own: Float64Array | null;
  readonly quality: Uint8Array;
  /** 1.8.0 and 2.8.0 were worked out, not read from a meter. */
  readonly derived: boolean;
}

type Meaning = ImportChoices["meaning"];

export function historyOf(aligned: Aligned, meaning: Meaning): History {
  if (meaning === "counters") return fromCounters(aligned);
  return meaning === "gross" ? fromGross(aligned) : fromBoundary(aligned);
}

function fromGross(aligned: Aligned): History {
  const { count, first: used, second: made } = aligned;
  const imported = new Float64Array(count);
  const exported = new Float64Array(count);
  const own = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const u = used ? (used[k] ?? NaN) : 0; // no such column: a home that only makes, or only uses
    const m = made ? (made[k] ?? NaN) : 0;
    own[k] = Math.min(u, m); // NaN when either is missing
    imported[k] = u - (own[k] ?? NaN);
    exported[k] = m - (own[k] ?? NaN);
  }
  return fromIntervals(aligned, imported, exported, own, true);
}

const fromBoundary = (aligned: Aligned): History => fromIntervals(aligned, aligned.first, aligned.second, null, false);

/** Intervals' energy (mWh) summed to counters; a counter stands still through a gap and says that it was one. */
function fromIntervals(
  aligned: Aligned,
  imported: Float64Array | null,
  exported: Float64Array | null,
  own: Float64Array | null,
  derived: boolean,
): History {
  const { count, interval } = aligned;
  const known = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const missing = isMissing(imported, k) || isMissing(exported, k);
    known[k] = missing ? MISSING : aligned.substituted[k] === 1 ? SUBSTITUTED : MEASURED;
  }
  const frame = frameOf(aligned.start, count, interval);
  const quality = qualityOf(frame, known, interval);
  const register = (energy: Float64Array | null) =>
    energy && blanked(quartersOf(frame, summed(energy, known), interval), quality);
  return {
    start: frame.start,
    quarters: frame.quarters,
    imported: register(imported),
    exported: register(exported),
    own: register(own),
    quality,
    derived,
  };
}

const isMissing = (register: Float64Array | null, k: number): boolean =>
  register !== null && register[k] !== register[k];

/** Running sums in mWh at count + 1 boundaries. */
function summed(energy: Float64Array, known: Uint8Array): Float64Array {
  const sums = new Float64Array(energy.length + 1);
  let sum = 0;
  for (let k = 0; k < energy.length; k++) {
    if (known[k] !== MISSING) sum += energy[k] ?? NaN;
    sums[k + 1] = sum;
  }
  return sums;
}

interface Frame {
  readonly start: number;
  readonly quarters: number;
  /** Native boundaries before the first one of the file, when it begins inside a quarter-hour. */
  readonly lead: number;
}
function frameOf(first: number, count: number, interval: number): Frame {
  const start = Math.floor(first / QUARTER) * QUARTER;
  const end = first + count * interval;
  return {
    start,
    quarters: Math.ceil((end - start) / QUARTER),
    lead: Math.round((first - start) / Math.min(interval, QUARTER)),
  };
}

/**
 * Counters in Wh (half up from mWh) at quarter-hour boundaries. An interval longer than a quarter-hour is split: after j of n
 * quarters its counter stands at c + floor(d·j/n), so the parts are integers and their sum is exact.
 */
function quartersOf(frame: Frame, milli: Float64Array, interval: number): Float64Array {
  const wh = (k: number): number => {
    const value = milli[Math.min(Math.max(k, 0), milli.length - 1)] ?? NaN;
    return Math.floor((value + 500) / 1000);
  };
  const counters = new Float64Array(frame.quarters + 1);
  const parts = interval / QUARTER;
  for (let q = 0; q <= frame.quarters; q++) {
    if (parts <= 1) counters[q] = wh(Math.round(q / parts) - frame.lead);
    else {
      const k = Math.floor(q / parts);
      const from = wh(k);
      const to = wh(k + 1);
      const j = q - k * parts;
      counters[q] = j === 0 ? from : from + Math.floor(((to - from) * j) / parts);
    }
  }
  return counters;
}

/** A quarter-hour is as good as the worst interval within it. */
function qualityOf(frame: Frame, known: Uint8Array, interval: number): Uint8Array {
  const quality = new Uint8Array(frame.quarters);
  const parts = QUARTER / interval;
  for (let q = 0; q < frame.quarters; q++) {
    if (parts <= 1) {
      quality[q] = known[Math.floor(q * parts)] ?? MISSING;
      continue;
    }
    let worst: number = MEASURED;
    for (let k = q * parts - frame.lead; k < (q + 1) * parts - frame.lead; k++) {
      const one = known[k] ?? MISSING;
      if (one === MISSING) worst = MISSING;
      else if (one === SUBSTITUTED && worst !== MISSING) worst = SUBSTITUTED;
    }
    quality[q] = worst;
  }
  return quality;
}

/** Boundaries inside a gap have no reading. */
function blanked(counters: Float64Array, quality: Uint8Array): Float64Array {
  for (let q = 1; q < quality.length; q++) if (quality[q - 1] === MISSING && quality[q] === MISSING) counters[q] = NaN;
  return counters;
}

/** Readings of real counters: a quarter-hour is known when both its ends were read. */
function fromCounters(aligned: Aligned): History {
  const { interval } = aligned;
  const whole = frameOf(aligned.start, aligned.count - 1, interval);
  const last = aligned.start + (aligned.count - 1) * interval;
  const frame = { ...whole, quarters: Math.max(0, Math.floor((last - whole.start) / QUARTER)) };
  const register = (milli: Float64Array | null) => {
    const counters = milli && quartersOf(frame, milli, interval);
    if (counters && frame.lead > 0) counters[0] = NaN;
    return counters;
  };
  const imported = register(aligned.first);
  const exported = register(aligned.second);
  const quality = new Uint8Array(frame.quarters);
  for (let q = 0; q < frame.quarters; q++) {
    const known = [imported, exported].every((one) => one === null || (one[q] === one[q] && one[q + 1] === one[q + 1]));
    quality[q] = known ? MEASURED : MISSING;
  }
  return { start: frame.start, quarters: frame.quarters, imported, exported, own: null, quality, derived: false };
}
