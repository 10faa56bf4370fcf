/** Figures as text: exact, truncated, true minus; look/README "Don't round before the last line". */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decimal,
  digitsFor,
  exact,
  kilo,
  lineOf,
  price,
  sum,
  yuan,
  yuanExact,
  yuanMark,
} from "../../renderer/parts/figures.ts";

describe("figures", () => {
  test("energy is kWh with two decimals, three where a Wh would be lost", () => {
    expect(kilo("en", 9900)).toBe("9.90");
    expect(kilo("en", 12_387)).toBe("12.387");
    expect(digitsFor([9900, null, 120])).toBe(2);
    expect(digitsFor([9900, 121])).toBe(3);
  });
  test("a minus is a true minus, a plus only where asked for", () => {
    expect(yuanMark("en", -1_440_000, true)).toBe("−¥1.44");
    expect(yuanMark("en", 3_450_000, true)).toBe("+¥3.45");
    expect(yuanMark("zh-CN", 0, true)).toBe("¥0.00");
    expect(kilo("en", -4_812_600)).toBe("−4,812.60");
  });
  test("money is cut at the fen, never rounded up", () => {
    expect(yuan("en", 2_639_999)).toBe("2.63");
    expect(yuan("en", -2_639_999)).toBe("−2.63");
    expect(yuanExact("en", 2_634_600)).toBe("¥2.634\u2009600");
    expect(yuanExact("en", -38_000)).toBe("−¥0.038\u2009000");
  });
  test("a price keeps every digit that it has", () => {
    expect(price("en", 460_000)).toBe("0.46");
    expect(price("en", 534_700)).toBe("0.5347");
  });
  test("text says exactly the integer, for any integer", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const text = exact(value, 6).replace(".", "");
        expect(BigInt(text)).toBe(BigInt(value));
        const shown = decimal("en", value, 3, { min: 3, max: 3 })
          .replaceAll(",", "")
          .replace(".", "")
          .replace("−", "-");
        expect(BigInt(shown)).toBe(BigInt(value));
      }),
    );
  });
  test("what is shown adds up: the parts' texts sum to the whole's text", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000_000), { minLength: 1, maxLength: 6 }), (parts) => {
        const digits = digitsFor([...parts, sum(parts)]);
        const shown = (wh: number) => BigInt(kilo("en", wh, digits).replaceAll(/[,.]/g, ""));
        expect(parts.reduce((all, wh) => all + shown(wh), 0n)).toBe(shown(sum(parts)));
      }),
    );
  });
  test("a line of money is the ledger's own rule", () => {
    expect(lineOf(375, 460_000)).toBe(172_500);
    expect(lineOf(1, 499)).toBe(0);
    expect(lineOf(1, 500)).toBe(1);
  });
});
