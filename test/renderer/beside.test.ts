/** A period beside the one before: like with like, and what it was held against is said. */
import { describe, expect, test } from "vitest";
import { besideCurve, besideMonth, besideYear } from "../../renderer/screens/energy/beside.ts";
import { sum } from "../../renderer/parts/figures.ts";
import type { YearView } from "../../shared/ipc/curveViews.ts";
import type { MonthView } from "../../shared/ipc/energyViews.ts";
import { sampleCurve } from "./mock/sampleCurve.ts";

/** Each quarter-hour makes 100 Wh and uses its own number, as far as `read` says. */
const one = (slots: number, read: (slot: number) => boolean) => ({
  slots,
  held: (slot: number) => (read(slot) ? { own: 0, out: 100, into: slot } : null),
});
const day = (date: string, read: (slot: number) => boolean, slots = 96) => sampleCurve(date, [one(slots, read)]);
const all = () => true;

describe("a day", () => {
  test("that is over is held against the whole day before", () => {
    const beside = besideCurve(day("2026-06-17", all), day("2026-06-16", all));
    expect(beside).toMatchObject({ before: { generation: 9600 }, extent: { what: "all" } });
  });
  test("that is still running is held against the same hours, and says until when", () => {
    const running = day("2026-06-17", (slot) => slot < 34);
    const beside = besideCurve(running, day("2026-06-16", all));
    expect(beside?.now).toEqual({ generation: 3400, load: sum(running.load) });
    expect(beside?.before).toEqual(beside?.now);
    expect(beside?.extent).toEqual({ what: "until", time: 8.5 * 3600 });
  });
  test("a hole on either side counts on neither", () => {
    const beside = besideCurve(
      day("2026-06-17", (slot) => slot !== 5),
      day("2026-06-16", (slot) => slot !== 9),
    );
    expect(beside?.now.generation).toBe(9400);
    expect(beside?.before).toEqual(beside?.now);
    expect(beside?.extent).toEqual({ what: "same" });
  });
  test("of which nothing was read beside the other says nothing", () => {
    expect(
      besideCurve(
        day("2026-06-17", all),
        day("2026-06-16", () => false),
      ),
    ).toBeNull();
  });
  test("whose clock changed is held against the hours that both have", () => {
    // 92 slots: the hour from 2 to 3 is skipped, so 3 o'clock is the ninth slot.
    const beside = besideCurve(
      day("2026-03-29", (slot) => slot < 12, 92),
      day("2026-03-28", all),
    );
    expect(beside?.now.generation).toBe(1200);
    expect(beside?.before.load).toBe(sum([0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15]));
    expect(beside?.extent).toEqual({ what: "until", time: 4 * 3600 });
  });
});

describe("a week", () => {
  const week = (from: string, read: (day: number, slot: number) => boolean) =>
    sampleCurve(
      from,
      Array.from({ length: 7 }, (_, i) => one(96, (slot) => read(i, slot))),
    );
  test("that is still running is held against the same days of the week before", () => {
    const beside = besideCurve(
      week("2026-06-15", (i, slot) => i < 2 || (i === 2 && slot < 40)),
      week("2026-06-08", () => true),
    );
    expect(beside?.now.generation).toBe(100 * 232);
    expect(beside?.before).toEqual(beside?.now);
    expect(beside?.extent).toEqual({ what: "until", time: 2 * 86_400 + 10 * 3600 });
  });
});

describe("a year", () => {
  const months = (year: number, count: number, over: Partial<YearView["months"][number]> = {}) =>
    Array.from({ length: count }, (_, i) => ({
      month: `${year}-${String(i + 1).padStart(2, "0")}`,
      missingSlots: 0,
      partial: false,
      generation: 1000,
      load: 500 + i,
      exported: 700,
      imported: 200,
      ownUse: 300,
      ...(i === count - 1 ? over : {}),
    }));
  const year = (own: YearView["months"], previous: YearView["previous"]): YearView => ({
    year: "2026",
    months: own,
    previous,
    registers: [],
    totals: { generation: null, load: null, exported: null, imported: null, ownUse: null },
  });
  const before = months(2025, 12).map(({ month, missingSlots, partial, load }) => ({
    month,
    missingSlots,
    partial,
    generation: 900,
    load,
  }));
  test("is held against the months of the year before that were read whole, as its own were", () => {
    const beside = besideYear(year(months(2026, 6, { partial: true }), before));
    expect(beside).toEqual({
      now: { generation: 5000, load: 2510 },
      before: { generation: 4500, load: 2510 },
      extent: { what: "same" },
    });
  });
  test("that is over is held against the whole one before; without one it says nothing", () => {
    expect(besideYear(year(months(2026, 12), before))?.extent).toEqual({ what: "all" });
    expect(besideYear(year(months(2026, 12), []))).toBeNull();
  });
});

describe("a month", () => {
  const monthDay = (date: string, over: { partial?: boolean; missingSlots?: number; generation?: number } = {}) => ({
    date,
    generation: 1000,
    load: 500,
    exported: 700,
    imported: 200,
    ownUse: 300,
    missingSlots: 0,
    partial: false,
    ...over,
  });
  const month = (days: MonthView["days"], more: Partial<MonthView> = {}): MonthView => ({
    month: "2026-06",
    days,
    previous: Array.from({ length: 31 }, (_, i) => ({
      date: `2026-05-${String(i + 1).padStart(2, "0")}`,
      generation: 2000,
      load: 400,
      missingSlots: 0,
      partial: false,
    })),
    running: null,
    registers: [],
    totals: { generation: null, load: null, exported: null, imported: null, ownUse: null },
    ...more,
  });
  test("still running is held against the month before up to the same day and hour", () => {
    const running = { date: "2026-06-02", until: 8 * 3600, generation: 300, load: 100 };
    const beside = besideMonth(
      month([monthDay("2026-06-01"), monthDay("2026-06-02", { partial: true, generation: 200 })], { running }),
    );
    expect(beside).toEqual({
      now: { generation: 1200, load: 1000 },
      before: { generation: 2300, load: 500 },
      extent: { what: "until", time: 8 * 3600 },
    });
  });
  test("leaves out days that are not whole on both sides, and says so", () => {
    const beside = besideMonth(month([monthDay("2026-06-01"), monthDay("2026-06-02", { missingSlots: 3 })]));
    expect(beside).toMatchObject({ now: { generation: 1000 }, before: { generation: 2000 }, extent: { what: "same" } });
  });
  test("without a day before to stand beside says nothing", () => {
    expect(besideMonth(month([monthDay("2026-06-01")], { previous: [] }))).toBeNull();
  });
});
