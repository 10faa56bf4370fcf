/**
 * The connection's meter as live devices read it: days and months by this computer's clock. Where several devices read the
 * connection, a period is drawn from the one that knows most of it, so that its sum is the difference of one meter's registers.
 */
import type { DayView, MonthView } from "../../shared/ipc/energyViews.ts";
import { dateText, dayOfText } from "../../shared/metering/civilTime.ts";
import { type MonthDay, composeDay, composeMonth } from "../../shared/metering/energyScreens.ts";
import { type Forecast, LOOKED_AT, forecast } from "../../shared/metering/forecast/forecast.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import { type Boundary, boundariesOf, flowsOf, isKnown, slotsOf } from "../../shared/metering/periods.ts";
import type { GridPoint } from "../../shared/metering/registers/boundaries.ts";
import { EXPORTED, IMPORTED } from "../../shared/metering/registers/obis.ts";
import { historyOfRegisters } from "../../shared/metering/registers/registerHistory.ts";
import { type ZoneTable, dayBounds, localDay, offsetAt } from "../../shared/metering/zoneTable.ts";
import { zoneTable } from "../../shared/metering/zones.ts";
import type { DatedMeter } from "./datedMeter.ts";
import { zoneOfNow } from "./liveReadings.ts";
import type { RegisterStore } from "./registerStore.ts";

const CONNECTION = [IMPORTED, EXPORTED];
const DAY = 86_400;
const READ = { derived: false, interval: QUARTER };

export class DeviceMeter {
  readonly #store: RegisterStore;
  readonly #zone: string;

  /** `zone`: IANA name of the home's local days. */
  constructor(store: RegisterStore, zone: string) {
    this.#store = store;
    this.#zone = zone;
  }

  /** Whether any device has read the connection. */
  known(): boolean {
    return this.#store.knows(CONNECTION);
  }

  /** `date` null: today. `now`: UTC seconds. Null: nothing was read on such a day. */
  day(date: string | null, now: number): DayView | null {
    const today = localDay(zoneOfNow(this.#zone, now), now);
    const asked = date === null ? today : dayOfText(date);
    if (asked === undefined || asked > today) return null;
    const { start, end } = dayBounds(this.#table(asked, asked), asked);
    const { boundaries, shown } = this.#boundaries(start, end);
    if (boundaries.length === 0) return null;
    const slots = (end - start) / QUARTER;
    const day = composeDay({
      date: dateText(asked),
      start,
      slots,
      known: Math.max(0, Math.min(slots, Math.floor((now - start) / QUARTER))),
      boundaries,
      provenance: READ,
      forecast: null,
      replay: null,
    });
    return shown ? day : { ...day, registers: [] };
  }

  /** `month` null: this one. */
  month(month: string | null, now: number): MonthView | null {
    const today = localDay(zoneOfNow(this.#zone, now), now);
    const asked = month ?? dateText(today).slice(0, 7);
    const first = dayOfText(`${asked}-01`);
    if (first === undefined || first > today) return null;
    const days = this.#days(asked, now);
    if (days.ends.length === 0) return null;
    const view = composeMonth({
      month: asked,
      days: days.days,
      previous: this.#days(dateText(first - 1).slice(0, 7), now).days,
      running: null,
      ends: days.ends,
      derived: false,
    });
    return days.shown ? view : { ...view, registers: [] };
  }

  /** Its past by local days, for curves and years; null: no device has read the connection. `now`: UTC seconds. */
  dated(now: number): DatedMeter | null {
    const begins = this.#store.firstOf(CONNECTION);
    if (begins === undefined) return null;
    const zone = zoneTable(this.#zone, begins - 2 * DAY, now + 8 * DAY);
    return {
      provenance: READ,
      replayed: false,
      latest: localDay(zone, now),
      begins,
      now,
      local: (at) => at + offsetAt(zone, at),
      bounds: (day) => dayBounds(zone, day),
      boundaries: (from, to) => this.#boundaries(from, Math.min(to, now)).boundaries,
      month: (month) => {
        const { days, ends } = this.#days(month, now);
        if (days.length === 0) return null;
        const missing = days.reduce((sum, day) => sum + day.missing, 0);
        return {
          month,
          first: ends[0] ?? null,
          last: ends[1] ?? null,
          missing,
          partial: days.some((day) => day.partial),
        };
      },
    };
  }

  /** Bands of the next `count` quarter-hours from what devices read so far; null without enough of it. */
  forecast(count: number, now: number): Forecast | null {
    const end = Math.floor(now / QUARTER) * QUARTER;
    const start = end - LOOKED_AT * QUARTER;
    const past = slotsOf(this.#boundaries(start, end).boundaries, start, LOOKED_AT);
    return forecast(past, count, { start, zone: zoneTable(this.#zone, start - 2 * DAY, end + 8 * DAY) });
  }

  #days(month: string, now: number): { readonly days: MonthDay[]; readonly ends: Boundary[]; readonly shown: boolean } {
    const none = { days: [], ends: [], shown: false };
    const first = dayOfText(`${month}-01`);
    if (first === undefined) return none;
    const zone = this.#table(first, first + 31);
    const numbers = Array.from({ length: 31 }, (_, i) => first + i).filter((day) => dateText(day).startsWith(month));
    const last = numbers.at(-1) ?? first;
    const { boundaries: all, shown } = this.#boundaries(dayBounds(zone, first).start, dayBounds(zone, last).end);
    const [begin, end] = [all[0], all.at(-1)];
    if (!begin || !end || begin === end) return none;
    const days = numbers.flatMap((day): MonthDay[] => {
      const bounds = dayBounds(zone, day);
      if (bounds.start >= now || bounds.end <= begin.at) return [];
      const within = all.filter(({ at }) => at >= bounds.start && at <= bounds.end);
      const past = Math.floor((Math.min(bounds.end, now) - bounds.start) / QUARTER);
      const known = slotsOf(within, bounds.start, past).filter(isKnown).length;
      const partial = bounds.end > now || bounds.start < begin.at;
      return [{ date: dateText(day), flows: flowsOf(within), missing: past - known, partial }];
    });
    return { days, ends: [begin, end], shown };
  }

  /** Of the device that knows most of [from, to]. `shown`: its counters are what the display shows, not only their differences. */
  #boundaries(from: number, to: number): { readonly boundaries: Boundary[]; readonly shown: boolean } {
    const device = this.#store.bestDevice(CONNECTION, from, to);
    if (device === undefined) return { boundaries: [], shown: false };
    let shown = true;
    const points = (code: string): GridPoint[] | null => {
      const totals = this.#store.points(device, code, from, to);
      const first = totals[0];
      if (!first) return null;
      const beyond = this.#store.beyond(device, code, first);
      if (beyond === null) shown = false;
      return totals.map((point) => ({ ...point, total: point.total + (beyond ?? 0) }));
    };
    const imported = points(IMPORTED);
    const exported = points(EXPORTED);
    const ends = [...(imported ?? []), ...(exported ?? [])].map(({ at }) => at);
    const [begin, end] = [ends.reduce((a, b) => Math.min(a, b)), ends.reduce((a, b) => Math.max(a, b))];
    const behind = (role: string) =>
      this.#store
        .registersLike(`${role}:`)
        .map((one) => this.#store.points(one.device, one.code, begin, end))
        .filter((list) => list.length > 0);
    const history = historyOfRegisters(imported, exported, {
      generated: behind("generated"),
      discharged: behind("discharged"),
      charged: behind("charged"),
    });
    return { boundaries: history ? [...boundariesOf(history)] : [], shown };
  }

  #table(from: number, to: number): ZoneTable {
    return zoneTable(this.#zone, (from - 2) * DAY, (to + 2) * DAY);
  }
}
