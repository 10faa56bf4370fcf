/** Offsets of IANA zones as tables, asked of Intl, once per zone and span of years; the ledger's rules never ask it. */
import { dayNumber } from "../calendar/days.ts";
import { importFault } from "./importFault.ts";
import { type ZoneTable, fixedZone } from "./zoneTable.ts";

const WEEK = 7 * 86_400;

/** Offset in seconds of a formatter's zone at an instant: its civil time read as UTC, minus the instant. */
function offsetOf(format: Intl.DateTimeFormat, utc: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utc * 1000)) part[type] = Number(value);
  const of = (name: string): number => part[name] ?? NaN;
  const civil =
    dayNumber(of("year"), of("month"), of("day")) * 86_400 + of("hour") * 3600 + of("minute") * 60 + of("second");
  return civil - utc;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      throw importFault("zone", { zone });
    }
    formats.set(zone, format);
  }
  return format;
}

/** Offsets in force from `from` to `to` (UTC seconds). Throws import.zone for a name that is no zone. */
export function zoneTable(zone: string, from: number, to: number): ZoneTable {
  const format = formatOf(zone);
  const first = offsetOf(format, from);
  const offsets = [...fixedZone(zone, first).offsets];
  let offset = first;
  for (let at = from; at < to;) {
    const next = Math.min(at + WEEK, to);
    const later = offsetOf(format, next);
    if (later !== offset) {
      let low = at;
      let high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetOf(format, middle) === offset) low = middle;
        else high = middle;
      }
      offset = offsetOf(format, high);
      offsets.push({ from: high, offset });
      at = high;
    } else at = next;
  }
  return { zone, offsets };
}

/** Zones whose clock rules differ, tried in this order after the computer's own. */
export const CANDIDATE_ZONES: readonly string[] = [
  "Asia/Shanghai",
  "Europe/Berlin",
  "Europe/London",
  "Australia/Sydney",
  "America/New_York",
  "Europe/Helsinki",
  "Pacific/Auckland",
  "America/Santiago",
];
