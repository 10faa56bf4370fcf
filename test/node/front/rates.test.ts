/** Requests an address may make: a burst, then a rate, each address for itself. */
import { describe, expect, it } from "vitest";
import { groupOf, rates } from "../../../node/front/rates.ts";

describe("rates", () => {
  it("let a burst through, then so many a second", () => {
    const mayAsk = rates(10, 5);
    const taken = (now: number, tries: number) =>
      Array.from({ length: tries }, () => mayAsk.take("192.0.2.1", now)).filter(Boolean).length;
    expect(taken(0, 20)).toBe(5);
    expect(taken(100, 20)).toBe(1);
    expect(taken(300, 20)).toBe(2);
    expect(taken(60_000, 20)).toBe(5);
  });

  it("are each address's own", () => {
    const mayAsk = rates(1, 1);
    expect(mayAsk.take("192.0.2.1", 0)).toBe(true);
    expect(mayAsk.take("192.0.2.1", 0)).toBe(false);
    expect(mayAsk.take("192.0.2.2", 0)).toBe(true);
  });

  it("count an IPv6 customer once, however many addresses it has", () => {
    expect(groupOf("2001:db8:1:2::1")).toBe(groupOf("2001:db8:1:2:ffff:aaaa:1:2"));
    expect(groupOf("2001:db8:1:2::1")).not.toBe(groupOf("2001:db8:1:3::1"));
    expect(groupOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(groupOf("::1")).toBe(groupOf("0:0:0:0::2"));
  });

  it("forget who was idle for longest", () => {
    const mayAsk = rates(1, 1);
    for (let i = 0; i < 100_050; i++) mayAsk.take(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, i);
    expect(mayAsk.size).toBeLessThanOrEqual(100_000);
  });
});
