/**
 * Figures, times and dates as words, in both languages, from integers alone: exact decimals, true minus, half-width digits.
 * Local seconds are seconds since 1970 with the zone's offset already added.
 */
import { civil } from "../ledger/time.ts";

export type Lang = "en" | "zh";
export interface Both {
  readonly en: string;
  readonly zh: string;
}
/** Names of parties by address; who has none is shown by a shortened address. */
export type Names = Readonly<Record<string, Both>>;
/** Grid (slot length and start) and offset of the zone, in seconds: what turns a slot into a local time. */
export interface Place {
  readonly slotSeconds: number;
  readonly startSeconds: number;
  readonly utcOffset: number;
}

export const MINUS = "−";

/** An integer counted in 10^-scale with at least `least` decimals and no more than it has: (460000, 6, 2) gives "0.46". */
export function decimal(value: number, scale: number, least: number): string {
  const digits = String(Math.abs(value)).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ",");
  const part = digits
    .slice(digits.length - scale)
    .replace(/0+$/, "")
    .padEnd(least, "0");
  return `${value < 0 ? MINUS : ""}${whole}${part ? `.${part}` : ""}`;
}

/** Wh as kWh. */
export const kWh = (wh: number): string => `${decimal(wh, 3, 2)} kWh`;
/** W as kW. */
export const kW = (watts: number): string => `${decimal(watts, 3, 1)} kW`;
/** Micro-currency as ¥. */
export const yuan = (micro: number): string => `${micro < 0 ? MINUS : ""}¥${decimal(Math.abs(micro), 6, 2)}`;
/** Parts per million as per cent. */
export const percent = (ppm: number): string => `${decimal(ppm, 4, 0)} %`;
/** Micro-currency per kWh. */
export function perKWh(micro: number, lang: Lang): string {
  return lang === "en" ? `${yuan(micro)} per kWh` : `每 kWh ${yuan(micro)}`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "10:00" */
export function clock(local: number): string {
  const { second } = civil(local);
  const minutes = Math.floor(second / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** "17 June", "6 月 17 日" */
export function date(local: number, lang: Lang): string {
  const { month, day } = civil(local);
  return lang === "en" ? `${day} ${MONTHS[month - 1] ?? ""}` : `${month} 月 ${day} 日`;
}

/** "17 June, 10:00", "6 月 17 日 10:00" */
export function moment(local: number, lang: Lang): string {
  return lang === "en" ? `${date(local, lang)}, ${clock(local)}` : `${date(local, lang)} ${clock(local)}`;
}

/** A count with its thousands apart: "18,204". */
export const whole = (count: number): string => decimal(count, 0, 0);

/**
 * Seconds since 1970, to the second and with the zone they are told in: "17 June 2026, 18:00:05 (UTC+8)",
 * "2026 年 6 月 17 日 18:00:05（UTC+8）". `offset`: seconds that the reader's clock is ahead of UTC.
 */
export function exactMoment(seconds: number, offset: number, lang: Lang): string {
  const local = seconds + offset;
  const { year, second } = civil(local);
  const exact = `${clock(local)}:${String(second % 60).padStart(2, "0")}`;
  const zone = zoneText(offset);
  return lang === "en"
    ? `${date(local, lang)} ${year}, ${exact} (${zone})`
    : `${year} 年 ${date(local, lang)} ${exact}（${zone}）`;
}

/** A half-open interval: "17 June, 10:00–14:00"; midnight at its end is 24:00, an end on another day has its date. */
export function span(from: number, to: number, lang: Lang): string {
  const sameDay = Math.floor(from / 86_400) === Math.floor((to - 1) / 86_400);
  const end = sameDay ? (civil(to).second === 0 ? "24:00" : clock(to)) : moment(to, lang);
  return `${moment(from, lang)}–${end}`;
}

/** Local seconds of a slot's start. */
export function slotLocal(place: Place, slot: number): number {
  return slot * place.slotSeconds + place.startSeconds + place.utcOffset;
}

/** Slots first to last (both within), as a local interval. */
export function slotSpan(first: number, last: number, place: Place, lang: Lang): string {
  return span(slotLocal(place, first), slotLocal(place, last + 1), lang);
}

/** "UTC", "UTC+8" */
export const zoneText = (offset: number): string => (offset === 0 ? "UTC" : utcOffsetText(offset));

/** "UTC+8", "UTC−3:30" */
export function utcOffsetText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
  return `UTC${seconds < 0 ? MINUS : "+"}${hours}`;
}

/** Length of a slot: "15 minutes", "1 hour". */
export function duration(seconds: number, lang: Lang): string {
  if (seconds % 3600 === 0) {
    const hours = seconds / 3600;
    return lang === "en" ? `${hours} ${hours === 1 ? "hour" : "hours"}` : `${hours} 小时`;
  }
  const minutes = decimal(Math.floor((seconds * 10) / 60), 1, 0);
  return lang === "en" ? `${minutes} minutes` : `${minutes} 分钟`;
}

/** The party's name, or its address shortened to what can be compared: "watt1q3x9…7k2f". */
export function nameOf(party: string, names: Names, lang: Lang): string {
  return Object.hasOwn(names, party) ? (names[party]?.[lang] ?? party) : `${party.slice(0, 9)}…${party.slice(-4)}`;
}

/** Latin names and addresses stand apart from Chinese text; Chinese names do not. */
export function apart(name: string, lang: Lang): string {
  return lang === "zh" && /^[\x20-\x7e]/.test(name) ? ` ${name} ` : name;
}

/** Fills `{name}` in a text; throws a RangeError for a name without a value, because a hole in a contract is a fault. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new RangeError(`nothing to fill {${name}} with`);
    return value;
  });
}
