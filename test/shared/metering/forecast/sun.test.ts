/** The sun's envelope: where it stands, what it scales, and a place that the home's own past contradicts. */
import { describe, expect, it } from "vitest";
import { forecast } from "../../../../shared/metering/forecast/forecast.ts";
import { envelopeAt, fits } from "../../../../shared/metering/forecast/sun.ts";
import type { Flows } from "../../../../shared/metering/periods.ts";
import { fixedZone } from "../../../../shared/metering/zoneTable.ts";

const SYDNEY = { latitude: -33.9, longitude: 151.2 };
const MADRID = { latitude: 40.4, longitude: -3.7 };
const UTC = fixedZone("UTC", 0);
const at = (text: string): number => Date.parse(text) / 1000;

/** A home that makes `peak` Wh a quarter-hour under the highest sun of its place, every day equally clear. */
const underSun = (place: typeof SYDNEY, start: number, slots: number, peak: number): Flows[] =>
  Array.from({ length: slots }, (_, k) => {
    const generation = Math.round((peak * envelopeAt(place, start + k * 900)) / 1000);
    return { generation, load: 0, exported: generation, imported: 0, ownUse: 0 };
  });

describe("the envelope", () => {
  it("is the sine of the sun's height: the noon of an equinox on the equator, the polar night, the winter of the south", () => {
    expect(envelopeAt({ latitude: 0, longitude: 0 }, at("2026-03-20T12:00:00Z"))).toBeGreaterThan(995);
    expect(envelopeAt({ latitude: 80, longitude: 0 }, at("2026-12-21T12:00:00Z"))).toBe(0);
    // 21 June at 33.9° south: 90 - 33.9 - 23.4 = 32.7 degrees at noon, sine 0.54; noon there is 01:57 UTC.
    const noon = envelopeAt(SYDNEY, at("2026-06-21T01:52:30Z"));
    expect(noon).toBeGreaterThan(530);
    expect(noon).toBeLessThan(550);
  });
});

describe("a home whose days grow longer", () => {
  const start = at("2026-01-20T00:00:00Z");
  const past = underSun(MADRID, start, 40 * 96, 1000);
  const tomorrow = underSun(MADRID, start + 40 * 86_400, 96, 1000).map(({ generation }) => generation ?? 0);
  const missed = (place?: typeof MADRID): number => {
    const bands = forecast(past, 96, { start, zone: UTC, place })?.generation ?? [];
    return bands.reduce((sum, { p50 }, k) => sum + Math.abs(p50 - (tomorrow[k] ?? 0)), 0);
  };

  it("is foretold almost exactly where its place is known, and less well where it is not", () => {
    const whole = tomorrow.reduce((sum, wh) => sum + wh, 0);
    expect(missed(MADRID)).toBeLessThan(whole / 100);
    expect(missed()).toBeGreaterThan(3 * missed(MADRID));
  });
  it("is not foretold by the sun of the other side of the world: such a place is left aside", () => {
    expect(fits(MADRID, past, start)).toBe(true);
    expect(fits(SYDNEY, past, start)).toBe(false);
    expect(missed(SYDNEY)).toBe(missed());
  });
});
