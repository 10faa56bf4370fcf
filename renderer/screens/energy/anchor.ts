/** Which day, week, month or year is shown: all of them by one date, so that a change of span stays where the reader was. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { addDays, addMonths, dateSeconds, dateText } from "../../parts/times.ts";
import { energyWords } from "./words.ts";

export const SPANS = ["day", "week", "month", "year"] as const;
export type SpanName = (typeof SPANS)[number];

/** The Monday of a date's week. */
export const mondayOf = (date: string): string =>
  addDays(date, -((new Date(dateSeconds(date) * 1000).getUTCDay() + 6) % 7));

/** A date within the period that lies so many further. */
export function stepped(span: SpanName, date: string, by: number): string {
  switch (span) {
    case "day":
      return addDays(date, by);
    case "week":
      return addDays(mondayOf(date), 7 * by);
    case "month":
      return `${addMonths(date.slice(0, 7), by)}-01`;
    case "year":
      return `${String(Number(date.slice(0, 4)) + by).padStart(4, "0")}-01-01`;
    default:
      return never(span);
  }
}

/** "Wed 17 June", "15–21 June", "June 2026", "2026"; `style` short: as it stands beside another. */
export function spanTitle(span: SpanName, date: string, lang: Lang, style: "title" | "short"): string {
  switch (span) {
    case "day":
      return dateText(lang, date, style === "title" ? "short" : "day");
    case "week":
      return daysText(mondayOf(date), addDays(mondayOf(date), 6), lang);
    case "month":
      return dateText(lang, date.slice(0, 7), style === "title" ? "month" : "monthName");
    case "year":
      return dateText(lang, date.slice(0, 4), "year");
    default:
      return never(span);
  }
}

/** "17 June", or "15–21 June", or "29 June – 5 July". */
export function daysText(from: string, to: string, lang: Lang): string {
  if (from === to) return dateText(lang, from, "day");
  if (from.slice(0, 7) !== to.slice(0, 7)) return `${dateText(lang, from, "day")} – ${dateText(lang, to, "day")}`;
  return energyWords.say("days", {
    from: Number(from.slice(8)),
    to: Number(to.slice(8)),
    month: dateText(lang, from, "monthName"),
  });
}

const never = (span: never): never => {
  throw new TypeError(`no such span: ${String(span)}`);
};
