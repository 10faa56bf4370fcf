/**
 * Times in P1 telegrams: YYMMDDhhmmss and S (summer) or W (winter) of Central European Time; telegrams before DSMR 4 leave the letter out.
 * Then the European Union's rule decides: summer from the last Sunday of March to that of October, 01:00 UTC.
 */
import { dateOf, dayNumber } from "../../calendar/days.ts";
import { DAY } from "../civilTime.ts";

const HOUR = 3600;

/** UTC seconds, or undefined for a time that does not exist. */
export function readDsmrTime(text: string): number | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([SW]?)$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const days = dayNumber(2000 + year, month, day);
  if (dateOf(days).day !== day) return undefined;
  const civil = days * DAY + hour * HOUR + minute * 60 + second;
  if (match[7] === "S") return civil - 2 * HOUR;
  if (match[7] === "W") return civil - HOUR;
  return isSummer(2000 + year, civil - 2 * HOUR) ? civil - 2 * HOUR : civil - HOUR;
}

function isSummer(year: number, utc: number): boolean {
  return utc >= lastSunday(year, 3) + HOUR && utc < lastSunday(year, 10) + HOUR;
}

/** Midnight UTC of the last Sunday of a month with 31 days. Day 0, 1 January 1970, was a Thursday. */
function lastSunday(year: number, month: number): number {
  const last = dayNumber(year, month, 31);
  return (last - ((last + 4) % 7)) * DAY;
}
