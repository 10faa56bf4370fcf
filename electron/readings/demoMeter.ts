/**
 * The demo meter of one chain: the files that it plays, one after the other in market time. Where another file takes over, the
 * counters go on from where they stood, so that what was committed to the ledger before stays true.
 */
import { MISSING, QUARTER } from "../../shared/metering/history.ts";
import type { Boundary } from "../../shared/metering/periods.ts";
import type { KeptFile, KeptSegment, ReadingsStore } from "./readingsStore.ts";
import { type Market, Replay, shiftFor } from "./replay.ts";

interface Played {
  readonly since: number;
  readonly replay: Replay;
}

export class DemoMeter {
  readonly #store: ReadingsStore;
  readonly #chain: string;
  #played: Played[];

  constructor(store: ReadingsStore, chain: string) {
    this.#store = store;
    this.#chain = chain;
    this.#played = store.segments(chain).map((one) => ({ since: one.since, replay: new Replay(store, one) }));
  }

  /** What plays now. */
  get current(): Replay | null {
    return this.#played.at(-1)?.replay ?? null;
  }

  /** First market time with a reading. */
  get start(): number {
    const [first] = this.#played;
    return first ? Math.max(first.since, first.replay.start) : Infinity;
  }

  /** What plays, or last played, at a market time. */
  at(time: number): Replay | null {
    return (this.#played.findLast((one) => one.since < time) ?? this.#played[0])?.replay ?? null;
  }

  /** Lets a file play from the current quarter-hour on; the first one of a chain also fills the time before. */
  play(file: KeptFile, market: Market): void {
    if (this.current?.file.id === file.id) return;
    const first = this.#played.length === 0;
    const since = first ? 0 : Math.floor(market.now / QUARTER) * QUARTER;
    const bare: KeptSegment = { since, file, shift: shiftFor(file.replayStart, market), base: { imported: 0, exported: 0, own: 0 } }; // prettier-ignore
    const before = this.#played.filter((one) => one.since < since);
    const stood = first ? null : this.lastBefore(since);
    const begins = new Replay(this.#store, bare).lastBefore(since) ?? this.#store.firstReading(file.id);
    const rise = (register: "imported" | "exported" | "own") =>
      stood ? (stood[register] ?? 0) - (begins?.[register] ?? 0) : 0;
    const segment = { ...bare, base: { imported: rise("imported"), exported: rise("exported"), own: rise("own") } };
    this.#store.keepSegment(this.#chain, segment);
    this.#played = [...before, { since, replay: new Replay(this.#store, segment) }];
  }

  /** Readings from `from` to `to` (market seconds, both included) that are not later than `now`. */
  boundaries(from: number, to: number, now: number): Boundary[] {
    const end = Math.min(to, now);
    const all: Boundary[] = [];
    this.#played.forEach(({ since, replay }, i) => {
      const until = Math.min(end, this.#played[i + 1]?.since ?? Infinity);
      for (const row of replay.boundaries(Math.max(from, since), until)) {
        if (all.at(-1)?.at === row.at) continue;
        // The file that takes over says nothing about the quarter-hour before.
        all.push(i > 0 && row.at === since ? { ...row, quality: MISSING } : row);
      }
    });
    return all;
  }

  /** The last reading at or before a market time. */
  lastBefore(time: number): Boundary | null {
    return this.at(time)?.lastBefore(time) ?? null;
  }
}
