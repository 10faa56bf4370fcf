/**
 * The own meter, as the worker uses it: understand and import a file, draw its days and months, play it as the demo meter. All
 * synchronous; market time comes as an argument, null while no market is joined.
 */
import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type {
  DayView,
  ImportChoices,
  ImportPreview,
  ImportReport,
  LiveView,
  MeterSource,
  MonthView,
} from "../../shared/ipc/energyViews.ts";
import { DAY, dateText, dayOfText } from "../../shared/metering/civilTime.ts";
import { mostImport, mostSurplus } from "../../shared/metering/days.ts";
import { type MonthDay, composeDay, composeMonth } from "../../shared/metering/energyScreens.ts";
import { type Forecast, LOOKED_AT, forecast } from "../../shared/metering/forecast/forecast.ts";
import { MISSING, QUARTER, SUBSTITUTED } from "../../shared/metering/history.ts";
import { importFault } from "../../shared/metering/importFault.ts";
import { type Boundary, type Flows, flowsOf, isKnown, slotsOf } from "../../shared/metering/periods.ts";
import { localDate } from "../../shared/metering/zoneTable.ts";
import { DemoMeter } from "./demoMeter.ts";
import { type KeptFile, ReadingsStore } from "./readingsStore.ts";
import { RegisterStore } from "./registerStore.ts";
import { type Market, marketMidnight } from "./replay.ts";
import { gapRuns, previewOf } from "./preview.ts";
import { understandFile } from "./understoodFile.ts";

/** A counter as the meter agent commits it, Wh. */
export interface CounterReading {
  readonly counter: number;
  readonly quality: "measured" | "substituted" | "missing";
}
/** Flows per slot from `start` (market seconds), Wh; null = no reading, or not yet. */
export interface Series {
  readonly start: number;
  readonly slotSeconds: number;
  readonly slots: readonly Flows[];
}
/** Bands of the slots from `first` on (index on the electricity grid of market time). */
export interface MarketForecast extends Forecast {
  readonly first: number;
}

interface Previewed {
  readonly path: string;
  readonly digest: string;
}

export class Readings {
  /** What devices and telegrams read of each register, for ever. */
  readonly registers: RegisterStore;
  readonly #store: ReadingsStore;
  readonly #previewed = new Map<string, Previewed>();
  readonly #meters = new Map<string, DemoMeter>();
  /** The last forecast: it is asked for with every block, and changes with the quarter-hour alone. */
  #foretold: { readonly asked: string; readonly answer: MarketForecast | null } | undefined;

  /** `db`: opened by the caller, with READINGS_SCHEMA and REGISTER_SCHEMA in it. */
  constructor(db: DatabaseSync) {
    this.#store = new ReadingsStore(db);
    this.registers = new RegisterStore(db);
  }

  /** What a file says; reads it whole, keeps nothing. `choices` null: propose. Throws import.* faults. */
  previewFile(path: string, choices: ImportChoices | null): ImportPreview {
    const understood = understandFile(path, choices);
    const handle = this.#handleOf(path, understood.digest);
    return previewOf(understood, handle, basename(path));
  }

  /** Imports a previewed file whole or not at all. Throws import.changed when it is no longer the previewed one. */
  importFile(handle: string, choices: ImportChoices, market: Market | null): ImportReport {
    const previewed = this.#previewed.get(handle);
    if (!previewed) throw importFault("handle");
    const understood = understandFile(previewed.path, choices);
    const { digest, history, days } = understood;
    if (digest !== previewed.digest) throw importFault("changed", { file: basename(previewed.path) });
    const kept = this.#store.same(digest, choices);
    if (kept) {
      this.#store.choose(kept.id);
      return this.#report(kept, market);
    }
    const best = mostSurplus(days);
    const played = best ?? mostImport(days);
    if (!played) throw importFault("tooShort", { file: basename(previewed.path), line: 1, rows: understood.readings });
    const saved = this.#store.keep(
      {
        digest,
        name: basename(previewed.path),
        choices: understood.choices,
        zone: understood.zone,
        interval: understood.interval,
        derived: history.derived,
        start: history.start,
        finish: history.start + history.quarters * QUARTER,
        readings: understood.readings,
        days: days.length,
        gaps: gapRuns(history.quality),
        plays: best ? "seller" : "buyer",
        replayDate: played.date,
        replayStart: played.start,
      },
      understood.bytes,
      history,
      days,
    );
    return this.#report(saved, market);
  }

  /** The file that is shown, or null before the first import. */
  currentFile(): KeptFile | null {
    return this.#store.current();
  }

  /** Which side the demo meter's home takes: with surplus it sells. Null without a file. */
  plays(): "seller" | "buyer" | null {
    return this.#store.current()?.plays ?? null;
  }

  /** `date` null: today in market time, or the file's last whole day. Null: nothing is known of such a day. */
  day(source: MeterSource, date: string | null, market: Market | null): DayView | null {
    return source === "file" ? this.#fileDay(date) : this.#replayDay(date, market);
  }

  /** `month` null: this market month, or the file's last. */
  month(source: MeterSource, month: string | null, market: Market | null): MonthView | null {
    return source === "file" ? this.#fileMonth(month) : this.#replayMonth(month, market);
  }

  /** Average power of the last quarter-hour with a reading; older than two hours is no longer "now". */
  live(market: Market | null): LiveView {
    const none = { at: null, makingW: null, usingW: null, exportW: null, importW: null };
    const meter = this.#meterAt(market);
    if (!market || !meter) return { hasMeter: this.#store.current() !== null, ...none };
    const end = Math.floor(market.now / QUARTER) * QUARTER;
    const from = end - 8 * QUARTER;
    const slots = slotsOf(meter.boundaries(from, end, market.now), from, 8);
    const index = slots.findLastIndex(isKnown);
    const slot = slots[index];
    if (!slot) return { hasMeter: true, ...none };
    const watt = (wh: number | null): number | null => (wh === null ? null : wh * (3600 / QUARTER));
    return {
      hasMeter: true,
      at: from + (index + 1) * QUARTER,
      makingW: watt(slot.generation),
      usingW: watt(slot.load),
      exportW: watt(slot.exported),
      importW: watt(slot.imported),
    };
  }

  /** The demo meter's slots within [from, to) market seconds, hidden beyond now. */
  series(from: number, to: number, market: Market): Series {
    const start = Math.floor(from / QUARTER) * QUARTER;
    const count = Math.max(0, Math.ceil((to - start) / QUARTER));
    const boundaries = this.#meterAt(market)?.boundaries(start, start + count * QUARTER, market.now) ?? [];
    return { start, slotSeconds: QUARTER, slots: slotsOf(boundaries, start, count) };
  }

  /**
   * The demo meter's counter at the start of a slot of market time. Null before the file begins, after now, or for a register
   * that the file does not have; within a gap the last counter, marked missing.
   */
  counterAt(register: "1.8.0" | "2.8.0", boundarySlot: number, market: Market): CounterReading | null {
    const meter = this.#meterAt(market);
    const at = boundarySlot * QUARTER;
    if (!meter || at > market.now) return null;
    const last = meter.lastBefore(at);
    const counter = last && (register === "1.8.0" ? last.imported : last.exported);
    if (!last || counter === null) return null;
    if (last.at !== at) return { counter, quality: "missing" };
    if (last.quality === SUBSTITUTED) return { counter, quality: "substituted" };
    // The quarter-hour before is missing although both its ends are there: only this mark keeps it from counting as zero.
    const lone = last.quality === MISSING && meter.lastBefore(at - 1)?.at === at - QUARTER;
    return { counter, quality: lone ? "missing" : "measured" };
  }

  /** Bands for the next `count` slots of market time from the home's own past; null without enough of it. */
  forecast(count: number, market: Market): MarketForecast | null {
    const replay = this.#meterAt(market)?.current;
    if (!replay) return null;
    const end = Math.floor(market.now / QUARTER) * QUARTER;
    const { id, zone } = replay.file;
    const asked = `${market.chain} ${id} ${end} ${count}`;
    if (this.#foretold?.asked === asked) return this.#foretold.answer;
    const start = end - LOOKED_AT * QUARTER;
    const past = slotsOf(replay.past(start, end), start, LOOKED_AT);
    // Working days and clock changes are those of the file's own time, which plays in whole days.
    const bands = forecast(past, count, { start: replay.fileTime(end) - LOOKED_AT * QUARTER, zone });
    const answer = bands && { first: end / QUARTER, ...bands };
    this.#foretold = { asked, answer };
    return answer;
  }

  #handleOf(path: string, digest: string): string {
    for (const [handle, known] of this.#previewed)
      if (known.path === path) {
        this.#previewed.set(handle, { path, digest });
        return handle;
      }
    const handle = randomBytes(16).toString("hex");
    this.#previewed.set(handle, { path, digest });
    return handle;
  }

  #report(file: KeptFile, market: Market | null): ImportReport {
    this.#meterAt(market);
    const { name, readings, days, gaps, plays, replayDate } = file;
    return { file: name, readings, days, gaps, plays, replayDate };
  }

  /** The demo meter, playing the current file; null without file or market. */
  #meterAt(market: Market | null): DemoMeter | null {
    const file = market && this.#store.current();
    if (!market || !file) return null;
    let meter = this.#meters.get(market.chain);
    if (!meter) this.#meters.set(market.chain, (meter = new DemoMeter(this.#store, market.chain)));
    meter.play(file, market);
    return meter;
  }

  #fileDay(date: string | null): DayView | null {
    const file = this.#store.current();
    if (!file) return null;
    const day = date === null ? this.#store.lastDay(file.id) : (this.#store.days(file.id, date, date)[0] ?? null);
    if (!day) return null;
    const end = day.start + day.slots * QUARTER;
    return composeDay({
      date: day.date,
      start: day.start,
      slots: day.slots,
      known: day.slots,
      boundaries: this.#store.boundaries(file.id, day.start, end),
      provenance: file,
      forecast: null,
      replay: null,
    });
  }

  #replayDay(date: string | null, market: Market | null): DayView | null {
    const meter = this.#meterAt(market);
    const playing = meter?.current;
    if (!meter || !playing || !market) return null;
    const today = marketMidnight(market.now, market.utcOffset);
    const asked = date === null ? undefined : dayOfText(date);
    if (date !== null && asked === undefined) return null;
    const start = asked === undefined ? today : asked * DAY - market.utcOffset;
    const end = start + DAY;
    if (end <= meter.start || start > today + DAY) return null;
    const replay = meter.at(end) ?? playing;
    const slots = DAY / QUARTER;
    const known = Math.min(slots, Math.max(0, Math.floor((market.now - start) / QUARTER)));
    return composeDay({
      date: dateText((start + market.utcOffset) / DAY),
      start,
      slots,
      known,
      boundaries: meter.boundaries(start, end, market.now),
      provenance: replay.file,
      forecast: known < slots ? this.#forecastUntil(end, slots - known, market) : null,
      replay: { file: replay.file.name, fileDate: localDate(replay.file.zone, replay.fileTime(start + DAY / 2)) },
    });
  }

  /** Bands of the last `count` slots before `end`. */
  #forecastUntil(end: number, count: number, market: Market): Forecast | null {
    const ahead = Math.ceil((end - Math.floor(market.now / QUARTER) * QUARTER) / QUARTER);
    const all = this.forecast(ahead, market);
    const tail = <T>(bands: readonly T[]): readonly T[] => bands.slice(bands.length - count);
    return all && { generation: tail(all.generation), load: tail(all.load), surplus: tail(all.surplus), need: tail(all.need) }; // prettier-ignore
  }

  #fileMonth(month: string | null): MonthView | null {
    const file = this.#store.current();
    if (!file) return null;
    const asked = month ?? localDate(file.zone, file.finish - 1).slice(0, 7);
    const days = this.#store.days(file.id, `${asked}-01`, `${asked}-31`);
    const first = days[0];
    const last = days[days.length - 1];
    if (!first || !last) return null;
    const before = monthBefore(asked);
    const monthDay = (day: (typeof days)[number]): MonthDay => ({
      date: day.date,
      flows: day.flows,
      missing: day.missing,
      partial: day.start < file.start || day.start + day.slots * QUARTER > file.finish,
    });
    const boundaries = this.#store.boundaries(file.id, first.start, last.start + last.slots * QUARTER);
    return composeMonth({
      month: asked,
      days: days.map(monthDay),
      previous: this.#store.days(file.id, `${before}-01`, `${before}-31`).map(monthDay),
      running: null,
      ends: endsOf(boundaries),
      derived: file.derived,
    });
  }

  #replayMonth(month: string | null, market: Market | null): MonthView | null {
    const meter = this.#meterAt(market);
    if (!meter || !market) return null;
    const asked = month ?? dateText(Math.floor((market.now + market.utcOffset) / DAY)).slice(0, 7);
    const days = this.#replayDays(asked, meter, market);
    if (!days || days.boundaries.length === 0) return null;
    return composeMonth({
      month: asked,
      days: days.days,
      previous: this.#replayDays(monthBefore(asked), meter, market)?.days ?? [],
      running: runningOf(asked, meter, market),
      ends: endsOf(days.boundaries),
      derived: meter.current?.file.derived ?? true,
    });
  }

  #replayDays(month: string, meter: DemoMeter, market: Market): { days: MonthDay[]; boundaries: Boundary[] } | null {
    const first = dayOfText(`${month}-01`);
    if (first === undefined) return null;
    const from = first * DAY - market.utcOffset;
    const boundaries: Boundary[] = [];
    const days: MonthDay[] = [];
    for (let day = first; dateText(day).startsWith(month); day++) {
      const start = day * DAY - market.utcOffset;
      if (start >= market.now || start + DAY <= meter.start) continue;
      const readings = meter.boundaries(start, start + DAY, market.now);
      const past = Math.min(DAY / QUARTER, Math.floor((market.now - start) / QUARTER));
      const known = slotsOf(readings, start, past).filter(isKnown);
      days.push({
        date: dateText(day),
        flows: flowsOf(readings),
        missing: past - known.length,
        partial: start + DAY > market.now || start < meter.start,
      });
      boundaries.push(...readings);
    }
    return from > market.now ? null : { days, boundaries };
  }
}

/** Today, if it is of that month and was read from its beginning, beside the same hours a month ago, if all of them were read. */
function runningOf(month: string, meter: DemoMeter, market: Market): MonthView["running"] {
  const today = marketMidnight(market.now, market.utcOffset);
  const date = dateText((today + market.utcOffset) / DAY);
  const like = dayOfText(`${monthBefore(month)}${date.slice(7)}`);
  const until = Math.floor((market.now - today) / QUARTER) * QUARTER;
  if (!date.startsWith(month) || like === undefined || until === 0) return null;
  const start = like * DAY - market.utcOffset;
  const isRead = (from: number) =>
    from >= meter.start &&
    slotsOf(meter.boundaries(from, from + until, market.now), from, until / QUARTER).every(isKnown);
  if (!isRead(start) || !isRead(today)) return null;
  const { generation, load } = flowsOf(meter.boundaries(start, start + until, market.now));
  return { date, until, generation, load };
}

function monthBefore(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

function endsOf(boundaries: readonly Boundary[]): Boundary[] {
  const [first, last] = [boundaries.at(0), boundaries.at(-1)];
  return first && last && first !== last ? [first, last] : [];
}
