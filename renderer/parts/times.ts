/** Times as text. Market seconds plus the zone's offset give local seconds; those are read as if they were UTC, so no zone of the computer enters. */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", { timeZone: "UTC", ...options });
    formats.set(key, format);
  }
  return format;
}
/** Chinese dates are written with spaces between figures and characters: 6 月 17 日 星期三. */
const spaced = (text: string) =>
  text
    .replace(/(\d)([年月日])/g, "$1 $2")
    .replace(/([年月])(\d)/g, "$1 $2")
    .replace(/日(星期|周)/g, "日 $1");

const pad = (n: number) => String(n).padStart(2, "0");
/** "14:10" of local seconds; `end` writes midnight as 24:00. */
export function clockText(local: number, end = false): string {
  const day = ((local % 86_400) + 86_400) % 86_400;
  if (end && day === 0) return "24:00";
  return `${pad(Math.floor(day / 3600))}:${pad(Math.floor((day % 3600) / 60))}`;
}
export const rangeText = (from: number, to: number): string => `${clockText(from)}–${clockText(to, true)}`;

/** "YYYY-MM-DD" of local seconds. */
export const localDate = (local: number): string => new Date(local * 1000).toISOString().slice(0, 10);
export const dateSeconds = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;
export const addDays = (date: string, days: number): string => localDate(dateSeconds(date) + days * 86_400);
export const addMonths = (month: string, months: number): string => {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
};

type DateStyle = "long" | "short" | "day" | "month" | "monthName" | "monthShort" | "weekday" | "year";
/** Chinese writes months as figures, and weekdays in full. */
const styleOf = (style: DateStyle, lang: Lang): Intl.DateTimeFormatOptions => {
  const month = lang === "en" ? "long" : "numeric";
  switch (style) {
    case "long":
      return { weekday: "long", day: "numeric", month: "long" };
    case "short":
      return { weekday: lang === "en" ? "short" : "long", day: "numeric", month: "long" };
    case "day":
      return { day: "numeric", month: "long" };
    case "month":
      return { month: "long", year: "numeric" };
    case "monthName":
      return { month };
    case "monthShort":
      return { month: lang === "en" ? "short" : "numeric" };
    case "weekday":
      return { weekday: "short" };
    case "year":
      return { year: "numeric" };
  }
};
export const dateText = (lang: Lang, date: string, style: DateStyle): string => {
  const text = dateFormat(lang, styleOf(style, lang)).format(
    new Date(dateSeconds(`${date}${"-01-01".slice(0, 10 - date.length)}`) * 1000),
  );
  return lang === "en" ? text.replace(",", "") : spaced(text);
};
/** "17 June 14:10" of local seconds. */
export const momentText = (lang: Lang, local: number): string =>
  `${dateText(lang, localDate(local), "day")} ${clockText(local)}`;

/** A half-open span of local seconds: "17 June 10:30–11:00"; whole days by their dates, "8 June – 14 June". */
export function spanText(lang: Lang, from: number, to: number): string {
  const day = (local: number) => dateText(lang, localDate(local), "day");
  const last = to - 1;
  const isWhole = clockText(from) === "00:00" && clockText(to) === "00:00";
  if (day(from) === day(last)) return isWhole ? day(from) : `${day(from)} ${rangeText(from, to)}`;
  return isWhole ? `${day(from)} – ${day(last)}` : `${momentText(lang, from)} – ${momentText(lang, to)}`;
}

/** Wall time (header seconds) in the computer's own zone: "17 Jun 2026, 14:10". */
export const wallText = (lang: Lang, seconds: number, style: "date" | "second" = "date"): string => {
  const text = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", {
    dateStyle: "medium",
    timeStyle: style === "second" ? "medium" : "short",
  }).format(seconds * 1000);
  return lang === "en" ? text : spaced(text);
};
