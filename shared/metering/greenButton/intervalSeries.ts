/**
 * From a feed's blocks to one series per register on a regular grid: energy per interval in thousandths of the register's unit, missing where
 * the feed has none. The same interval twice is one; where two differ the better quality counts, and equal ones are a fault with a line.
 */
import { civilText } from "../civilTime.ts";
import { MEASURED, MISSING, SUBSTITUTED } from "../history.ts";
import { importFault } from "../importFault.ts";
import type { Carrier, Unit } from "../registers/reading.ts";
import {
  carrierOfCommodity,
  carrierOfService,
  isCumulative,
  isMeasured,
  registerOfFlow,
  unitOfCode,
} from "./espiCodes.ts";
import type { Block, GreenButtonFeed, ReadingType } from "./greenButtonScan.ts";

/** Most intervals of a whole file, and of the grid that its registers share: two readings far apart are few bytes and many intervals. */
export const GRID_LIMIT = 8_000_000;
/** 100 MW for an hour, in mWh: no connection here carries more in an interval. */
const VALUE_LIMIT = 100_000_000_000;
const COUNTER_LIMIT = 1_000_000_000_000_000;

export interface IntervalSeries {
  /** OBIS code of the counter that the intervals are differences of. */
  readonly register: string;
  readonly carrier: Carrier;
  readonly unit: Unit;
  readonly title: string;
  /** Where its first reading stands in the file. */
  readonly line: number;
  /** Readings of a counter at the starts, not energy per interval. */
  readonly counters: boolean;
  /** UTC seconds of the first interval, its length, and how many there are. */
  readonly start: number;
  readonly interval: number;
  readonly count: number;
  /** Thousandths of the unit; NaN = missing. */
  readonly values: Float64Array;
  /** MISSING, MEASURED or SUBSTITUTED. */
  readonly quality: Uint8Array;
  readonly readings: number;
}

/** Throws import.* faults; a series whose unit is unknown or no energy (voltage, money) is left out. */
export function seriesOf(feed: GreenButtonFeed): IntervalSeries[] {
  const groups = new Map<string, Block[]>();
  for (const block of feed.blocks) {
    if (block.starts.length === 0) continue;
    const group = groups.get(block.reading);
    if (group) group.push(block);
    else groups.set(block.reading, [block]);
  }
  const readings = firstByHref(feed.readings);
  const services = firstByHref(feed.services);
  const types = firstByHref(feed.types.map((type, index) => ({ href: type.href, index, type })));
  const typeOf = (related: readonly string[]): ReadingType | undefined =>
    related
      .flatMap((link) => types.get(link) ?? [])
      .reduce<{ index: number; type: ReadingType } | undefined>((a, b) => (a && a.index <= b.index ? a : b), undefined)
      ?.type;
  let room = GRID_LIMIT;
  return [...groups].flatMap(([href, blocks]) => {
    const reading = readings.get(href);
    const type = typeOf(reading?.related ?? []) ?? (feed.types.length === 1 ? feed.types[0] : undefined);
    const carrier = carrierOf(type, (serviceOf(services, href) ?? feed.services[0])?.kind);
    const made = type && carrier ? seriesFrom(blocks, type, carrier, reading?.title ?? "", room) : undefined;
    room -= made?.count ?? 0;
    return made ? [made] : [];
  });
}

/** Of two with one link the first counts. */
function firstByHref<T extends { readonly href: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const made = new Map<string, T>();
  for (const one of list) {
    const { href } = one;
    if (!made.has(href)) made.set(href, one);
  }
  return made;
}

/** The usage point that a link is under: the nearest. */
function serviceOf<T>(services: ReadonlyMap<string, T>, href: string): T | undefined {
  for (let at = href.lastIndexOf("/"); at >= 0; at = at === 0 ? -1 : href.lastIndexOf("/", at - 1)) {
    const service = services.get(href.slice(0, at));
    if (service) return service;
  }
  return undefined;
}

function carrierOf(type: ReadingType | undefined, service: number | undefined): Carrier | undefined {
  const said = type?.commodity == null ? undefined : carrierOfCommodity(type.commodity);
  return said ?? (service === undefined ? "electricity" : carrierOfService(service));
}

function seriesFrom(
  blocks: readonly Block[],
  type: ReadingType,
  carrier: Carrier,
  title: string,
  room: number,
): IntervalSeries | undefined {
  const unit = type.uom === null ? undefined : unitOfCode(type.uom);
  if (!unit) return undefined;
  const interval = usualDuration(blocks);
  let [first, last] = [Infinity, -Infinity];
  for (const { starts } of blocks)
    for (const start of starts) {
      if (start < first) first = start;
      if (start > last) last = start;
    }
  const count = Math.floor((last - first) / interval) + 1;
  const line = blocks[0]?.lines[0] ?? 1;
  if (count > room) throw importFault("span", { line, column: 1, text: civilText(last) });
  const counters = isCumulative(type.accumulation) && !unit.power;
  const values = new Float64Array(count).fill(NaN);
  const quality = new Uint8Array(count);
  let readings = 0;
  for (const block of blocks)
    for (const [i, start] of block.starts.entries()) {
      const at = { line: block.lines[i] ?? line, column: 1 };
      const cell = (start - first) / interval;
      if (block.durations[i] !== interval || cell !== Math.floor(cell))
        throw importFault("interval", { ...at, text: civilText(start), seconds: interval });
      const written = block.values[i] ?? NaN;
      const value = inMilli(written, type.multiplier, unit, interval);
      if (value < 0 && type.flow !== 4) throw importFault("negative", { ...at, text: String(written) });
      if (!(Math.abs(value) <= (counters ? COUNTER_LIMIT : VALUE_LIMIT)))
        throw importFault("impossible", { ...at, text: String(written), limit: VALUE_LIMIT / 1000 });
      const said = block.qualities[i] ?? -1;
      const rank = said === -1 || isMeasured(said) ? MEASURED : SUBSTITUTED;
      const there = quality[cell] ?? MISSING;
      if (there !== MISSING && values[cell] !== value && there === rank)
        throw importFault("duplicate", { ...at, text: civilText(start) });
      if (there !== MISSING && there <= rank) continue;
      values[cell] = value;
      quality[cell] = rank;
      readings++;
    }
  return { register: registerOfFlow(carrier, type.flow), carrier, unit: unit.unit, title, line, counters, start: first, interval, count, values, quality, readings }; // prettier-ignore
}

/** Rounded half up; powers become energy. */
function inMilli(
  written: number,
  multiplier: number,
  unit: { milli: number; per: number; power: boolean },
  interval: number,
): number {
  const scaled = written * unit.milli * (unit.power ? interval : 1);
  const divisor = unit.per * (unit.power ? 3600 : 1);
  return multiplier >= 0
    ? Math.floor((scaled * 10 ** multiplier) / divisor + 0.5)
    : Math.floor(scaled / (divisor * 10 ** -multiplier) + 0.5);
}

function usualDuration(blocks: readonly Block[]): number {
  const seen = new Map<number, number>();
  for (const { durations } of blocks)
    for (const duration of durations) seen.set(duration, (seen.get(duration) ?? 0) + 1);
  return [...seen].reduce((best, one) => (one[1] > best[1] ? one : best), [900, 0])[0];
}
