/**
 * Columns of gas, heat and water beside those of electricity (carrierNames.ts), read through the same scan and clock, as
 * counters in whole smallest units. Gas becomes energy by the operator's factor of its gas day (`registers/gasEnergy.ts`).
 */
import type { CarrierColumn } from "../ipc/energyViews.ts";
import type { Aligned } from "./alignment.ts";
import type { Reading, Source, Unit } from "./registers/reading.ts";

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
