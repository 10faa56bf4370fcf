/**
 * Columns of gas, heat and water beside those of electricity: known by their names, read through the same scan and clock, as
 * counters in whole smallest units. Gas becomes energy by the operator's factor of its gas day (`registers/gasEnergy.ts`).
 */
import type { CarrierColumn } from "../ipc/energyViews.ts";
import type { Aligned } from "./alignment.ts";
import type { Reading, Source, Unit } from "./registers/reading.ts";

const CARRIERS: readonly (readonly [CarrierColumn["carrier"], RegExp])[] = [
  ["gas", /\bgas\b|gas.?(use|usage|consum|verbrauch|meter|z(ä|ae)hler|m3|m³)|erdgas|燃气|天然气/i],
  ["water", /\bwater\b|wasser|用水|水表|自来水/i],
  ["heat", /\bheat(ing)?\b|w(ä|ae)rme|fernw|district.?heat|热量|供热|用热/i],
];
/** Electricity all the same. */
const ELECTRIC = /heat.?pump|w(ä|ae)rmepumpe|热泵|water.?heater|热水器/i;
const UNITS: readonly (readonly [CarrierColumn["unit"], RegExp])[] = [
  ["m³", /m³|m3|cubic|立方/i],
  ["kWh", /k\s?w\s?h|千瓦时/i],
  ["GJ", /\bgj\b|吉焦/i],
  ["MJ", /\bmj\b|兆焦/i],
  ["L", /\bl\b|lit(er|re)|升/i],
];

export function carrierNamed(name: string): CarrierColumn["carrier"] | undefined {
  const plain = name.replaceAll("_", " ");
  return ELECTRIC.test(plain) ? undefined : CARRIERS.find(([, words]) => words.test(plain))?.[0];
}
/** Where the name does not say: cubic metres of gas and water, gigajoules of heat. */
export const carrierUnit = (name: string, carrier: CarrierColumn["carrier"]): CarrierColumn["unit"] =>
  UNITS.find(([, words]) => words.test(name.replaceAll("_", " ")))?.[0] ?? (carrier === "heat" ? "GJ" : "m³");

/** Register of a connection's own gas, heat or water meter (IEC 62056-61). */
export const CARRIER_REGISTER = { gas: "7-0:3.0.0", heat: "6-0:1.0.0", water: "8-0:1.0.0" } as const;

/** As the scan of electricity takes the written unit, and how many of its thousandths are one of our smallest. */
export function scanUnit(unit: CarrierColumn["unit"]): {
  readonly as: "kWh" | "Wh";
  readonly by: number;
  readonly unit: Unit;
} {
  switch (unit) {
    case "m³":
      return { as: "kWh", by: 1000, unit: "L" };
    case "L":
      return { as: "Wh", by: 1000, unit: "L" };
    case "kWh":
      return { as: "kWh", by: 1000, unit: "Wh" };
    case "GJ":
      return { as: "kWh", by: 1, unit: "kJ" };
    case "MJ":
      return { as: "Wh", by: 1, unit: "kJ" };
    default:
      return unit satisfies never;
  }
}

/** The column as counter readings at the ends of its intervals, going on from `from` where the file has amounts and no counters. */
export function carrierReadings(aligned: Aligned, column: CarrierColumn, source: Source, from: number): Reading[] {
  const { by, unit } = scanUnit(column.unit);
  const register = CARRIER_REGISTER[column.carrier];
  const values = aligned.first ?? new Float64Array(0);
  const readings: Reading[] = [];
  const put = (k: number, thousandths: number): void => {
    const value = Math.floor(thousandths / by) + (column.counter ? 0 : from);
    readings.push({ register, value, unit, at: aligned.start + k * aligned.interval, quality: aligned.substituted[k] === 1 ? "substituted" : "measured", source }); // prettier-ignore
  };
  if (column.counter) {
    values.forEach((value, k) => value === value && put(k, value));
    return readings;
  }
  let sum = 0;
  let open = false;
  values.forEach((value, k) => {
    if (value !== value) {
      open = false;
      return;
    }
    if (!open) put(k, sum);
    open = true;
    sum += value;
    put(k + 1, sum);
  });
  return readings;
}
