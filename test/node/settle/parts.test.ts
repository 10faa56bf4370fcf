/** A day in messages, local days and their slots, and tables. */
import { describe, expect, test } from "vitest";
import { csvOf, decimalOf } from "../../../node/settle/csv.ts";
import { dayOf, slotsOfDay } from "../../../node/settle/days.ts";
import { sealedParts } from "../../../node/settle/telling.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import type { Residual } from "../../../shared/ledger/history/residual.ts";
import { slotStart } from "../../../shared/ledger/time.ts";
import { openMessage } from "../../../shared/negotiation/letter.ts";
import { CHAIN, GENESIS_TIME, keyOf, SUPPLIER } from "../../shared/ledger/market.ts";

const [home, sealing] = [keyOf("home"), keyOf("sealing")];

test("a day of large figures goes into several messages, each slot in one of them, all opened by the supplier", () => {
  const figure = 999_999_999;
  const slots: Residual["slots"] = Array.from({ length: 100 }, (_, i) => ({
    slot: 1_980_000 + i,
    sold: figure,
    bought: figure,
    contractedSold: figure,
    contractedBought: figure,
    residualSold: -figure,
    residualBought: figure,
  }));
  const residual: Residual = { supplier: SUPPLIER.address, party: home.address, carrier: "electricity", slots };
  const parts = sealedParts({ chainId: CHAIN }, residual, home.secret, sealing.public);
  const opened = parts.map((sealed) =>
    openMessage(sealed, {
      chain: CHAIN,
      from: home.address,
      senderKeys: [home.public],
      to: SUPPLIER.address,
      secretKeys: [sealing.secret],
      check: nobleSignatures,
    }),
  );
  const got = opened.flatMap((one) =>
    one.ok && one.content.said.what === "residual" ? one.content.said.residual.slots : [],
  );
  expect(got).toEqual(slots);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.length).toBeLessThan(10);
});

describe("days", () => {
  const electricity = { slotSeconds: 900, gateSeconds: 300, startSeconds: 0 };
  /** 06:00 of UTC+8. */
  const gas = { slotSeconds: 86_400, gateSeconds: 3600, startSeconds: 79_200 };

  test("yesterday of the zone unless named; genesis is 08:00 there", () => {
    expect(dayOf(undefined, GENESIS_TIME, 28_800)).toEqual({ name: "2026-06-16", from: GENESIS_TIME - 115_200 });
    expect(dayOf("2026-06-17", 0, 28_800)).toEqual({ name: "2026-06-17", from: GENESIS_TIME - 28_800 });
  });

  test("the slots that begin in it: 96 quarter-hours, one gas day", () => {
    const { from } = dayOf("2026-06-17", 0, 28_800);
    const quarters = slotsOfDay(electricity, from);
    expect([slotStart(electricity, quarters.first), quarters.count]).toEqual([from, 96]);
    const day = slotsOfDay(gas, from);
    expect([slotStart(gas, day.first), day.count]).toEqual([from + 21_600, 1]);
  });

  test.each(["2026-02-29", "2026-13-01", "17.6.2026", ""])("%j is no date", (name) => {
    expect(() => dayOf(name, 0, 0)).toThrow("is no date");
  });
});

test("cells: quotes doubled, no formulas, exact decimals", () => {
  expect(
    csvOf(
      ["a", "b"],
      [
        ['say "x", y', "@SUM(A1)"],
        [-5, "line\nbreak"],
      ],
    ),
  ).toBe('\uFEFFa,b\r\n"say ""x"", y",\'@SUM(A1)\r\n-5,"line\nbreak"\r\n');
  expect([0, 5, 1_234_567, -70_000].map(decimalOf)).toEqual(["0.000000", "0.000005", "1.234567", "-0.070000"]);
  expect(decimalOf(2n ** 70n)).toBe("1180591620717411.303424");
});
