import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBlank, readDecimal } from "../../../shared/metering/decimal.ts";

const read = (text: string, places: number, mark = "."): number =>
  readDecimal(text, 0, text.length, mark.charCodeAt(0), places);

describe("decimal text to integers", () => {
  it.each([
    ["0.48200000000000004", 6, 482_000],
    ["0.39799999999999996", 6, 398_000],
    ["1.0380000", 3, 1038],
    ["12", 6, 12_000_000],
    [".5", 3, 500],
    ["5.", 3, 5000],
    ["-0.0", 6, 0],
    ["-1.25", 3, -1250],
    ["+1.25", 3, 1250],
    ["5e-05", 6, 50],
    ["5.0000000000000004e-05", 6, 50],
    ["1.5E3", 3, 1_500_000],
    ["0.0005", 3, 1],
    ["0.00049999", 3, 0],
  ])("%s at %i places is %i", (text, places, value) => expect(read(text, places)).toBe(value));

  it.each(["", ".", "-", "abc", "1.2.3", "1,5", "0x10", "1 2", "NaN", "Infinity", "1e", "--1"])(
    "%j is no number",
    (text) => expect(read(text, 6)).toBeNaN(),
  );

  it("is beyond every limit when it has too many digits", () => expect(read("9".repeat(40), 6)).toBe(Infinity));
  it("reads a decimal comma", () => expect(read("0,482", 6, ",")).toBe(482_000));

  it("equals exact rational rounding for any digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.stringMatching(/^[0-9]{1,12}$/), (whole, fraction) => {
        const scaled = BigInt(`${whole}${fraction}`) * 10n ** 6n;
        const divisor = 10n ** BigInt(fraction.length);
        const exact = (scaled * 2n + divisor) / (divisor * 2n);
        expect(BigInt(read(`${whole}.${fraction}`, 6))).toBe(exact);
      }),
    );
  });
});

describe("no reading", () => {
  it.each(["", "-", "NaN", "n/a", "NULL", "缺失"])("%j", (text) => expect(isBlank(text, 0, text.length)).toBe(true));
  it.each(["0", "0.0", "-1", "x", "error"])("%j says something", (text) =>
    expect(isBlank(text, 0, text.length)).toBe(false),
  );
});
