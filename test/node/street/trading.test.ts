/** What the desks decide, each rule alone: fair prices, fitting parts, quotes as pure functions, nonces that are free. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withNonce } from "../../../shared/ledger/nonces.ts";
import type { QueryIn, QueryName, QueryOut } from "../../../shared/ledger/queries.ts";
import { allIn, fairToBuy, fairToSell } from "../../../node/street/fairness.ts";
import { fit, sum } from "../../../node/street/fit.ts";
import { openNonces } from "../../../node/street/nonces.ts";
import { HABITS, quote, windowsOf } from "../../../node/street/quotes.ts";

const charges = { network: 40_000, levy: 10_000, taxPpm: 30_000, lossPpm: 0 };
const tariff = { retail: 560_000, feedIn: 380_000 };

describe("fair prices", () => {
  test("a buyer pays less all in than the utility charges, and not a micro more", () => {
    expect(allIn(470_000, charges)).toBe(470_000 + 50_000 + 14_100);
    expect(fairToBuy(495_000, charges, tariff)).toBe(true);
    expect(fairToBuy(495_146, charges, tariff)).toBe(false);
  });

  test("a seller gets more than the feed-in tariff, with a margin", () => {
    expect(fairToSell(400_000, tariff)).toBe(true);
    expect(fairToSell(399_999, tariff)).toBe(false);
  });
});

describe("the part of an offer that fits", () => {
  const energies = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 20 });

  test("is never more than is left or than there is room for, and never under the minimum", () => {
    fc.assert(
      fc.property(energies, energies, fc.integer({ min: 0, max: 20_000 }), (left, room, minimum) => {
        const part = fit(left, room, minimum);
        if (!part) return;
        part.forEach((wh, i) => expect(wh).toBeLessThanOrEqual(Math.min(left[i] ?? 0, room[i] ?? 0)));
        expect(sum(part)).toBeGreaterThanOrEqual(Math.min(minimum, sum(left)));
        expect(sum(part)).toBeGreaterThan(0);
      }),
    );
  });

  test("is all of it when there is room, part when there is not, nothing under the minimum", () => {
    expect(fit([500, 500], [900, 900], 1_000)).toEqual([500, 500]);
    expect(fit([500, 500], [900, 200], 700)).toEqual([500, 200]);
    expect(fit([500, 500], [900, 200], 701)).toBeUndefined();
    expect(fit([300, 0], [300, 0], 700)).toEqual([300, 0]);
    expect(fit([500], [0], 0)).toBeUndefined();
  });
});

describe("quotes", () => {
  test("follow from seed and window alone, lie within the habit's prices and never promise more than is free", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HABITS),
        fc.integer(),
        fc.nat(2_000_000),
        fc.nat(5_000_000),
        (habit, seed, first, free) => {
          const room = Array.from({ length: habit.slots }, (_, i) => free + i * 10);
          const made = quote(habit, seed, first, room);
          expect(made).toEqual(quote(habit, seed, first, room));
          fc.pre(made !== undefined);
          expect(made.price).toBeGreaterThanOrEqual(habit.price[0]);
          expect(made.price).toBeLessThanOrEqual(habit.price[1]);
          expect(made.price % 10_000).toBe(0);
          expect(made.wh).toHaveLength(habit.slots);
          made.wh.forEach((wh, i) => expect(wh).toBeLessThanOrEqual(room[i] ?? 0));
          expect(made.minimum).toBeLessThanOrEqual(sum(made.wh));
          expect(made.damages.seller > 0).toBe(made.type === "firm");
        },
      ),
    );
  });

  test("less than the habit's least is not quoted, a full step above it is", () => {
    for (const habit of HABITS) {
      const room = (wh: number) => Array.from({ length: habit.slots }, () => wh);
      expect(quote(habit, 1, 0, room(habit.least - 1))).toBeUndefined();
      expect(quote(habit, 1, 0, room(habit.least + 500))).toBeDefined();
    }
  });

  test("windows are aligned to local midnight, lie ahead and do not overlap", () => {
    fc.assert(
      fc.property(fc.constantFrom(...HABITS), fc.nat(3_000_000), (habit, open) => {
        const windows = windowsOf(habit, open, 32);
        expect(windows).toHaveLength(habit.ahead);
        windows.forEach((first, i) => {
          expect((first + 32) % habit.slots).toBe(0);
          expect(first).toBeGreaterThanOrEqual(open + habit.lead);
          expect(first - (windows[0] ?? 0)).toBe(i * habit.slots);
        });
      }),
    );
  });
});

describe("nonces", () => {
  const NOON = 20_000 * 86_400 + 43_200;
  const ledger = (used: ReadonlyMap<number, string>) => ({
    query<N extends QueryName>(_: N, input: QueryIn<N>): QueryOut<N> {
      const { day } = input as QueryIn<"nonces">;
      return { used: (used.get(day) ?? "").padEnd(256, "0") } as QueryOut<N>;
    },
  });

  test("pass over what the ledger says is used, and are valid until the end of their day", () => {
    const used = withNonce(withNonce("", 0), 2);
    const nonces = openNonces(ledger(new Map([[20_000, used]])), "party");
    const taken = [nonces.take(NOON, 7), nonces.take(NOON, 7), nonces.take(NOON, 7)];
    expect(new Set(taken.map((one) => one?.nonce)).size).toBe(3);
    expect(taken.map((one) => one?.nonce)).not.toContain(0);
    expect(taken.map((one) => one?.nonce)).not.toContain(2);
    expect(taken[0]?.validUntil).toBe(20_001 * 86_400 - 1);
  });

  test("go to the next day when a day is spent or about to end, and end when the window is spent", () => {
    const nonces = openNonces(ledger(new Map()), "party");
    for (let i = 0; i < 1024; i++) expect(nonces.take(NOON, 2)?.validUntil).toBe(20_001 * 86_400 - 1);
    expect(nonces.take(NOON, 2)).toEqual({ validUntil: 20_002 * 86_400 - 1, nonce: 0 });
    expect(openNonces(ledger(new Map()), "party").take(20_001 * 86_400 - 60, 2)?.validUntil).toBe(20_002 * 86_400 - 1);
    for (let i = 0; i < 1023; i++) nonces.take(NOON, 2);
    expect(nonces.take(NOON, 2)).toBeUndefined();
  });
});
