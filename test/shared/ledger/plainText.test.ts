/** What people write on the ledger reads as it is: nothing in it that is not seen but changes what is. */
import { expect, test } from "vitest";
import { ClaimPayment } from "../../../shared/ledger/bodies/money.ts";
import { Reason } from "../../../shared/ledger/units.ts";
import { keyOf } from "./market.ts";

const REFUSED = [
  0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b,
  0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];

const claim = (reference: string): boolean =>
  ClaimPayment.safeParse({
    kind: "payment.claim",
    sender: keyOf("a").address,
    validUntil: 1,
    nonce: 0,
    creditor: keyOf("b").address,
    period: 1,
    reference,
  }).success;

test.each(REFUSED.map((code) => [code.toString(16), String.fromCharCode(code)]))("U+%s is refused", (_, mark) => {
  for (const text of [mark, `paid ${mark}`, `${mark}paid`, `pa${mark}id`]) {
    expect(Reason.safeParse(text).success).toBe(false);
    expect(claim(text)).toBe(false);
  }
});

test("every script, punctuation and emoji are allowed, to the stated length", () => {
  for (const text of ["已付款，电汇 77", "“nothing came” – twice…", "דחוי", "مدفوع", "👩‍🔧 ok", " ", "~"]) {
    expect(Reason.safeParse(text).success).toBe(true);
    expect(claim(text)).toBe(true);
  }
  expect([Reason.safeParse("").success, Reason.safeParse("a".repeat(280)).success]).toEqual([false, true]);
  expect([Reason.safeParse("a".repeat(281)).success, claim("a".repeat(64)), claim("a".repeat(65))]).toEqual([
    false,
    true,
    false,
  ]);
});
