/** Comparing with a display: what agrees, and the usual causes of what does not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareWithDisplay, type Shown } from "../../../shared/commissioning/displayCheck.ts";

const power = (milli: number, phases: readonly number[] = []): Shown => ({
  role: "gridPower",
  milli,
  phases: phases.map((one, i) => ({ phase: i + 1, milli: one })),
  opposite: null,
});
const counter = (milli: number, opposite: number | null): Shown => ({ role: "imported", milli, phases: [], opposite });

describe("a power against the display", () => {
  it("agrees although both were read some seconds apart", () => {
    expect(compareWithDisplay(power(2_310_000), 2_290_000)).toEqual({ verdict: "agrees" });
  });
  it("finds a transformer that looks the other way", () => {
    expect(compareWithDisplay(power(-2_310_000), 2_300_000)).toEqual({ verdict: "wrongSign" });
    expect(compareWithDisplay(power(1_200_000), -1_200_000)).toEqual({ verdict: "wrongSign" });
  });
  it("finds the one phase whose transformer looks the other way", () => {
    expect(compareWithDisplay(power(900_000, [500_000, 1_000_000, -600_000]), 2_100_000)).toEqual({
      verdict: "wrongPhase",
      phase: 3,
    });
  });
  it("names no phase where two would explain it", () => {
    expect(compareWithDisplay(power(0, [500_000, -500_000, 0]), 1_000_000).verdict).toBe("wrongPhase");
    expect(compareWithDisplay(power(-200_000, [800_000, -500_000, -500_000]), 800_000).verdict).toBe("differs");
  });
  it("finds a ratio or a unit that is set wrongly", () => {
    expect(compareWithDisplay(power(40_100), 2_000_000)).toEqual({ verdict: "wrongRatio", factor: 50, shows: "less" });
    expect(compareWithDisplay(power(2_000_000_000), 2_000_000)).toEqual({
      verdict: "wrongRatio",
      factor: 1000,
      shows: "more",
    });
  });
  it("tells no sign by next to nothing", () => {
    expect(compareWithDisplay(power(20_000), 10_000).verdict).toBe("tooSmall");
    expect(compareWithDisplay(power(0), 0).verdict).toBe("tooSmall");
    expect(compareWithDisplay(power(3_000_000), 20_000)).toEqual({ verdict: "differs", byMilli: 2_980_000 });
  });
  it("never takes a reversed power for right, nor a right one for reversed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 50_000_000 }), fc.boolean(), (milli, negative) => {
        const shown = negative ? -milli : milli;
        expect(compareWithDisplay(power(shown), shown)).toEqual({ verdict: "agrees" });
        expect(compareWithDisplay(power(shown), -shown)).toEqual({ verdict: "wrongSign" });
      }),
    );
  });
});

describe("a counter against the display", () => {
  it("agrees to the display's whole kWh", () => {
    expect(compareWithDisplay(counter(12_345_678_000, 99_000_000), 12_345_000_000)).toEqual({ verdict: "agrees" });
  });
  it("finds counters that stand in each other's place", () => {
    expect(compareWithDisplay(counter(99_000_000, 12_345_678_000), 12_345_000_000)).toEqual({ verdict: "wrongSign" });
  });
  it("says by how much it differs", () => {
    expect(compareWithDisplay(counter(10_000_000, null), 13_700_000)).toEqual({
      verdict: "differs",
      byMilli: -3_700_000,
    });
  });
});
