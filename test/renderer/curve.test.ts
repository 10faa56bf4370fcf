/** The curve's own rules: zooming, the ruler on days whose clock changes, which period a date lies in, blocks over wider points. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mondayOf, SPANS, stepped } from "../../renderer/screens/energy/anchor.ts";
import { unplacedOf } from "../../renderer/screens/energy/curve/CurveNotes.tsx";
import { timeText } from "../../renderer/screens/energy/curve/pointText.ts";
import { rulerMarks } from "../../renderer/screens/energy/curve/ruler.ts";
import { marketColumns, priceAt, signalMarks } from "../../renderer/screens/energy/curve/signalMarks.ts";
import { pointBlocks, ribbonOf, wholeOf } from "../../renderer/screens/energy/curve/stretch.ts";
import { dragged, LEAST_SPAN, panned, partOf, scaled, spanOf } from "../../renderer/screens/energy/curve/zoom.ts";
import { sampleCurve } from "./mock/sampleCurve.ts";

const steady = (slots: number) => ({ slots, held: () => ({ own: 3, out: 4, into: 5 }) });
const week = (odd: number) => sampleCurve("2026-03-23", [...Array.from({ length: 6 }, () => steady(96)), steady(odd)]);

describe("zooming", () => {
  const view = week(92);
  const whole = spanOf(view);
  const span = fc
    .tuple(fc.nat(667), fc.nat(667))
    .map(([a, b]) => dragged(view, a, b, whole))
    .filter((one) => one !== null);
  test("by dragging holds what was dragged over, and never less than an hour", () => {
    fc.assert(
      fc.property(fc.nat(667), fc.nat(667), (a, b) => {
        const to = dragged(view, a, b, whole) ?? whole;
        expect(to.to - to.from).toBeGreaterThanOrEqual(LEAST_SPAN);
        const part = partOf(view, to);
        expect(part.from <= Math.min(a, b) && part.to > Math.max(a, b)).toBe(true);
      }),
    );
  });
  test("in, out and sideways stays within what there is", () => {
    fc.assert(
      fc.property(span, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.5, 2), fc.integer(), (one, at, factor, by) => {
        for (const next of [scaled(one, whole, one.from + at * (one.to - one.from), factor) ?? whole, panned(one, whole, by)]) {
          expect(next.from).toBeGreaterThanOrEqual(whole.from);
          expect(next.to).toBeLessThanOrEqual(whole.to);
          expect(next.to - next.from).toBeGreaterThanOrEqual(LEAST_SPAN);
          expect(next.from % 900).toBe(0);
        }
        expect(panned(one, whole, by).to - panned(one, whole, by).from).toBe(one.to - one.from);
      }),
    ); // prettier-ignore
  });
  test("out far enough is the whole again", () => {
    expect(scaled({ from: whole.from, to: whole.to - 900 }, whole, whole.from, 2)).toBeNull();
    expect(dragged(view, 0, 667, whole)).toBeNull();
  });
});

describe("the ruler", () => {
  const labels = (view: ReturnType<typeof week>, px: number) =>
    rulerMarks(view, wholeOf(view), px, "en").flatMap((mark) => (mark.label ? [mark.label] : []));
  test("leaves out the hour that is skipped and writes the doubled one once", () => {
    const day = (slots: number) => labels(sampleCurve("2026-03-29", [steady(slots)]), 16);
    const all = Array.from({ length: 25 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
    expect(day(92)).toEqual(all.filter((one) => one !== "02:00"));
    expect(day(100)).toEqual(all);
  });
  test("names the days of a week", () => {
    expect(labels(week(92), 1)).toEqual(["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 29"]);
  });
  test("says when a point ends by the wall's clock", () => {
    const view = sampleCurve("2026-03-29", [steady(92)]);
    expect([0, 7, 8, 91].map((i) => timeText(view, i, i, "en", false))).toEqual([
      "00:00–00:15",
      "01:45–03:00",
      "03:00–03:15",
      "23:45–24:00",
    ]);
  });
});

test("a date stays within its period, and the next one begins where it ends", () => {
  expect(["2026-06-15", "2026-06-17", "2026-06-21"].map(mondayOf)).toEqual(
    Array.from({ length: 3 }, () => "2026-06-15"),
  );
  expect(SPANS.map((span) => stepped(span, "2026-01-31", 1))).toEqual([
    "2026-02-01",
    "2026-02-02",
    "2026-02-01",
    "2027-01-01",
  ]);
  expect(SPANS.map((span) => stepped(span, "2026-03-01", -1))).toEqual([
    "2026-02-28",
    "2026-02-16",
    "2026-02-01",
    "2025-01-01",
  ]);
});

describe("drawn points", () => {
  const month = sampleCurve(
    "2026-06-01",
    Array.from({ length: 30 }, (_, i) => ({ slots: 96, held: (slot: number) => (i === 1 && slot < 12 ? null : { own: 2, out: 3, into: 4 }) })),
  ); // prettier-ignore
  test("are means of what is known: a hole makes them no lower", () => {
    const ribbon = ribbonOf(month, { from: 11, to: 15 });
    expect(month.width).toBe(8);
    expect(ribbon.generation).toEqual([40, null, 40, 40]);
    expect(ribbon.gaps).toEqual([{ from: 1, to: 2 }]);
  });
  test("carry a contract's energy whole, whatever their width", () => {
    fc.assert(
      fc.property(fc.nat(2800), fc.array(fc.nat(1000), { minLength: 1, maxLength: 80 }), (from, wh) => {
        const block = { key: "a", from, wh, side: "buy" as const, done: from, offer: false, label: "" };
        const [sums] = pointBlocks(month, wholeOf(month), [block], false);
        expect(sums?.wh.reduce((sum, one) => sum + one, 0)).toBe(wh.reduce((sum, one) => sum + one, 0));
        const [means] = pointBlocks(month, wholeOf(month), [block], true);
        expect(means?.from).toBe(Math.floor(from / 8));
      }),
      { numRuns: 30 },
    );
  });
  test("leave over what the registers moved in a gap", () => {
    expect(unplacedOf(month)).toEqual({ exported: 0, imported: 0 });
    const more = { ...month, totals: { ...month.totals, exported: (month.totals.exported ?? 0) + 70 } };
    expect(unplacedOf(more)).toEqual({ exported: 70, imported: 0 });
  });
});

describe("the grid's word", () => {
  const signals = {
    limits: null,
    curtailments: [{ id: "c", first: 2, count: 3, side: "sell" as const, keepPpm: 625_000, reason: "line" }],
    outages: [{ id: "o", first: 90, count: 8, mine: true, reason: "fuse" }],
    calls: [],
    tariff: null,
  };
  const grid = { slotSeconds: 900, startSeconds: Date.parse("2026-06-01T00:00:00Z") / 1000 };
  const day = sampleCurve("2026-06-01", [steady(96)]);
  test("lies over the points that it concerns, cut to what is shown, and says its reason", () => {
    const marks = signalMarks(day, wholeOf(day), signals, grid, "en", false);
    expect(marks.map(({ what, from, to }) => [what, from, to])).toEqual([
      ["curtailment", 2, 5],
      ["outage", 90, 96],
    ]);
    expect(marks[0]?.sentence).toContain("62.5 %");
    expect(marks[0]?.sentence).toContain("line");
    expect(signalMarks(day, { from: 10, to: 20 }, signals, grid, "en", false)).toEqual([]);
  });
  test("prices a wide point only where all of its slots cost the same", () => {
    const month = sampleCurve(
      "2026-06-01",
      Array.from({ length: 30 }, () => steady(96)),
    );
    const retail = Array.from({ length: 96 }, (_, slot) => (slot < 12 ? 300 : 500));
    const tariff = { first: 0, retail, feedIn: retail };
    expect([0, 1, 2, 12].map((i) => priceAt(month, i, tariff, grid, "retail"))).toEqual([300, null, 500, null]);
    expect([11, 12].map((i) => priceAt(day, i, tariff, grid, "retail"))).toEqual([300, 500]);
  });
  test("stands in the table, point by point", () => {
    const marks = signalMarks(day, wholeOf(day), signals, grid, "en", false);
    const [column] = marketColumns(day, marks, null, grid);
    expect([1, 2, 4, 5, 95].map((i) => column?.cell(i))).toEqual(["", "cut to 62.5 %", "cut to 62.5 %", "", "outage"]);
  });
});
