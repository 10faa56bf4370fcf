/** Live values that are kept: counters in whole smallest units, by the register that they are of; a telegram's tariffs summed where it shows no total. */
import { expect, it } from "vitest";
import { tariffSums } from "../../../shared/metering/dsmr/tariffSums.ts";
import { counterReading } from "../../../shared/metering/live/counterReading.ts";
import { type LiveValue, registerOf, turned } from "../../../shared/metering/live/value.ts";

const BY = { kind: "device", name: "Roof" } as const;
const value = (more: Partial<LiveValue>): LiveValue => ({
  id: "1-0:1.8.0",
  role: "imported",
  phase: 0,
  name: null,
  unit: "Wh",
  milli: 12_345_999,
  ...more,
});

it.each<[string, Partial<LiveValue>, object]>([
  ["cut off below the watt-hour", {}, { register: "1-0:1.8.0", value: 12_345, unit: "Wh", at: 1000 }],
  ["of a device that names none", { id: "203.TotWhExp", role: "exported" }, { register: "1-0:2.8.0" }],
  ["a second meter within a device", { id: "203#2.TotWhImp" }, { register: "imported:203#2.TotWhImp" }],
  ["generation", { id: "103.WH", role: "generated" }, { register: "generated:103.WH" }],
  [
    "gas in litres, when it was read",
    { id: "7-1:3.0.0", role: "gas", unit: "m³", milli: 345_678, readAt: 900 },
    { register: "7-1:3.0.0", value: 345_678, unit: "L", at: 900 },
  ],
  [
    "heat in kilojoules",
    { id: "6-2:1.0.0", role: "heat", unit: "J", milli: 12_345_678_900 },
    { value: 12_345, unit: "kJ" },
  ],
])("%s", (_, more, expected) => {
  const reading = counterReading(value(more), 1000, BY);
  expect(reading).toMatchObject({ quality: "measured", source: BY, ...expected });
});

it.each<[string, Partial<LiveValue>]>([
  ["power is none", { role: "gridPower", unit: "W" }],
  ["a current is none", { role: "current", unit: "A" }],
  ["a negative counter is none", { milli: -1 }],
  ["more than any home's is none", { milli: Number.MAX_SAFE_INTEGER, role: "gas", unit: "m³" }],
])("%s", (_, more) => {
  expect(counterReading(value(more), 1000, BY)).toBeNull();
});

it("a turned sign turns the register too, whatever the device calls it", () => {
  expect(registerOf(turned(value({ id: "1-0:1.8.2" })))).toBe("1-0:2.8.2");
  expect(registerOf(turned(value({ id: "1-0:2.8.0", role: "exported" })))).toBe("1-0:1.8.0");
  expect(registerOf(turned(value({ id: "203.TotWhImp" })))).toBe("1-0:2.8.0");
});

it("tariffs are summed where the total is not shown, and only there", () => {
  const of = (register: string, one: number) => ({ register, value: one, unit: "Wh" as const });
  expect(tariffSums([of("1-0:1.8.1", 5), of("1-0:1.8.2", 7), of("1-0:2.8.1", 1)])).toEqual([
    { register: "1-0:1.8.0", value: 12 },
    { register: "1-0:2.8.0", value: 1 },
  ]);
  expect(tariffSums([of("1-0:1.8.0", 13), of("1-0:1.8.1", 5), of("1-0:1.8.2", 7)])).toEqual([]);
  expect(tariffSums([of("1-1:1.8.1", 5), { register: "1-0:1.8.1", value: 5, unit: "W" }])).toEqual([]);
});
