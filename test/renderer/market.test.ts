/** The market's sums: spreading energy over slots, what an offer brings and can cost, the book's order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf, sum } from "../../renderer/parts/figures.ts";
import { bestAgainst, shownRows } from "../../renderer/screens/market/bookRows.ts";
import { allInOf, outcomeOf, spread, typed } from "../../renderer/screens/market/offerMath.ts";
import { within } from "../../renderer/screens/market/TakeSheet.tsx";
import { type BookRow, usualMinimum } from "../../shared/ipc/marketViews.ts";

const CHARGES = { network: 22_000, levy: 8000, taxPpm: 30_000, lossPpm: 12_000 };
const row = (over: Partial<BookRow>): BookRow => ({
  id: "0".repeat(64),
  side: "sell",
  type: "asProduced",
  party: { id: "watt1", name: null, me: false },
  energy: { first: 100, wh: [250, 250, 250, 250] },
  total: 1000,
  minimum: 1,
  price: 400_000,
  allIn: 430_000,
  damages: { seller: 0, buyer: 0 },
  expires: 0,
  mine: false,
  ...over,
});

describe("spread", () => {
  test("gives all of it, never more than a slot has room for", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 96 }), fc.nat(120_000), (room, total) => {
        const wh = spread(total, room);
        expect(sum(wh)).toBe(Math.min(total, sum(room)));
        wh.forEach((one, i) => expect(one).toBeLessThanOrEqual(room[i] ?? 0));
      }),
    );
  });
  test("is flat where there is room", () => {
    expect(
      spread(
        8000,
        Array.from({ length: 16 }, () => 758),
      ),
    ).toEqual(Array.from({ length: 16 }, () => 500));
    expect(spread(10, [4, 4, 4])).toEqual([4, 3, 3]);
  });
});

describe("typed figures", () => {
  test("are exact integers or nothing", () => {
    expect(typed("8.00", 3)).toBe(8000);
    expect(typed("0.47", 6)).toBe(470_000);
    expect(typed("0.4705", 3)).toBeNull();
    expect(typed("", 3)).toBeNull();
    expect(typed("-1", 3)).toBeNull();
    expect(typed("1e3", 3)).toBeNull();
  });
});

describe("outcome", () => {
  const wh = [375, 375, 1];
  test("a seller as produced can owe nothing; a firm seller the damages, line by line", () => {
    const deal = { side: "sell", price: 460_000, damages: { seller: 120_000, buyer: 0 } } as const;
    expect(outcomeOf({ ...deal, type: "asProduced" }, wh, CHARGES)).toEqual({
      all: sum(wh.map((one) => lineOf(one, 460_000))),
      worst: 0,
    });
    expect(outcomeOf({ ...deal, type: "firm" }, wh, CHARGES)?.worst).toBe(sum(wh.map((one) => lineOf(one, 120_000))));
  });
  test("a buyer pays charges, levy, tax and loss on top, and is shown nothing while they are not verified", () => {
    const deal = { side: "buy", type: "asProduced", price: 460_000, damages: { seller: 0, buyer: 0 } } as const;
    const outcome = outcomeOf(deal, wh, CHARGES);
    expect(outcome?.all).toBeGreaterThan(sum(wh.map((one) => lineOf(one, 460_000))));
    expect(outcome?.worst).toBe(outcome?.all);
    expect(outcomeOf(deal, wh, null)).toBeNull();
    expect(allInOf(460_000, CHARGES)).toBe(460_000 + 22_000 + 8000 + 13_800 + 5520);
  });
});

describe("book", () => {
  const rows = [
    row({ id: "a", side: "buy", price: 410_000, allIn: 441_000 }),
    row({ id: "b", side: "sell", price: 400_000, allIn: 430_000 }),
    row({ id: "c", side: "sell", price: 500_000, allIn: 540_000, minimum: 1000 }),
    row({ id: "d", side: "buy", price: 450_000, allIn: 483_000, energy: { first: 101, wh: [100] } }),
  ];
  const all = { side: "all", coversAll: false, takesParts: false, known: false } as const;
  test("sellers stand from dear to cheap, then buyers from high to low", () => {
    expect(shownRows(rows, all, null).map((r) => r.id)).toEqual(["c", "b", "d", "a"]);
  });
  test("filters leave only what fits", () => {
    expect(shownRows(rows, { ...all, coversAll: true }, { from: 100, to: 104 }).map((r) => r.id)).toEqual([
      "c",
      "b",
      "a",
    ]);
    expect(shownRows(rows, { ...all, takesParts: true }, null).map((r) => r.id)).toEqual(["b", "d", "a"]);
    expect(shownRows(rows, { ...all, side: "buy" }, null).map((r) => r.id)).toEqual(["d", "a"]);
  });
  test("the best on the other side, never one's own", () => {
    expect(bestAgainst(rows, "sell")).toBe(450_000);
    expect(bestAgainst(rows, "buy")).toBe(430_000);
    expect(
      bestAgainst(
        rows.map((r) => ({ ...r, mine: true })),
        "buy",
      ),
    ).toBeNull();
  });
  test("taking part of an offer takes the chosen slots alone", () => {
    expect(within(row({}), { from: 102, to: 110 })).toEqual({ first: 102, wh: [250, 250] });
    expect(within(row({}), null)).toEqual({ first: 100, wh: [250, 250, 250, 250] });
  });
});

test("the usual minimum is a tenth, at least 100 Wh, and all of a smaller offer", () => {
  expect([12_345, 1000, 500, 100, 99, 1].map(usualMinimum)).toEqual([1234, 100, 100, 100, 99, 1]);
});
