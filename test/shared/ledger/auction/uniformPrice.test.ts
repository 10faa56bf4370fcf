/** DESIGN §4, Auction: the arithmetic of a clearing, from worked examples and as properties over random books. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bid, clearAt, type Margin, type UniformPrice } from "../../../../shared/ledger/auction/uniformPrice.ts";

const ALL = Number.MAX_SAFE_INTEGER;
const id = (n: number): string => n.toString(16).padStart(64, "0");
/** Orders as [side, Wh, price], numbered from 0. */
const book = (...orders: readonly (readonly ["sell" | "buy", number, number])[]): readonly Bid[] =>
  orders.map(([side, wh, price], i) => ({ id: id(i), side, wh, price }));
const clear = (orders: readonly Bid[], most = ALL) => {
  const { at, awards } = clearAt(orders, most);
  return { price: at?.price, low: at?.low, high: at?.high, volume: at?.volume, awards };
};

describe("worked examples", () => {
  test("one sell meets one buy: the middle of their prices, rounded down", () => {
    expect(clear(book(["sell", 500, 400_000], ["buy", 500, 500_001]))).toEqual({
      price: 450_000,
      low: 400_000,
      high: 500_001,
      volume: 500,
      awards: [500, 500],
    });
  });

  test("nothing crosses: no price", () => {
    expect(clear(book(["sell", 500, 500_001], ["buy", 500, 500_000]))).toMatchObject({ awards: [0, 0] });
    expect(clearAt(book(["sell", 500, 500_001], ["buy", 500, 500_000]), ALL).at).toBeUndefined();
    expect(clear([])).toMatchObject({ awards: [] });
    expect(clearAt(book(["sell", 1, 1]), ALL).at).toBeUndefined();
  });

  test("equal prices meet", () => {
    expect(clear(book(["sell", 500, 450_000], ["buy", 300, 450_000]))).toMatchObject({
      price: 450_000,
      awards: [300, 300],
    });
  });

  test("a side that is short sets no price beyond who waits on the other: nobody in the money is left out", () => {
    // At anything over 410,000 the second seller would sell too, and there is no buyer for it.
    const orders = book(["sell", 100, 400_000], ["sell", 100, 410_000], ["buy", 100, 600_000]);
    expect(clear(orders)).toEqual({ price: 405_000, low: 400_000, high: 410_000, volume: 100, awards: [100, 0, 100] });
    const short = book(["sell", 100, 400_000], ["buy", 100, 600_000], ["buy", 100, 590_000]);
    expect(clear(short)).toEqual({ price: 595_000, low: 590_000, high: 600_000, volume: 100, awards: [100, 100, 0] });
  });

  test("the margin is shared pro rata, and its price is the price", () => {
    const orders = book(
      ["sell", 100, 300_000],
      ["sell", 300, 400_000],
      ["sell", 100, 400_000],
      ["sell", 900, 400_001],
      ["buy", 300, 700_000],
    );
    expect(clear(orders)).toEqual({
      price: 400_000,
      low: 400_000,
      high: 400_000,
      volume: 300,
      awards: [100, 150, 50, 0, 300],
    });
    expect(clearAt(orders, ALL).at?.sell).toEqual({ price: 400_000, better: 100, ordered: 400, filled: 200 });
    expect(clearAt(orders, ALL).at?.buy).toEqual({ price: 700_000, better: 0, ordered: 300, filled: 300 });
  });

  test("what rounding leaves goes to the largest remainders, equal ones by id", () => {
    // 100 · 2/7 = 28 rest 4, twice; 100 · 3/7 = 42 rest 6: one Wh to the third, one to the lower id of the two.
    const orders = book(["buy", 2, 500_000], ["buy", 2, 500_000], ["buy", 3, 500_000], ["sell", 2, 400_000]);
    expect(clear(orders).awards).toEqual([1, 0, 1, 2]);
    const large = book(["buy", 200, 5], ["buy", 200, 5], ["buy", 300, 5], ["sell", 100, 1]);
    expect(clear(large).awards).toEqual([29, 28, 43, 100]);
  });

  test("a bound on the volume: both margins are shared, the price lies between them", () => {
    const orders = book(["sell", 200, 300_000], ["sell", 200, 400_000], ["buy", 400, 600_000]);
    expect(clear(orders, 250)).toEqual({
      price: 500_000,
      low: 400_000,
      high: 600_000,
      volume: 250,
      awards: [200, 50, 250],
    });
    expect(clear(orders, 0)).toMatchObject({ awards: [0, 0, 0] });
  });

  test("the ends of the schema stay within safe integers", () => {
    const orders = book(["sell", 1_000_000_000, 0], ["buy", 1_000_000_000, 1_000_000_000], ["sell", 1, 1_000_000_000]);
    expect(clear(orders)).toMatchObject({ price: 500_000_000, volume: 1_000_000_000 });
  });
});

const order = fc.record({
  side: fc.constantFrom("sell" as const, "buy" as const),
  wh: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000_000_000 })),
  // Few prices, so that margins are shared and orders tie.
  price: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1_000_000_000 })),
});
const books = fc
  .array(order, { maxLength: 40 })
  .map((orders): readonly Bid[] => orders.map((each, i) => ({ ...each, id: id((i * 7) % 41) })));
/** Small figures, so that several orders at the margin have the same remainder and their ids decide. */
const tied = fc
  .array(
    fc.record({
      side: fc.constantFrom("sell" as const, "buy" as const),
      wh: fc.integer({ min: 1, max: 3 }),
      price: fc.nat(1),
    }),
    { maxLength: 20 },
  )
  .map((orders): readonly Bid[] => orders.map((each, i) => ({ ...each, id: id((i * 7) % 41) })));
const most = fc.oneof(fc.constant(ALL), fc.integer({ min: 0, max: 200 }));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Whether a limit is better (worse) for the other side than a price. */
const better = ({ side, price }: Bid, than: number): boolean => (side === "sell" ? price < than : price > than);

const worse = ({ side, price }: Bid, than: number): boolean => (side === "sell" ? price > than : price < than);

/** Wh of a side that would trade at a price. */
const willing = (orders: readonly Bid[], side: "sell" | "buy", price: number): number =>
  sum(orders.filter((bid) => bid.side === side && !worse(bid, price)).map(({ wh }) => wh));

/** The largest volume that any one price clears, found by trying each. */
const bestVolume = (orders: readonly Bid[]): number =>
  Math.max(0, ...orders.map(({ price }) => Math.min(willing(orders, "sell", price), willing(orders, "buy", price))));

/** Exact arithmetic: all, nothing, or the share of the margin rounded either way. */
function fairAwards(bid: Bid, margin: Margin): readonly bigint[] {
  if (better(bid, margin.price)) return [BigInt(bid.wh)];
  if (worse(bid, margin.price)) return [0n];
  const share = (BigInt(bid.wh) * BigInt(margin.filled)) / BigInt(margin.ordered);
  return [share, share + 1n];
}

const holds = (
  claim: (orders: readonly Bid[], awards: readonly number[], at: UniformPrice | undefined, most: number) => void,
) =>
  fc.assert(
    fc.property(books, most, (orders, bound) => {
      const { at, awards } = clearAt(orders, bound);
      claim(orders, awards, at, bound);
    }),
    { numRuns: 500 },
  );

describe("properties", () => {
  test("what is sold is bought, and it is all that one price can clear", () => {
    holds((orders, awards, at, bound) => {
      const sold = sum(awards.filter((_, i) => orders[i]?.side === "sell"));
      expect(sold).toBe(sum(awards.filter((_, i) => orders[i]?.side === "buy")));
      expect(sold).toBe(at?.volume ?? 0);
      expect(sold).toBe(Math.min(bound, bestVolume(orders)));
    });
  });

  test("nobody gets more than it ordered, nor trades against its limit", () => {
    holds((orders, awards, at) => {
      for (const [i, bid] of orders.entries()) {
        expect(awards[i]).toBeGreaterThanOrEqual(0);
        expect(awards[i]).toBeLessThanOrEqual(bid.wh);
      }
      const filled = orders.filter((_, i) => (awards[i] ?? 0) > 0);
      expect(filled.filter((bid) => !at || worse(bid, at.price))).toEqual([]);
    });
  });

  test("the price is an integer within the interval, and every price of the interval clears the same volume", () => {
    holds((orders, _, at) => {
      if (!at) return;
      expect(Number.isInteger(at.price)).toBe(true);
      expect(at.price).toBe(Math.floor((at.low + at.high) / 2));
      for (const price of [at.low, at.price, at.high]) {
        const volume = Math.min(willing(orders, "sell", price), willing(orders, "buy", price));
        expect(volume).toBeGreaterThanOrEqual(at.volume);
      }
    });
  });

  test("without a bound, who would gladly trade at the price is served whole, and the rest gets nothing", () => {
    fc.assert(
      fc.property(books, (orders) => {
        const { at, awards } = clearAt(orders, ALL);
        if (!at) return;
        const wrong = orders.filter((bid, i) => {
          const due = better(bid, at.price) ? bid.wh : worse(bid, at.price) ? 0 : awards[i];
          return awards[i] !== due;
        });
        expect(wrong).toEqual([]);
        // At most one side is shared out.
        expect(at.sell.filled === at.sell.ordered || at.buy.filled === at.buy.ordered).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("better prices than the margin whole, the margin within 1 Wh of its exact share, worse ones nothing", () => {
    holds((orders, awards, at) => {
      for (const [i, bid] of orders.entries()) {
        const award = BigInt(awards[i] ?? -1);
        const fair = at ? fairAwards(bid, at[bid.side]) : [0n];
        expect(fair).toContain(award);
      }
    });
  });

  test("the order in which orders are given changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(books, tied), most, fc.infiniteStream(fc.nat()), (orders, bound, ranks) => {
        const shuffled = orders
          .map((bid) => ({ bid, rank: ranks.next().value ?? 0 }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ bid }) => bid);
        const one = clearAt(orders, bound);
        const other = clearAt(shuffled, bound);
        expect(other.at).toEqual(one.at);
        const given = new Map(orders.map((bid, i) => [bid.id, one.awards[i]]));
        expect(shuffled.map((bid) => given.get(bid.id))).toEqual(other.awards);
      }),
      { numRuns: 300 },
    );
  });
});
