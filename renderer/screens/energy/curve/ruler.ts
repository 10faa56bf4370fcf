/** Ticks below a curve: hours while it is about a day, days beyond; a label wherever there is room for one. */
import type { Lang } from "../../../../shared/ipc/ledgerViews.ts";
import { labelWidth } from "../../../parts/ribbon/blocks.ts";
import { clockText, dateText, localDate } from "../../../parts/times.ts";
import type { Part, Stretch } from "./stretch.ts";

export interface Mark {
  /** Point of the part at whose start it stands; the number of points for the end. */
  readonly index: number;
  readonly label: string | null;
  /** A local midnight. */
  readonly strong: boolean;
}
const DAY = 86_400;
const HOURS = [1, 2, 3, 6, 12];
const ROOM = 12;

export function rulerMarks(stretch: Stretch, part: Part, px: number, lang: Lang): Mark[] {
  const count = part.to - part.from;
  const last = part.to - 1;
  const local = (index: number): number =>
    index < count
      ? (stretch.local[part.from + index] ?? 0)
      : (stretch.local[last] ?? 0) + (stretch.slots[last] ?? 0) * stretch.slotSeconds;
  const perHour = (px * 3600) / (stretch.width * stretch.slotSeconds);
  return perHour * 24 >= 300 ? hours(count, local, perHour) : days(count, local, perHour * 24, lang);
}

function hours(count: number, local: (index: number) => number, perHour: number): Mark[] {
  const every = (HOURS.find((hour) => hour * perHour >= 48) ?? 24) * 3600;
  const marks: Mark[] = [];
  let before = "";
  for (let index = 0; index <= count; index++) {
    const at = local(index);
    if (at % 3600 !== 0) continue;
    // The end of a day is its 24:00 where nothing follows.
    const text = at % every === 0 ? clockText(at, index === count) : null;
    // An hour that comes twice is written once.
    marks.push({ index, label: text === before ? null : text, strong: at % DAY === 0 });
    if (text) before = text;
  }
  return marks;
}

function days(count: number, local: (index: number) => number, perDay: number, lang: Lang): Mark[] {
  const midnights: number[] = [];
  for (let index = 0; index <= count; index++) if (local(index) % DAY === 0) midnights.push(index);
  const text = (index: number): string => {
    const date = localDate(local(index));
    return perDay >= 80 ? `${dateText(lang, date, "weekday")} ${Number(date.slice(8))}` : String(Number(date.slice(8)));
  };
  const widest = Math.max(0, ...midnights.map((index) => labelWidth(text(index)))) + ROOM;
  const every = Math.max(1, Math.ceil(widest / perDay));
  return midnights.map((index, i) => ({
    index,
    label: i % every === 0 && index < count ? text(index) : null,
    strong: true,
  }));
}
