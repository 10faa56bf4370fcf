/**
 * The demo meter: the imported file played in market time. One constant shift (a multiple of 900 s) lays the file's best day on
 * a market day; what market time has not reached is hidden; at its end the file begins again, its counters going on.
 */
import type { Boundary } from "../../shared/metering/periods.ts";
import { DAY } from "../../shared/metering/civilTime.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import type { KeptFile, ReadingsStore } from "./readingsStore.ts";

/** Where and when the market is: market seconds, and its zone's constant offset from UTC. */
export interface Market {
  readonly chain: string;
  readonly now: number;
  readonly utcOffset: number;
}

/** Before this hour of market time the file's day plays today, later tomorrow. */
const MORNING = 11 * 3600;

/** Market seconds of the local midnight at or before `time`. */
export const marketMidnight = (time: number, utcOffset: number): number =>
  Math.floor((time + utcOffset) / DAY) * DAY - utcOffset;

/** Shift from file time to market time for a file that starts to play now. */
export function shiftFor(replayStart: number, market: Market): number {
  const midnight = marketMidnight(market.now, market.utcOffset);
  const day = market.now - midnight < MORNING ? midnight : midnight + DAY;
  return Math.floor((day - replayStart) / QUARTER) * QUARTER;
}

export class Replay {
  readonly file: KeptFile;
  readonly shift: number;
  readonly #store: ReadingsStore;
  /** Whole days of the file, after which it begins again; 0 = it is shorter than a day and does not. */
  readonly #lap: number;
  #perLap: { imported: number; exported: number; own: number } | undefined;

  constructor(store: ReadingsStore, file: KeptFile, shift: number) {
    this.#store = store;
    this.file = file;
    this.shift = shift;
    this.#lap = Math.floor((file.finish - file.start) / DAY) * DAY;
  }

  /** First market time with a reading. */
  get start(): number {
    return this.file.start + this.shift;
  }

  /** The file's own time that plays at a market time. */
  fileTime(time: number): number {
    const since = time - this.start;
    return this.#lap > 0 && since >= 0 ? this.file.start + (since % this.#lap) : time - this.shift;
  }

  /** Readings from `from` to `to` (market seconds, both included) that are not later than `now`. */
  boundaries(from: number, to: number, now: number): Boundary[] {
    const end = Math.min(to, now);
    if (end < from) return [];
    if (this.#lap === 0) return this.#store.boundaries(this.file.id, from, end, this.shift);
    const all: Boundary[] = [];
    const firstLap = Math.max(0, Math.ceil((from - this.start) / this.#lap) - 1);
    for (let lap = firstLap; ; lap++) {
      const begin = this.start + lap * this.#lap;
      if (begin > end) break;
      // The reading at a seam is the lap's last, whose quality is that of the quarter-hour before it.
      const low = Math.max(from, lap === 0 ? begin : begin + 1);
      const high = Math.min(end, begin + this.#lap);
      const rows = this.#store.boundaries(this.file.id, low, high, this.shift + lap * this.#lap);
      for (const row of rows) all.push(lap === 0 ? row : this.#lifted(row, lap));
    }
    return all;
  }

  /** The last reading at or before a market time. */
  lastBefore(time: number): Boundary | null {
    if (time < this.start) return null;
    const lap = this.#lap === 0 ? 0 : Math.max(0, Math.ceil((time - this.start) / this.#lap) - 1);
    const row = this.#store.lastBefore(this.file.id, time - this.shift - lap * this.#lap);
    return row && this.#lifted({ ...row, at: row.at + this.shift + lap * this.#lap }, lap);
  }

  #lifted(row: Boundary, lap: number): Boundary {
    if (lap === 0) return row;
    const per = (this.#perLap ??= this.#energyOfLap());
    return {
      ...row,
      imported: row.imported === null ? null : row.imported + lap * per.imported,
      exported: row.exported === null ? null : row.exported + lap * per.exported,
      own: row.own === null ? null : row.own + lap * per.own,
    };
  }

  #energyOfLap(): { imported: number; exported: number; own: number } {
    const first = this.#store.firstReading(this.file.id);
    const last = this.#store.lastBefore(this.file.id, this.file.start + this.#lap);
    const rise = (register: "imported" | "exported" | "own") => (last?.[register] ?? 0) - (first?.[register] ?? 0);
    return { imported: rise("imported"), exported: rise("exported"), own: rise("own") };
  }
}
