/**
 * Civil time to instants and back by a table of a zone's offsets. The table comes from `zones.ts`, which asks Intl;
 * in tests it is written by hand.
 */
import { DAY, dateText } from "./civilTime.ts";

/** Offsets from UTC in seconds, each valid from an instant (UTC seconds) to the next entry's; the first reaches back for ever. */
export interface ZoneTable {
  readonly zone: string;
  readonly offsets: readonly { readonly from: number; readonly offset: number }[];
}

export const fixedZone = (zone: string, offset: number): ZoneTable => ({ zone, offsets: [{ from: -1e15, offset }] });

/** Offset in force at an instant. */
export function offsetAt(table: ZoneTable, utc: number): number {
  let offset = table.offsets[0]?.offset ?? 0;
  for (const entry of table.offsets) {
    if (entry.from > utc) break;
    offset = entry.offset;
  }
  return offset;
}

/** A change of the clock: at `at` (UTC) from one offset to another; the civil times [from, to) are skipped or doubled. */
export interface ClockChange {
  readonly at: number;
  readonly kind: "skipped" | "doubled";
  readonly from: number;
  readonly to: number;
}

/** Changes whose civil times touch [from, to] (civil seconds). */
export function clockChanges(table: ZoneTable, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = [];
  let before = table.offsets[0];
  for (const after of table.offsets) {
    if (!before || before.offset === after.offset) continue;
    const forward = after.offset > before.offset;
    const change: ClockChange = {
      at: after.from,
      kind: forward ? "skipped" : "doubled",
      from: after.from + Math.min(before.offset, after.offset),
      to: after.from + Math.max(before.offset, after.offset),
    };
    if (change.to > from && change.from <= to) changes.push(change);
    before = after;
  }
  return changes;
}

/** First instant of a civil time. A skipped one becomes the instant of the change. */
export function instantOf(table: ZoneTable, civil: number): number {
  for (const [i, { from, offset }] of table.offsets.entries()) {
    const until = table.offsets[i + 1]?.from ?? Infinity;
    if (civil - offset < until) return Math.max(civil - offset, from);
  }
  return civil;
}

/** Local day number of an instant. */
export const localDay = (table: ZoneTable, utc: number): number => Math.floor((utc + offsetAt(table, utc)) / DAY);
/** Local date of an instant. */
export const localDate = (table: ZoneTable, utc: number): string => dateText(localDay(table, utc));
/** The local day [start, end) in UTC seconds; 23, 24 or 25 hours long where clocks change by an hour. */
export const dayBounds = (table: ZoneTable, day: number): { start: number; end: number } => ({
  start: instantOf(table, day * DAY),
  end: instantOf(table, (day + 1) * DAY),
});
