/** Figures of the agent's limits: typed text to integers and back, never rounded. */
import { expect, it } from "vitest";
import { amountOf, typedFrom } from "../../renderer/safe/agent/amount.ts";

it.each([
  ["0.48", 6, 480_000],
  ["12", 3, 12_000],
  ["1,234.5", 3, 1_234_500],
  [" 7. ", 3, 7000],
  ["0.0000001", 6, undefined],
  ["1.2.3", 3, undefined],
  ["-1", 3, undefined],
  ["1e3", 3, undefined],
  ["1,2", 3, undefined],
  ["", 3, undefined],
  ["9999999999999", 3, undefined],
])("%o with %i places is %o", (text, places, value) => expect(amountOf(text, places)).toBe(value));

it("comes back as it was typed", () => {
  for (const [value, places] of [
    [480_000, 6],
    [12_000, 3],
    [1, 6],
    [0, 3],
    [123_456_789, 3],
  ] as const)
    expect(amountOf(typedFrom(value, places), places)).toBe(value);
  expect(typedFrom(480_000, 6)).toBe("0.48");
});
