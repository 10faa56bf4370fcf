/** The ribbon's rules (look/README, The ribbon): to scale, whole pixels per slot, 92 and 100 slots, gaps never joined, stacked blocks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ribbonRows } from "../../renderer/parts/ribbon/alternative.ts";
import { type Block, placeBlocks } from "../../renderer/parts/ribbon/blocks.ts";
import {
  barPx,
  combPath,
  frameFor,
  hourMarks,
  powerTicks,
  type RibbonDay,
  slotAt,
  slotX,
} from "../../renderer/parts/ribbon/geometry.ts";
import { moved, resized, spanned } from "../../renderer/parts/ribbon/Pick.tsx";

const day = (slots: number, over: Partial<RibbonDay> = {}): RibbonDay => ({
  date: "2026-06-17",
  slots,
  slotSeconds: 900,
  generation: Array.from({ length: slots }, (_, i) => (i % 7) * 150),
  load: Array.from({ length: slots }, () => 90),
  known: slots,
  forecast: null,
  gaps: [],
  ...over,
});
const SIZE = { slotPx: 8, body: 200, top: 32 };
const block = (over: Partial<Block>): Block => ({
  key: "k",
  from: 0,
  wh: [100],
  side: "sell",
  done: 0,
  offer: false,
  label: "",
  ...over,
});

describe("geometry", () => {
  test("a slot keeps its whole pixels; the ribbon grows and shrinks with 92, 96 and 100 slots", () => {
    for (const slots of [92, 96, 100]) {
      const frame = frameFor(day(slots), SIZE);
      expect(frame.width).toBe(slots * 8);
      for (let slot = 0; slot < slots; slot++) expect(slotX(frame, slot + 1) - slotX(frame, slot)).toBe(8);
    }
  });
  test("one scale both ways: heights are in proportion to energy within half a pixel", () => {
    const frame = frameFor(day(96), SIZE);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (wh) => {
        const px = (wh * 3.6 * frame.pxPerKw) / 900;
        expect(Math.abs(barPx(frame, wh) - px)).toBeLessThanOrEqual(0.5);
      }),
    );
    expect(frame.foot - frame.top).toBeLessThanOrEqual(200 + 3);
  });
  test("everything drawn fits between top and foot", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 96, maxLength: 96 }), fc.nat(5000), (generation, up) => {
        const frame = frameFor(day(96, { generation }), SIZE, { up, down: 0 });
        for (const wh of [...generation, up]) expect(barPx(frame, wh)).toBeLessThanOrEqual(frame.base - frame.top + 1);
      }),
    );
  });
  test("a slot without a reading has no bar, and its neighbours are not joined", () => {
    const generation = [300, null, 300, ...Array.from({ length: 93 }, () => 0)];
    const frame = frameFor(day(96, { generation }), SIZE);
    const path = combPath(
      frame,
      1,
      0,
      96,
      () => 0,
      (slot) => barPx(frame, generation[slot] ?? 0),
    );
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toContain("M0 ");
    expect(path).toContain("M16 ");
    expect(path).not.toContain("M8 ");
  });
  test("lines of power are round, apart, and as many as fit", () => {
    const ticks = powerTicks(frameFor(day(96), SIZE));
    expect(ticks.some((kw) => kw > 0)).toBe(true);
    const leading = ticks.map((kw) => Number(Math.abs(kw).toExponential()[0]));
    expect([1, 2, 5]).toContain(leading[0]);
  });
  test("the ruler has an hour's ticks and the right labels on days of 92 and 100 quarter-hours", () => {
    const labels = (slots: number, every: number) => hourMarks(day(slots), every).flatMap((m) => m.label ?? []);
    expect(labels(96, 3)).toEqual(["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "24:00"]);
    expect(
      hourMarks(day(92), 3)
        .filter((m) => m.label)
        .map((m) => m.slot),
    ).toEqual([0, 8, 20, 32, 44, 56, 68, 80, 92]);
    expect(labels(92, 3)).toEqual(labels(96, 3));
    expect(labels(100, 3)).toEqual(labels(96, 3));
    expect(hourMarks(day(100), 3).at(-1)).toEqual({ slot: 100, label: "24:00" });
  });
});

describe("blocks", () => {
  test("overlapping blocks of a side stack, other sides do not touch", () => {
    const placed = placeBlocks(96, [
      block({ from: 10, wh: [300, 300] }),
      block({ from: 11, wh: [200, 200] }),
      block({ from: 11, wh: [50], side: "buy" }),
    ]);
    expect(placed[1]?.low).toEqual([300, 0]);
    expect(placed[1]?.high).toEqual([500, 200]);
    expect(placed[2]?.low).toEqual([0]);
  });
  test("a block that reaches beyond the day is cut to it", () => {
    const [placed] = placeBlocks(96, [block({ from: -2, wh: [1, 2, 3, 4] })]);
    expect(placed).toMatchObject({ from: 0, to: 2, high: [3, 4] });
    expect(placeBlocks(96, [block({ from: 96, wh: [1] })])).toEqual([]);
  });
});

describe("choosing slots", () => {
  const limits = { from: 20, to: 96 };
  test("moving keeps the length and stays within open slots", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 90 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: -200, max: 200 }),
        (from, length, by) => {
          const next = moved({ from, to: from + length }, by, limits);
          expect(next.to - next.from).toBe(length);
          expect(next.from).toBeGreaterThanOrEqual(20);
          expect(next.to).toBeLessThanOrEqual(96);
        },
      ),
    );
  });
  test("resizing leaves at least one slot and never passes the limit", () => {
    expect(resized({ from: 40, to: 41 }, -5, limits)).toEqual({ from: 40, to: 41 });
    expect(resized({ from: 40, to: 95 }, 9, limits)).toEqual({ from: 40, to: 96 });
  });
  test("dragging backwards chooses the same slots as forwards, and closed slots are left out", () => {
    expect(spanned(40, 55, limits)).toEqual(spanned(55, 40, limits));
    expect(spanned(2, 25, limits)).toEqual({ from: 20, to: 26 });
    expect(slotAt(frameFor(day(96), SIZE), 8 * 40 + 3)).toBe(40);
    expect(slotAt(frameFor(day(96), SIZE), -5)).toBe(0);
  });
});

describe("the table beside the ribbon", () => {
  test("a gap is a gap, not zero; the forecast is named as such", () => {
    const rows = ribbonRows(
      day(96, {
        generation: [100, null, ...Array.from({ length: 94 }, () => null)],
        load: [50, null, ...Array.from({ length: 94 }, () => null)],
        known: 2,
        forecast: {
          from: 2,
          generation: Array.from({ length: 94 }, () => ({ p10: 1, p50: 2, p90: 3 })),
          load: Array.from({ length: 94 }, () => ({ p10: 4, p50: 5, p90: 6 })),
        },
      }),
      [],
    );
    expect(rows[0]).toMatchObject({ generation: 100, load: 50, kind: "read" });
    expect(rows[1]).toMatchObject({ generation: null, load: null, kind: "gap" });
    expect(rows[2]).toMatchObject({ generation: 2, load: 5, kind: "foreseen", time: "00:30–00:45" });
    expect(rows.at(-1)?.time).toBe("23:45–24:00");
  });
});
