/**
 * Civil (wall clock) time as a number: seconds since 1970-01-01T00:00 of the same clock, whatever the clock's zone. Reads the
 * date-time notations that meter files use.
 */
import { dateOf, dayNumber } from "../calendar/days.ts";

export const DAY = 86_400;
export type DateOrder = "ymd" | "dmy" | "mdy";

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
/** "2011-07-01" of a day number. */
export function dateText(days: number): string {
  const { year, month, day } = dateOf(days);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}
/** Day number of "2011-07-01", or undefined. */
export function dayOfText(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return validDate(year, month, day) ? dayNumber(year, month, day) : undefined;
}
/** "2011-07-01 00:30" of civil seconds; seconds of a minute only where there are some. */
export function civilText(civil: number): string {
  const days = Math.floor(civil / DAY);
  const s = civil - days * DAY;
  const text = `${dateText(days)} ${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}`;
  return s % 60 === 0 ? text : `${text}:${two(s % 60)}`;
}

function validDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1970 || year > 2200) return false;
  if (day <= 28) return true;
  return dateOf(dayNumber(year, month, day)).month === month;
}

/** Filled by `readTime`; one object is reused for a whole file. */
export interface ReadTime {
  /** Civil seconds; UTC seconds when `offset` is a number. */
  seconds: number;
  /** Offset from UTC in seconds that the text itself states, or NaN. */
  offset: number;
  /** False for a date without a time of day. */
  hasClock: boolean;
}
export const newReadTime = (): ReadTime => ({ seconds: 0, offset: NaN, hasClock: false });

const group = new Float64Array(8);
const width = new Int32Array(8);

/**
 * Reads "2011-07-01 00:30[:00[.000]]", "2011-07-01T00:30+10:00", "01.07.2011 00:30", "7/1/2011 1:30 PM", "20110701 0030",
 * "201107010030", "2011年7月1日 0:30", and Unix seconds or milliseconds, from `text[start, end)`. 24:00 is the day's end. False
 * when it is none of these or no such date exists.
 */
export function readTime(text: string, start: number, end: number, order: DateOrder, out: ReadTime): boolean {
  let n = 0;
  let half = -1;
  out.offset = NaN;
  let i = start;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (n === 7) return false;
      let value = 0;
      const from = i;
      let c = code;
      do {
        value = value * 10 + c - 48;
        c = ++i < end ? text.charCodeAt(i) : 0;
      } while (c >= 48 && c <= 57);
      group[n] = value;
      width[n++] = i - from;
      continue;
    }
    if (n === 0) return false;
    if (n >= 2 && (code === 43 || code === 45) && (n >= 5 || (width[0] ?? 0) >= 8)) {
      const offset = readOffset(text.slice(i, end));
      if (offset === undefined) return false;
      out.offset = offset;
      break;
    }
    if ((code === 90 || code === 122) && i + 1 === end) {
      out.offset = 0;
      break;
    }
    if ((code === 65 || code === 97 || code === 80 || code === 112) && n >= 4) {
      if ((text.charCodeAt(i + 1) | 32) !== 109 || i + 2 !== end) return false;
      half = (code | 32) === 112 ? 12 : 0;
      break;
    }
    if (!isSeparator(code)) return false;
    i++;
  }
  return n > 0 && compose(n, half, order, out);
}

// - / . : , space T t and 年 月 日 时 時 分 秒
const isSeparator = (code: number): boolean =>
  code === 45 || code === 47 || code === 46 || code === 58 || code === 44 || code === 32 || code === 84 || code === 116 ||
  code === 0x5e74 || code === 0x6708 || code === 0x65e5 || code === 0x65f6 || code === 0x6642 || code === 0x5206 || code === 0x79d2; // prettier-ignore

function compose(n: number, half: number, order: DateOrder, out: ReadTime): boolean {
  const digits = width[0] ?? 0;
  const head = group[0] ?? 0;
  let year: number;
  let month: number;
  let day: number;
  let next: number;
  if (n === 1 && (digits === 13 || (digits === 10 && head < 2_000_000_000))) {
    out.seconds = digits === 13 ? Math.floor(head / 1000) : head;
    out.offset = 0;
    out.hasClock = true;
    return true;
  }
  let clock = -1;
  if (digits === 8 || digits === 12 || digits === 14) {
    const date = digits === 8 ? head : digits === 12 ? Math.floor(head / 10_000) : Math.floor(head / 1_000_000);
    year = Math.floor(date / 10_000);
    month = Math.floor(date / 100) % 100;
    day = date % 100;
    next = 1;
    if (digits === 12) clock = Math.floor((head % 10_000) / 100) * 3600 + (head % 100) * 60;
    if (digits === 14)
      clock = Math.floor((head % 1_000_000) / 10_000) * 3600 + (Math.floor(head / 100) % 100) * 60 + (head % 100);
    if (digits === 8 && n === 2 && (width[1] === 4 || width[1] === 6)) {
      const t = width[1] === 4 ? (group[1] ?? 0) * 100 : (group[1] ?? 0);
      clock = Math.floor(t / 10_000) * 3600 + (Math.floor(t / 100) % 100) * 60 + (t % 100);
      next = 2;
    }
  } else {
    if (n < 3) return false;
    const ymd = digits === 4 || order === "ymd";
    year = ymd ? head : (group[2] ?? 0);
    month = ymd || order === "dmy" ? (group[1] ?? 0) : head;
    day = ymd ? (group[2] ?? 0) : order === "dmy" ? head : (group[1] ?? 0);
    if ((ymd ? digits : (width[2] ?? 0)) === 2) year += 2000;
    next = 3;
  }
  if (!validDate(year, month, day)) return false;
  out.hasClock = clock >= 0 || n > next;
  if (clock < 0) {
    if (n === next) clock = 0;
    else {
      if (n === next + 1 && half < 0) return false;
      let hour = group[next] ?? 0;
      const minute = n > next + 1 ? (group[next + 1] ?? 0) : 0;
      const second = n > next + 2 ? (group[next + 2] ?? 0) : 0;
      if (half >= 0) {
        if (hour < 1 || hour > 12) return false;
        hour = (hour % 12) + half;
      }
      if (hour > 24 || minute > 59 || second > 59 || n > next + 4) return false;
      clock = hour * 3600 + minute * 60 + second;
    }
  } else if (n > next) return false;
  if (clock > DAY) return false;
  out.seconds = dayNumber(year, month, day) * DAY + clock;
  if (out.offset === out.offset) out.seconds -= out.offset;
  return true;
}

/** Seconds since midnight of "00:30", "1:30 PM" or "003000" in a column of its own; NaN when it is no time of day. */
export function readClock(text: string): number {
  const match = /^(\d{1,2})[:.时](\d{2})(?:[:.分](\d{2}))?(?:\.\d+|秒|分)?\s*([ap]m)?$/iu.exec(text);
  const packed = match ?? /^(\d{2})(\d{2})(\d{2})?$/.exec(text);
  if (!packed) return NaN;
  let hour = Number(packed[1]);
  const minute = Number(packed[2]);
  const second = Number(packed[3] ?? 0);
  if (packed[4] !== undefined) hour = (hour % 12) + (packed[4].toLowerCase() === "pm" ? 12 : 0);
  const clock = hour * 3600 + minute * 60 + second;
  return minute < 60 && second < 60 && clock <= DAY ? clock : NaN;
}

function readOffset(text: string): number | undefined {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60;
  return seconds > 15 * 3600 ? undefined : match[1] === "-" ? -seconds : seconds;
}
