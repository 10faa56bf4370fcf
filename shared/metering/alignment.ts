/**
 * Puts scanned rows on a regular grid of instants. Hours that a clock change skips or doubles are classified and never fatal;
 * a time out of order, twice, or off the rhythm is a fault with its line (DESIGN §2, issue "Bad input").
 */
import { DAY, civilText } from "./civilTime.ts";
import { importFault } from "./importFault.ts";
import type { Scanned } from "./meterScan.ts";
import { type ClockChange, type ZoneTable, clockChanges, instantOf } from "./zoneTable.ts";

export type ClockReading = "absent" | "zero" | "moved" | "summed" | "repeated";
export interface ClassifiedChange extends ClockChange {
  readonly reading: ClockReading;
}

/** Native intervals [start + k·interval, …) for k < count. For counters the values are readings at the instants instead. */
export interface Aligned {
  readonly start: number;
  readonly interval: number;
  readonly count: number;
  /** mWh, NaN = missing. */
  readonly first: Float64Array | null;
  readonly second: Float64Array | null;
  /** 1 where the value was split from a doubled hour's sum. */
  readonly substituted: Uint8Array;
  readonly changes: readonly ClassifiedChange[];
}

/** Intervals of a minute up to a quarter-hour that divide it, the half-hour and the hour. */
export const INTERVALS: readonly number[] = [60, 120, 180, 300, 900, 1800, 3600];
const GRID_LIMIT = 8_000_000;

export interface AlignOptions {
  readonly zone: ZoneTable;
  /** Column of the times, for faults; counts from 0. */
  readonly timeColumn: number;
  /** Times name the end of their interval; undefined: judged by first and last time. */
  readonly stampedAtEnd?: boolean | undefined;
  /** Values are powers (mW), to be turned into energy. */
  readonly power: boolean;
  /** Values are readings of counters at the instants. */
  readonly counters: boolean;
}

/** The step between rows that occurs most often among the first ones, seconds. */
export function rhythm(scanned: Scanned): number {
  const { times } = scanned;
  const seen = new Map<number, number>();
  for (let i = 1; i < Math.min(times.length, 2000); i++) {
    const step = (times[i] ?? NaN) - (times[i - 1] ?? NaN);
    if (step > 0) seen.set(step, (seen.get(step) ?? 0) + 1);
  }
  let best = 0;
  let most = 0;
  for (const [step, times_] of seen)
    if (times_ > most || (times_ === most && step < best)) [best, most] = [step, times_];
  return best;
}

export function align(scanned: Scanned, options: AlignOptions): Aligned {
  const { zone, timeColumn, counters } = options;
  const { times, lines, count, absolute } = scanned;
  const fault: RowFault = (kind, row, data = {}) =>
    importFault(kind, { line: lines[row] ?? 0, column: timeColumn + 1, text: civilText(times[row] ?? NaN), ...data });

  const interval = rhythm(scanned);
  if (interval === 0)
    throw times[1] === times[0] ? fault("duplicate", 1) : fault("order", 1, { before: civilText(times[0] ?? NaN) });
  if (!INTERVALS.includes(interval)) throw fault("interval", 1, { seconds: interval });

  const atEnd =
    options.stampedAtEnd ??
    (!absolute && (times[0] ?? NaN) % DAY === interval && (times[count - 1] ?? NaN) % DAY === 0);
  const back = atEnd && !counters ? interval : 0;
  const first = (times[0] ?? NaN) - back;
  const last = (times[count - 1] ?? NaN) - back;
  const changes = absolute ? [] : clockChanges(zone, first, last);
  const repeated = inOrder(times, back, changes, fault);

  const start = absolute ? first : instantOf(zone, first);
  const end = absolute ? last : lastInstant(zone, last);
  if (start % Math.min(interval, 900) !== 0) throw fault("interval", 0, { seconds: interval });
  const grid = new Grid(scanned, start, interval, (end - start) / interval + 1, fault);

  const energy = (raw: number): number => (options.power ? Math.floor((raw * interval + 1800) / 3600) : raw);
  const windows = changes.map((change) => new ChangedHour(change, repeated.has(change), counters, grid, zone));
  let next = 0; // first window that is not behind
  let offset = start - first;
  let until = -Infinity; // civil time up to which `offset` surely holds
  for (let i = 0; i < count; i++) {
    const civil = (times[i] ?? NaN) - back;
    const a = scanned.first ? energy(scanned.first[i] ?? NaN) : NaN;
    const b = scanned.second ? energy(scanned.second[i] ?? NaN) : NaN;
    if (!absolute && civil >= until) {
      let window = windows[next];
      while (window && civil >= window.change.to) window = windows[++next];
      if (window && civil >= window.change.from) {
        window.take(civil, a, b, i);
        continue;
      }
      offset = instantOf(zone, civil) - civil;
      until = window ? window.change.from : Infinity;
    }
    grid.put(absolute ? civil : civil + offset, a, b, i, false);
  }
  for (const window of windows) window.settle();

  const { a, b, substituted } = grid;
  return {
    start,
    interval,
    count: grid.count,
    first: a,
    second: b,
    substituted,
    changes: windows.map((w) => w.result),
  };
}

type RowFault = (
  kind: "order" | "duplicate" | "interval" | "span",
  row: number,
  data?: Record<string, string | number>,
) => Error;

/** Civil times must rise; only within a doubled hour may they go back. Returns the changes whose hour is there twice. */
function inOrder(
  times: Float64Array,
  back: number,
  changes: readonly ClockChange[],
  fault: RowFault,
): ReadonlySet<ClockChange> {
  const repeated = new Set<ClockChange>();
  for (let i = 1; i < times.length; i++) {
    const before = times[i - 1] ?? NaN;
    const now = times[i] ?? NaN;
    if (now > before) continue;
    const civil = now - back;
    const change = changes.find((one) => one.kind === "doubled" && civil >= one.from && before - back < one.to);
    if (change) repeated.add(change);
    else if (now === before) throw fault("duplicate", i);
    else throw fault("order", i, { before: civilText(before) });
  }
  return repeated;
}

/** The regular grid that is filled; a cell is written once. */
class Grid {
  readonly start: number;
  readonly interval: number;
  readonly count: number;
  readonly a: Float64Array | null;
  readonly b: Float64Array | null;
  readonly substituted: Uint8Array;
  readonly #written: Uint8Array;
  readonly #fault: RowFault;

  constructor(scanned: Scanned, start: number, interval: number, count: number, fault: RowFault) {
    if (count > GRID_LIMIT) throw fault("span", scanned.count - 1);
    if (count !== Math.floor(count)) throw fault("interval", scanned.count - 1, { seconds: interval });
    this.start = start;
    this.interval = interval;
    this.count = count;
    this.a = scanned.first ? new Float64Array(count).fill(NaN) : null;
    this.b = scanned.second ? new Float64Array(count).fill(NaN) : null;
    this.substituted = new Uint8Array(count);
    this.#written = new Uint8Array(count);
    this.#fault = fault;
  }

  put(utc: number, a: number, b: number, row: number, substituted: boolean): void {
    const cell = (utc - this.start) / this.interval;
    if (!(cell >= 0 && cell < this.count) || cell !== Math.floor(cell))
      throw this.#fault("interval", row, { seconds: this.interval });
    if (this.#written[cell] === 1) throw this.#fault("duplicate", row);
    this.#written[cell] = 1;
    if (this.a) this.a[cell] = a;
    if (this.b) this.b[cell] = b;
    if (substituted) this.substituted[cell] = 1;
  }

  /** Adds to the first interval from `utc` on, which then is no longer as measured. */
  add(utc: number, a: number, b: number): void {
    const cell = Math.min(this.count - 1, Math.max(0, Math.ceil((utc - this.start) / this.interval)));
    if (this.a) this.a[cell] = (this.a[cell] || 0) + (a || 0);
    if (this.b) this.b[cell] = (this.b[cell] || 0) + (b || 0);
    this.substituted[cell] = 1;
  }
}

/** Rows whose civil time a clock change skips or doubles. */
class ChangedHour {
  readonly change: ClockChange;
  readonly #repeated: boolean;
  readonly #counters: boolean;
  readonly #grid: Grid;
  readonly #zone: ZoneTable;
  readonly #seen = new Set<number>();
  #rows = 0;
  #moved: { a: number; b: number } | undefined;

  constructor(change: ClockChange, repeated: boolean, counters: boolean, grid: Grid, zone: ZoneTable) {
    this.change = change;
    this.#repeated = repeated;
    this.#counters = counters;
    this.#grid = grid;
    this.#zone = zone;
  }

  take(civil: number, a: number, b: number, row: number): void {
    this.#rows++;
    if (this.change.kind === "skipped") {
      if (this.#counters || !(a > 0 || b > 0)) return;
      this.#moved = { a: (this.#moved?.a ?? 0) + (a || 0), b: (this.#moved?.b ?? 0) + (b || 0) };
      return;
    }
    const once = instantOf(this.#zone, civil);
    const again = once + (this.change.to - this.change.from);
    if (this.#repeated) {
      this.#grid.put(this.#seen.has(civil) ? again : once, a, b, row, false);
      this.#seen.add(civil);
      return;
    }
    // A counter's reading at a time that was twice: which one is not known, so both stay unread.
    if (this.#counters) return;
    const [half, halfB] = [Math.floor(a / 2), Math.floor(b / 2)];
    this.#grid.put(once, half, halfB, row, true);
    this.#grid.put(again, a - half, b - halfB, row, true);
  }

  settle(): void {
    if (this.#moved) this.#grid.add(this.change.at, this.#moved.a, this.#moved.b);
  }

  get result(): ClassifiedChange {
    const doubled = this.#repeated ? "repeated" : this.#counters ? "absent" : "summed";
    const reading = this.change.kind === "doubled" ? doubled : this.#moved ? "moved" : "zero";
    return { ...this.change, reading: this.#rows === 0 ? "absent" : reading };
  }
}

/** A file that ends inside a doubled hour ends at the second one. */
function lastInstant(zone: ZoneTable, civil: number): number {
  const change = clockChanges(zone, civil, civil).find((one) => one.kind === "doubled");
  return instantOf(zone, civil) + (change ? change.to - change.from : 0);
}
