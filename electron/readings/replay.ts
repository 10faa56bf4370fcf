/**
 * One file played in market time: a constant shift (a multiple of 900 s) lays the file's best day on a market day; at its end the
 * file begins again, its counters going on.
 */
import { DAY } from "../../shared/metering/civilTime.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import type { Boundary } from "../../shared/metering/periods.ts";
import type { KeptFile, KeptSegment, ReadingsStore } from "./readingsStore.ts";

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

type Counters = KeptSegment["base"];

export class Replay {
  readonly file: KeptFile;
  /** First market time with a reading. */
  readonly start: number;
  readonly #store: ReadingsStore;
  readonly #shift: number;
  readonly #base: Counters;
  /** Whole days of the file, after which it begins again; 0 = it is shorter than a day and does not. */
  readonly #lap: number;
  #perLap: Counters | undefined;

  constructor(store: ReadingsStore, segment: Omit<KeptSegment, "since">) {
    this.#store = store;
    this.file = segment.file;
    this.#shift = segment.shift;
    this.#base = segment.base;
    this.start = this.file.start + segment.shift;
    this.#lap = Math.floor((this.file.finish - this.file.start) / DAY) * DAY;
  }

  /** The file's own time that plays at a market time. */
  fileTime(time: number): number {
    const since = time - this.start;
    return this.#lap > 0 && since >= 0 ? this.file.start + (since % this.#lap) : time - this.#shift;
  }

  /** Readings from `from` to `to`, market seconds, both included. */
  boundaries(from: number, to: number): Boundary[] {
    return this.#between(from, to, this.#lapOf(from));
  }

  /**
   * What a forecast may look back on: before the file began it is taken to have played once already, so that a file whose best
   * day is its first has a past too. A file of a single day would foretell itself and has none.
   */
  past(from: number, to: number): Boundary[] {
    const before = from < this.start && this.#lap >= 2 * DAY;
    return this.#between(from, to, before ? -1 : this.#lapOf(from));
  }

  #between(from: number, to: number, firstLap: number): Boundary[] {
    const all: Boundary[] = [];
    for (let lap = firstLap; to >= from; lap++) {
      const begin = this.start + lap * this.#lap;
      // The reading at a seam is the lap's last, whose quality is that of the quarter-hour before it.
      const low = Math.max(from, lap === firstLap ? begin : begin + 1);
      const high = this.#lap === 0 ? to : Math.min(to, begin + this.#lap);
      for (const row of this.#store.boundaries(this.file.id, low, high, this.#shift + lap * this.#lap))
        all.push(this.#lifted(row, lap));
      if (high >= to) break;
    }
    return all;
  }

  /** The last reading at or before a market time. */
  lastBefore(time: number): Boundary | null {
    const lap = this.#lapOf(time);
    const moved = this.#shift + lap * this.#lap;
    const row = time < this.start ? null : this.#store.lastBefore(this.file.id, time - moved);
    return row && this.#lifted({ ...row, at: row.at + moved }, lap);
  }

  #lapOf(time: number): number {
    return this.#lap === 0 ? 0 : Math.max(0, Math.ceil((time - this.start) / this.#lap) - 1);
  }

  #lifted(row: Boundary, lap: number): Boundary {
    const per = lap === 0 ? undefined : (this.#perLap ??= this.#energyOfLap());
    const lift = (register: keyof Counters): number | null => {
      const counter = row[register];
      return counter === null ? null : counter + this.#base[register] + lap * (per?.[register] ?? 0);
    };
    return { ...row, imported: lift("imported"), exported: lift("exported"), own: lift("own") };
  }

  #energyOfLap(): Counters {
    const first = this.#store.firstReading(this.file.id);
    const last = this.#store.lastBefore(this.file.id, this.file.start + this.#lap);
    const rise = (register: keyof Counters) => (last?.[register] ?? 0) - (first?.[register] ?? 0);
    return { imported: rise("imported"), exported: rise("exported"), own: rise("own") };
  }
}
