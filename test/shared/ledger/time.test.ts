/** DESIGN §2: two clocks, half-open slots on a grid, and deadlines that stand while the chain stands. */
import { describe, expect, test } from "vitest";
import {
  civil,
  firstOpenSlot,
  gateOf,
  headerTime,
  marketTime,
  nextClock,
  slotEnd,
  slotOf,
  slotStart,
  utcDay,
} from "../../../shared/ledger/time.ts";
import { PARAMS } from "./market.ts";

const grid = { slotSeconds: 900, gateSeconds: 300, startSeconds: 0 };

describe("market time = origin + rate (header - genesis)", () => {
  const clock = { genesis: 1000, origin: 50_000, rate: 15, standstill: 60 };
  test.each([
    [1_000_000, 50_000_000],
    [1_000_001, 50_000_015],
    [1_060_000, 50_900_000],
  ])("header %i ms is market %i ms", (header, market) => {
    expect(marketTime(clock, header)).toBe(market);
  });

  test("headerTime is the first header time that reaches it", () => {
    for (const seconds of [50_000, 50_001, 50_900, 123_457]) {
      const header = headerTime(clock, seconds);
      expect(marketTime(clock, header)).toBeGreaterThanOrEqual(seconds * 1000);
      expect(marketTime(clock, header - 1)).toBeLessThan(seconds * 1000);
    }
  });
});

describe("slots are half-open", () => {
  test.each([
    [0, 0],
    [899, 0],
    [900, 1],
    [1799, 1],
    [1800, 2],
  ])("second %i lies in slot %i", (second, slot) => {
    expect(slotOf(grid, second)).toBe(slot);
    expect(slotStart(grid, slot)).toBeLessThanOrEqual(second);
    expect(slotEnd(grid, slot)).toBeGreaterThan(second);
  });

  test("the first open slot is the first whose gate has not come", () => {
    for (const now of [0, 599, 600, 601, 899, 900, 12_345]) {
      const open = firstOpenSlot(grid, now);
      expect(gateOf(grid, open)).toBeGreaterThan(now);
      expect(gateOf(grid, open - 1)).toBeLessThanOrEqual(now);
    }
  });
});

describe("the administrative clock", () => {
  const start = { height: 0, header: 0, market: 0, adm: 0 };
  const params = { ...PARAMS, clock: { genesis: 0, origin: 0, rate: 15, standstill: 600 } };

  test("runs with market time while headers come", () => {
    expect(nextClock(params, start, 1, 600_000)).toEqual({
      height: 1,
      header: 600_000,
      market: 9_000_000,
      adm: 9_000_000,
    });
  });

  test("does not count what a standstill exceeds the threshold by, then runs again", () => {
    const stood = nextClock(params, start, 1, 700_000);
    expect(stood).toMatchObject({ market: 10_500_000, adm: 9_000_000 });
    expect(nextClock(params, stood, 2, 702_000)).toMatchObject({ market: 10_530_000, adm: 9_030_000 });
  });
});

describe("civil dates without a clock", () => {
  test.each([
    [0, [1970, 1, 1, 0]],
    [951_782_399, [2000, 2, 28, 86_399]],
    [951_782_400, [2000, 2, 29, 0]],
    [951_868_800, [2000, 3, 1, 0]],
    [1_781_654_400, [2026, 6, 17, 0]],
    [4_107_542_400, [2100, 3, 1, 0]],
    [-1, [1969, 12, 31, 86_399]],
  ] as const)("%i", (seconds, [year, month, day, second]) => {
    expect(civil(seconds)).toEqual({ year, month, day, second });
  });

  test("agrees with the platform's calendar every 9 hours of a century", () => {
    for (let at = 0; at < 3_155_760_000; at += 32_400 * 37) {
      const date = new Date(at * 1000);
      expect(civil(at)).toMatchObject({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
    }
  });

  test("UTC days", () => {
    expect([utcDay(0), utcDay(86_399), utcDay(86_400)]).toEqual([0, 0, 1]);
  });
});
