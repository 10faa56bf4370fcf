/** When a contract delivers, in the words of its lead: weekday, date, hours, and the energy of each slot where it is the same in all. */
import { civil } from "../ledger/time.ts";
import type { Energy } from "../ledger/units.ts";
import { clock, date, duration, kWh, type Lang, type Place, slotLocal } from "./format.ts";
import { runsOf } from "./runs.ts";

const WEEKDAYS = {
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  zh: ["日", "一", "二", "三", "四", "五", "六"],
} as const;

/** "on Tuesday 16 June from 10:00 to 14:00, 0.375 kWh in each quarter-hour", "6 月 16 日（星期二）10:00 至 14:00，每 15 分钟 0.375 kWh". */
export function whenText(energy: Energy, place: Place, lang: Lang): string {
  const runs = runsOf(energy);
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return lang === "en" ? "in no slot" : "无时段";
  const [from, to] = [slotLocal(place, first.first), slotLocal(place, last.last + 1)];
  const interval = spanText(from, to, lang, runs.length > 1);
  if (runs.length > 1) return lang === "en" ? `${interval}, in the slots listed below` : `${interval}，各时段见下`;
  if (first.first === first.last) return interval;
  const each = lang === "en" ? slotName(place.slotSeconds) : duration(place.slotSeconds, "zh");
  return lang === "en" ? `${interval}, ${kWh(first.wh)} in each ${each}` : `${interval}，每 ${each} ${kWh(first.wh)}`;
}

/** "Tuesday 16 June", "6 月 16 日（星期二）" of local seconds. */
export function weekdayDate(local: number, lang: Lang): string {
  // 1 January 1970 was a Thursday.
  const day = WEEKDAYS[lang][(Math.floor(local / 86_400) + 4) % 7] ?? "";
  return lang === "en" ? `${day} ${date(local, lang)}` : `${date(local, lang)}（星期${day}）`;
}

function spanText(from: number, to: number, lang: Lang, within: boolean): string {
  const sameDay = Math.floor(from / 86_400) === Math.floor((to - 1) / 86_400);
  const end = civil(to).second === 0 ? "24:00" : clock(to);
  if (sameDay) {
    const [start, stop] = within ? ["between", "and"] : ["from", "to"];
    return lang === "en"
      ? `on ${weekdayDate(from, lang)} ${start} ${clock(from)} ${stop} ${end}`
      : `${weekdayDate(from, lang)}${clock(from)} 至 ${end}${within ? " 之间" : ""}`;
  }
  return lang === "en"
    ? `from ${weekdayDate(from, lang)}, ${clock(from)}, to ${weekdayDate(to, lang)}, ${clock(to)}`
    : `${weekdayDate(from, lang)}${clock(from)} 至 ${weekdayDate(to, lang)}${clock(to)}`;
}

function slotName(seconds: number): string {
  if (seconds === 900) return "quarter-hour";
  if (seconds === 3600) return "hour";
  return seconds === 86_400 ? "day" : `slot of ${duration(seconds, "en")}`;
}
