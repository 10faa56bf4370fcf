/** The demo meter: which day plays when, what is hidden, counters for the meter agent, days and months in market time. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Readings } from "../../../electron/readings/readings.ts";
import type { Market } from "../../../electron/readings/replay.ts";
import { DayView, MonthView } from "../../../shared/ipc/energyViews.ts";
import { dayNumber } from "../../../shared/calendar/days.ts";
import { civilText } from "../../../shared/metering/civilTime.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { type Fixture, SAMPLE, fixture, hasSample, importPath } from "./readingsFixture.ts";

const OFFSET = 28_800;
const MIDNIGHT = dayNumber(2030, 6, 17) * 86_400 - OFFSET;
const market = (hours: number, chain = "demo"): Market => ({ chain, now: MIDNIGHT + Math.round(hours * 3600), utcOffset: OFFSET }); // prettier-ignore

function playing(at: Market): Fixture & { best: string } {
  const one = fixture();
  const { report } = importPath(one.readings, one.file("home.csv", generateHome(3)), at);
  return { ...one, best: report.replayDate };
}

describe("which day plays", () => {
  it.each([
    [0, "2030-06-17"],
    [10.99, "2030-06-17"],
    [11, "2030-06-18"],
    [23.9, "2030-06-18"],
  ])("imported at %f h, the best day plays on %s", (hours, date) => {
    const { readings, best } = playing(market(hours));
    const noon = { ...market(0), now: dayNumber(2030, 6, Number(date.slice(8))) * 86_400 - OFFSET + 43_200 };
    expect(readings.day("replay", null, noon)).toMatchObject({ date, replay: { file: "home.csv", fileDate: best } });
  });
  it("stays where it is afterwards, and begins anew on another chain", () => {
    const { readings, best } = playing(market(8));
    const later = { ...market(0), now: MIDNIGHT + 5 * 86_400 };
    expect(readings.day("replay", "2030-06-17", later)?.replay?.fileDate).toBe(best);
    const other = { ...later, chain: "other" };
    expect(readings.day("replay", null, other)?.replay?.fileDate).toBe(best);
  });
  it("needs no market at import", () => {
    const { readings, file } = fixture();
    importPath(readings, file("home.csv", generateHome(3)), null);
    expect(readings.day("replay", null, null)).toBeNull();
    expect(readings.live(null)).toEqual({ hasMeter: true, at: null, makingW: null, usingW: null, exportW: null, importW: null }); // prettier-ignore
    expect(readings.day("replay", null, market(9))?.known).toBe(36);
  });
  it("nothing without a file", () => {
    const { readings } = fixture();
    expect(readings.day("replay", null, market(9))).toBeNull();
    expect(readings.month("file", null, null)).toBeNull();
    expect(readings.plays()).toBeNull();
    expect(readings.live(market(9)).hasMeter).toBe(false);
    expect(readings.counterAt("1.8.0", 1, market(9))).toBeNull();
    expect(readings.forecast(96, market(9))).toBeNull();
  });
});

describe("what market time has not reached is hidden", () => {
  it("in the day, which forecasts it instead", () => {
    const { readings } = playing(market(8));
    const now = market(12.6); // 12:36: fifty whole quarter-hours
    const day = DayView.parse(readings.day("replay", null, now));
    expect(day).toMatchObject({ known: 50, slots: 96, start: MIDNIGHT, notes: ["derivedRegisters", "replayed"] });
    for (const key of ["generation", "load", "exported", "imported"] as const) {
      expect(day[key].slice(0, 50).every((wh) => wh !== null)).toBe(true);
      expect(day[key].slice(50).every((wh) => wh === null)).toBe(true);
      expect(day[key].slice(0, 50).reduce<number>((sum, wh) => sum + (wh ?? NaN), 0)).toBe(day.totals[key]);
    }
    expect(day.gaps).toEqual([]);
    expect(day.forecast).toMatchObject({ from: 50 });
    expect(day.forecast?.load).toHaveLength(46);
    expect(readings.day("replay", "2030-06-18", now)).toMatchObject({ known: 0, totals: { load: null } });
    expect(readings.day("replay", "2030-06-18", now)?.forecast?.generation).toHaveLength(96);
    expect(readings.day("replay", "2030-06-19", now)).toBeNull();
  });
  it("in series, live and counters", () => {
    const { readings } = playing(market(8));
    const now = market(12.6);
    const { slots } = readings.series(MIDNIGHT + 12 * 3600, MIDNIGHT + 13 * 3600, now);
    expect(slots.map((slot) => slot.load !== null)).toEqual([true, true, false, false]);
    const last = slots[1];
    expect(readings.live(now)).toEqual({
      hasMeter: true,
      at: MIDNIGHT + 12.5 * 3600,
      makingW: (last?.generation ?? NaN) * 4,
      usingW: (last?.load ?? NaN) * 4,
      exportW: (last?.exported ?? NaN) * 4,
      importW: (last?.imported ?? NaN) * 4,
    });
    const boundary = (MIDNIGHT + 12.5 * 3600) / 900;
    expect(readings.counterAt("1.8.0", boundary, now)?.quality).toBe("measured");
    expect(readings.counterAt("1.8.0", boundary + 1, now)).toBeNull();
  });
});

describe("counters for the meter agent", () => {
  it("differ by exactly what the slots show, also across the seam where the file begins again", () => {
    const { readings } = playing(market(8));
    const far = { ...market(8), now: MIDNIGHT + 200 * 86_400 };
    const from = MIDNIGHT / 900;
    const count = 62 * 96;
    const { slots } = readings.series(MIDNIGHT, MIDNIGHT + count * 900, far);
    for (let k = 0; k < count; k += 7)
      for (const [register, key] of [["1.8.0", "imported"], ["2.8.0", "exported"]] as const) {
        const before = readings.counterAt(register, from + k, far);
        const after = readings.counterAt(register, from + k + 1, far);
        expect([before?.quality, after?.quality]).toEqual(["measured", "measured"]);
        expect((after?.counter ?? NaN) - (before?.counter ?? NaN)).toBe(slots[k]?.[key]);
      } // prettier-ignore
  });
  it("are not there before the file begins", () => {
    const { readings } = playing(market(8));
    expect(readings.counterAt("1.8.0", MIDNIGHT / 900 - 70 * 96, market(9))).toBeNull();
  });

  const T0 = dayNumber(2025, 5, 1) * 86_400;
  const quarters = (missing: readonly number[]) =>
    `time,consumption kWh,generation kWh\n${Array.from({ length: 96 }, (_, k) => `${civilText(T0 + k * 900)},${missing.includes(k) ? "," : "0.1,0.02"}`).join("\n")}\n`; // prettier-ignore
  it("say missing within a gap, and measured at both its ends", () => {
    const { readings, file } = fixture();
    importPath(readings, file("gap.csv", quarters([40, 41, 42])), market(0));
    const late = market(24);
    const at = (k: number) => readings.counterAt("1.8.0", MIDNIGHT / 900 + k, late);
    expect([39, 40, 41, 42, 43, 44].map((k) => at(k)?.quality)).toEqual(["measured", "measured", "missing", "missing", "measured", "measured"]); // prettier-ignore
    expect(readings.day("replay", null, market(23.99))).toMatchObject({ gaps: [{ from: 40, to: 43 }], totals: { load: 92 * 100 } }); // prettier-ignore
  });
  it("mark the end of a lone missing slot, which has a reading at both ends", () => {
    const { readings, file } = fixture();
    importPath(readings, file("gap.csv", quarters([40])), market(0));
    const at = (k: number) => readings.counterAt("1.8.0", MIDNIGHT / 900 + k, market(24));
    expect([40, 41, 42].map((k) => at(k)?.quality)).toEqual(["measured", "missing", "measured"]);
    const day = readings.day("replay", null, market(23.99));
    expect(day?.gaps).toEqual([{ from: 40, to: 41 }]);
    expect(day?.load[40]).toBeNull();
  });
  it("a home without surplus plays the buyer, and has no feed-in of its own to show", () => {
    const { readings, file } = fixture();
    const text = quarters([]).replaceAll(",0.02", "").replace(",generation kWh", "");
    const { report, preview } = importPath(readings, file("flat.csv", text), market(0));
    expect(report.plays).toBe("buyer");
    expect(preview.bestDay).toBeNull();
    expect(readings.plays()).toBe("buyer");
    expect(readings.counterAt("2.8.0", MIDNIGHT / 900 + 50, market(24))).toEqual({ counter: 0, quality: "measured" });
  });
});

describe("a file whose best day is its first", () => {
  const T0 = dayNumber(2025, 5, 1) * 86_400;
  const file = (days: number) =>
    `time,consumption Wh,generation Wh\n${Array.from({ length: days * 96 }, (_, k) => `${civilText(T0 + k * 900)},100,${k % 96 > 30 && k % 96 < 70 ? 500 - Math.floor(k / 96) : 0}`).join("\n")}\n`; // prettier-ignore
  const forecastOf = (days: number) => {
    const one = fixture();
    importPath(one.readings, one.file("short.csv", file(days)), market(8));
    return { day: one.readings.day("replay", "2030-06-16", market(8)), bands: one.readings.forecast(60, market(8)) };
  };
  it("forecasts as if it had played before, later days first, but shows no such past", () => {
    const { day, bands } = forecastOf(5);
    expect(bands?.generation[10]).toEqual({ p10: 496, p50: 497, p90: 500 });
    expect(day).toBeNull();
  });
  it("does not foretell a single day from itself", () => expect(forecastOf(1).bands).toBeNull());
});

describe("another file takes over", () => {
  const at = market(14.3);
  const boundary = (MIDNIGHT + 14.25 * 3600) / 900;
  const both = () => {
    const one = playing(market(8));
    const before = Array.from({ length: 8 }, (_, k) => one.readings.counterAt("2.8.0", boundary - k, at));
    importPath(one.readings, one.file("other.csv", generateHome(9)), at);
    return { ...one, before };
  };
  it("and what was read before stays as it was, to the quarter-hour", () => {
    const { readings, before } = both();
    expect(Array.from({ length: 8 }, (_, k) => readings.counterAt("2.8.0", boundary - k, at))).toEqual(before);
    expect(readings.day("replay", null, at)).toMatchObject({ date: "2030-06-17", known: 57, gaps: [], replay: { file: "other.csv" } }); // prettier-ignore
  });
  it("and the counters go on from where they stood", () => {
    const { readings, before } = both();
    const later = market(40);
    const { slots } = readings.series(MIDNIGHT + 14.25 * 3600, MIDNIGHT + 40 * 3600, later);
    let counter = before[0]?.counter ?? NaN;
    for (const [k, slot] of slots.entries()) {
      expect(readings.counterAt("2.8.0", boundary + k, later)).toEqual({ counter, quality: "measured" });
      counter += slot.exported ?? NaN;
    }
    expect(counter).toBeGreaterThan(before[0]?.counter ?? NaN);
  });
  it("also after the program was opened again, and when the first file comes back", () => {
    const { readings, db, folder } = both();
    const again = new Readings(db);
    const later = market(15.1);
    const k = boundary + 3;
    expect(again.counterAt("1.8.0", k, later)).toEqual(readings.counterAt("1.8.0", k, later));
    importPath(again, join(folder, "home.csv"), later);
    expect(again.counterAt("1.8.0", k, later)).toEqual(readings.counterAt("1.8.0", k, later));
    const from = MIDNIGHT / 900;
    const far = market(60);
    const { slots } = again.series(MIDNIGHT, MIDNIGHT + 60 * 3600, far);
    slots.forEach((slot, i) => {
      const [a, b] = [again.counterAt("1.8.0", from + i, far), again.counterAt("1.8.0", from + i + 1, far)];
      expect((b?.counter ?? NaN) - (a?.counter ?? NaN)).toBe(slot.imported);
    });
  });
});

describe("months in market time", () => {
  it("run to today, add up, and carry the month before", () => {
    const { readings } = playing(market(8));
    const now = market(15);
    const view = MonthView.parse(readings.month("replay", null, now));
    expect(view.month).toBe("2030-06");
    expect(view.days.at(-1)).toMatchObject({ date: "2030-06-17", partial: true, missingSlots: 0 });
    for (const key of ["generation", "load", "exported", "imported", "ownUse"] as const)
      expect(view.days.reduce((sum, day) => sum + (day[key] ?? NaN), 0)).toBe(view.totals[key]);
    const exported = view.registers.find((span) => span.register === "2.8.0");
    expect((exported?.to ?? 0) - (exported?.from ?? 0)).toBe(view.totals.exported);
    expect(readings.month("replay", "2030-07", now)).toBeNull();
    expect(view.previous.length).toBe(readings.month("replay", "2030-05", now)?.days.length ?? 0);
  });
  it("tell what the running day's like of the month before came to by the same time", () => {
    const { readings } = playing(market(8));
    const now = { ...market(0), now: MIDNIGHT + 61 * 86_400 + 15 * 3600 + 60 };
    const view = MonthView.parse(readings.month("replay", null, now));
    const like = readings.day("replay", "2030-07-17", now);
    const until = 15 * 4;
    const part = (values: readonly (number | null)[] = []) =>
      values.slice(0, until).reduce<number>((sum, wh) => sum + (wh ?? NaN), 0);
    expect(view.running).toEqual({
      date: "2030-08-17",
      until: until * 900,
      generation: part(like?.generation),
      load: part(like?.load),
    });
    expect(readings.month("replay", "2030-07", now)?.running).toBeNull();
  });
});

describe.skipIf(!hasSample)("the sample home as demo meter", () => {
  it("forecasts the rest of its first day and has a surplus to sell there", () => {
    const { readings } = fixture();
    importPath(readings, SAMPLE, market(8));
    const bands = readings.forecast(96, market(8));
    expect(bands?.first).toBe(MIDNIGHT / 900 + 32);
    expect(bands?.surplus.some((band) => band.p50 > 0)).toBe(true);
    const { slots } = readings.series(MIDNIGHT, MIDNIGHT + 86_400, market(24));
    expect(slots.reduce((sum, slot) => sum + (slot.exported ?? 0), 0)).toBe(3562);
  });
});
