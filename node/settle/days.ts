/** Local days of a zone, and the slots that begin in them. Seconds of market time. */
import { dateOf, dayNumber } from "../../shared/calendar/days.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import { slotOf, slotStart } from "../../shared/ledger/time.ts";
import { Complaint } from "../command/complaint.ts";

const DAY = 86_400;

export interface LocalDay {
  /** YYYY-MM-DD */
  readonly name: string;
  /** Its first second. */
  readonly from: number;
}

/** The day of that name, or the day before the one that runs. */
export function dayOf(name: string | undefined, market: number, utcOffset: number): LocalDay {
  const days = name === undefined ? Math.floor((market + utcOffset) / DAY) - 1 : numberOf(name);
  const { year, month, day } = dateOf(days);
  const two = (n: number): string => String(n).padStart(2, "0");
  return { name: `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`, from: days * DAY - utcOffset };
}

function numberOf(name: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(name);
  const [year = 0, month = 0, day = 0] = (match ?? []).slice(1).map(Number);
  const days = dayNumber(year, month, day);
  const found = match ? dateOf(days) : undefined;
  if (found?.month !== month || found.day !== day)
    throw new Complaint({
      en: `--day ${name} is no date; write it like 2026-06-17.`,
      zh: `--day ${name} 不是日期，请写成 2026-06-17 的样子。`,
    });
  return days;
}

export function slotsOfDay(grid: GridParams, from: number): { readonly first: number; readonly count: number } {
  const first = slotOf(grid, from - 1) + 1;
  const end = slotOf(grid, from + DAY - 1) + 1;
  if (slotStart(grid, first) >= from + DAY) throw new RangeError("no slot begins on that day");
  return { first, count: end - first };
}
