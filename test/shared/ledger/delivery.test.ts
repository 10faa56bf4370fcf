/** DESIGN §4, Delivery: allocation, damages and charges as tables; every line rounded once. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineAmount } from "../../../shared/ledger/amounts.ts";
import { allocate, deliver, obligations, worstOf } from "../../../shared/ledger/delivery.ts";
import type { Terms } from "../../../shared/ledger/records.ts";

describe("lineAmount = floor((Wh * price + 500) / 1000)", () => {
  test.each([
    [0, 450_000, 0],
    [1, 499, 0],
    [1, 500, 1],
    [1, 1_499, 1],
    [1, 1_500, 2],
    [1000, 450_001, 450_001],
    [333, 450_000, 149_850],
    // Beyond 2^53 before the division: exact all the same.
    [1_000_000_000, 999_999_999, 999_999_999_000_000],
    [999_999_999, 999_999_999, 999_999_998_000_000],
  ])("%i Wh at %i is %i", (wh, price, amount) => {
    expect(lineAmount(wh, price)).toBe(amount);
  });
});

describe("allocation of measured energy", () => {
  test.each<[why: string, measured: number, q: Record<string, number>, expected: readonly number[]]>([
    ["all that is promised, when enough was measured", 1000, { a: 400, b: 600 }, [400, 600]],
    ["never more than promised", 5000, { a: 400, b: 600 }, [400, 600]],
    ["in proportion when not", 500, { a: 400, b: 600 }, [200, 300]],
    ["nothing of nothing", 0, { a: 400, b: 600 }, [0, 0]],
    ["one Wh to the largest remainder", 10, { a: 1, b: 2, c: 30 }, [0, 1, 9]],
    ["a tie by contract id", 1, { b: 500, a: 500 }, [0, 1]],
    ["two left among three equals", 2, { c: 7, a: 7, b: 7 }, [0, 1, 1]],
    ["a single contract", 7, { a: 9 }, [7]],
    ["no contract", 7, {}, []],
    ["a contract of zero", 7, { a: 0, b: 7 }, [0, 7]],
  ])("%s", (_, measured, q, expected) => {
    const claims = Object.entries(q).map(([id, wh]) => ({ id, q: wh }));
    expect(allocate(measured, claims)).toEqual(expected);
  });

  test("adds up to min(measured, promised), gives nobody more than promised, whatever the order", () => {
    const wh = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(wh, fc.array(wh, { maxLength: 12 }), (measured, quantities) => {
        const claims = quantities.map((q, i) => ({ id: String.fromCharCode(97 + ((i * 7) % 26)), q }));
        const shares = allocate(measured, claims);
        const total = quantities.reduce((a, b) => a + b, 0);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(Math.min(measured, total));
        shares.forEach((share, i) => expect(share).toBeLessThanOrEqual(quantities[i] ?? 0));
        expect(allocate(measured, claims.toReversed())).toEqual(shares.toReversed());
      }),
    );
  });
});

const CHARGES = { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 };
const firm = { type: "firm", price: 450_000, damages: { seller: 100_000, buyer: 80_000 }, charges: CHARGES } as const;
const asProduced = { ...firm, type: "asProduced", damages: { seller: 0, buyer: 0 } } as const;

describe("delivered, damages, liability", () => {
  test.each<
    [
      why: string,
      terms: typeof firm | typeof asProduced,
      q: number,
      aS: number,
      aB: number,
      expected: [delivered: number, damagesSeller: number, damagesBuyer: number, liability: string],
    ]
  >([
    ["firm, all delivered", firm, 1000, 1000, 1000, [1000, 0, 0, "none"]],
    ["firm, the seller falls short", firm, 1000, 600, 1000, [600, 40_000, 0, "seller"]],
    ["firm, the buyer falls short", firm, 1000, 1000, 700, [700, 0, 24_000, "buyer"]],
    ["firm, both short, the seller more", firm, 1000, 600, 700, [600, 10_000, 0, "seller"]],
    ["firm, both short alike", firm, 1000, 600, 600, [600, 0, 0, "both"]],
    ["firm, nothing on either side", firm, 1000, 0, 0, [0, 0, 0, "both"]],
    ["firm, the seller delivers nothing", firm, 1000, 0, 1000, [0, 100_000, 0, "seller"]],
    ["as produced, less was produced", asProduced, 1000, 300, 1000, [300, 0, 0, "none"]],
    ["as produced, less was taken", asProduced, 1000, 1000, 300, [300, 0, 0, "none"]],
  ])("%s", (_, terms, q, aS, aB, [delivered, damagesSeller, damagesBuyer, liability]) => {
    const outcome = deliver(terms, q, aS, aB);
    expect(outcome).toMatchObject({ delivered, liability, money: { damagesSeller, damagesBuyer } });
  });

  test("charges follow what is delivered; tax and losses follow the price of the energy", () => {
    expect(deliver(firm, 1000, 333, 400).money).toEqual({
      energy: 149_850,
      damagesSeller: 6_700,
      damagesBuyer: 0,
      network: 13_986,
      levy: 4_995,
      tax: 8_991,
      loss: 2_997,
    });
  });
});

describe("who owes whom", () => {
  const parties = { seller: "S", buyer: "B", operator: "O" };
  const settled = (aS: number, aB: number) => ({ aS, aB, ...deliver(firm, 1000, aS, aB) });

  test("energy and damages between the two, charges and tax from the buyer to its zone's operator", () => {
    expect(obligations(parties, settled(600, 1000)).map(({ from, to, what, wh }) => [from, to, what, wh])).toEqual([
      ["B", "S", "energy", 600],
      ["S", "B", "damagesSeller", 400],
      ["B", "O", "network", 600],
      ["B", "O", "levy", 600],
      ["B", "O", "tax", 600],
      ["B", "O", "loss", 600],
    ]);
  });

  test("nothing of zero, nothing to oneself", () => {
    expect(obligations(parties, settled(0, 0))).toEqual([]);
    const own = obligations({ ...parties, operator: "B" } satisfies Partial<Terms>, settled(1000, 1000));
    expect(own.map(({ what }) => what)).toEqual(["energy"]);
  });
});

test("no delivery costs either side more than its worst case", () => {
  const wh = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(fc.constantFrom(firm, asProduced), wh, wh, wh, (terms, q, s, b) => {
      const [aS, aB] = [Math.min(q, s), Math.min(q, b)];
      const { money } = deliver(terms, q, aS, aB);
      const worst = worstOf(terms, q);
      const buyer = money.energy + money.network + money.levy + money.tax + money.loss + money.damagesBuyer;
      expect(buyer).toBeLessThanOrEqual(worst.buyer);
      expect(money.damagesSeller).toBeLessThanOrEqual(worst.seller);
    }),
  );
});
