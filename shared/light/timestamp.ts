/** Header times, exact to the nanosecond: google.protobuf.Timestamp, RFC 3339 text as CometBFT's JSON writes it. No clock here. */
import { dateOf, dayNumber } from "../calendar/days.ts";
import { Wire } from "./wire.ts";

export interface Timestamp {
  /** Whole seconds since 1970-01-01T00:00:00Z; negative before. */
  readonly seconds: number;
  /** 0 to 999,999,999, forward from the second. */
  readonly nanos: number;
}

/** Go's zero time, which an absent vote carries: 0001-01-01T00:00:00Z. */
export const ZERO_TIME: Timestamp = { seconds: -62_135_596_800, nanos: 0 };

export function encodeTimestamp(time: Timestamp): Uint8Array {
  return new Wire().int(1, time.seconds).int(2, time.nanos).done();
}

export function compareTimes(a: Timestamp, b: Timestamp): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}

/** A time moved by whole milliseconds. */
export function plusMs(time: Timestamp, ms: number): Timestamp {
  const seconds = Math.floor(ms / 1000);
  const nanos = time.nanos + (ms - seconds * 1000) * 1_000_000;
  return nanos < 1_000_000_000
    ? { seconds: time.seconds + seconds, nanos }
    : { seconds: time.seconds + seconds + 1, nanos: nanos - 1_000_000_000 };
}

export function fromMs(ms: number): Timestamp {
  return plusMs({ seconds: 0, nanos: 0 }, ms);
}

/** Milliseconds since 1970, rounded down. */
export function toMs(time: Timestamp): number {
  return time.seconds * 1000 + Math.floor(time.nanos / 1_000_000);
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 in years 1 to 9999; undefined for anything else, a 30 February and a leap second included. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const m = RFC3339.exec(text);
  if (m === null) return undefined;
  const [year, month, day, hour, minute, second] = m.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  let offset = 0;
  const zone = m[8] as string;
  if (zone !== "Z") {
    const hours = Number(zone.slice(1, 3));
    const minutes = Number(zone.slice(4, 6));
    if (hours > 23 || minutes > 59) return undefined;
    offset = (zone.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
  return {
    seconds: dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset,
    nanos: Number((m[7] ?? "").padEnd(9, "0")),
  };
}

/** As Go's RFC3339Nano in UTC: no trailing zeros in the fraction. */
export function formatTimestamp(time: Timestamp): string {
  const days = Math.floor(time.seconds / 86_400);
  const rest = time.seconds - days * 86_400;
  const { year, month, day } = dateOf(days);
  const two = (n: number): string => String(n).padStart(2, "0");
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
  const fraction = String(time.nanos).padStart(9, "0").replace(/0+$/, "");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}${fraction === "" ? "" : `.${fraction}`}Z`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
