/** A period beside the one before: like with like, and what it was held against is said. */
import { describe, expect, test } from "vitest";
import { besideDay, besideMonth } from "../../renderer/screens/energy/beside.ts";
import { sum } from "../../renderer/parts/figures.ts";
import type { DayView, MonthView } from "../../shared/ipc/energyViews.ts";

const SLOTS = 96;
/** Each slot makes 100 Wh and uses its own number, as far as `read` says. */
function day(date: string, read: (slot: number) => boolean, slots = SLOTS): DayView {
  const series = (wh: (slot: number) => number) =>
    Array.from({ length: slots }, (_, slot) => (read(slot) ? wh(slot) : null));
  const generation = series(() => 100);
  const load = series((slot) => slot);
  return {
    date,
    start: 0,
    slots,
    slotSeconds: 900,
    generation,
    load,
    exported: generation,
    imported: load,
    known: slots,
    forecast: null,
    gaps: [],
    registers: [],
    totals: { generation: sum(generation), load: sum(load), exported: null, imported: null, ownUse: null },
    notes: [],
    replay: null,
  };
}
const all = () => true;

describe("a day", () => {
  test("that is over is held against the whole day before", () => {
    const beside = besideDay(day("2026-06-17", all), day("2026-06-16", all));
    expect(beside).toMatchObject({ before: { generation: 9600 }, extent: { what: "all" } });
  });
  test("that is still running is held against the same hours, and says until when", () => {
    const running = day("2026-06-17", (slot) => slot < 34);
    const beside = besideDay(running, day("2026-06-16", all));
    expect(beside?.now).toEqual({ generation: 3400, load: sum(running.load) });
    expect(beside?.before).toEqual(beside?.now);
    expect(beside?.extent).toEqual({ what: "until", time: 8.5 * 3600 });
  });
  test("a hole on either side counts on neither", () => {
    const beside = besideDay(
      day("2026-06-17", (slot) => slot !== 5),
      day("2026-06-16", (slot) => slot !== 9),
    );
    expect(beside?.now.generation).toBe(9400);
    expect(beside?.before).toEqual(beside?.now);
    expect(beside?.extent).toEqual({ what: "same" });
  });
  test("of which nothing was read beside the other says nothing", () => {
    expect(
      besideDay(
        day("2026-06-17", all),
        day("2026-06-16", () => false),
      ),
    ).toBeNull();
  });
  test("whose clock changed is held against the hours that both have", () => {
    // 92 slots: the hour from 2 to 3 is skipped, so 3 o'clock is the ninth slot.
    const beside = besideDay(
      day("2026-03-29", (slot) => slot < 12, 92),
      day("2026-03-28", all),
    );
    expect(beside?.now.generation).toBe(1200);
    expect(beside?.before.load).toBe(sum([0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15]));
    expect(beside?.extent).toEqual({ what: "until", time: 4 * 3600 });
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
