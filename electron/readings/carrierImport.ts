/**
 * Gas, heat and water of a delimited file: what they come to, and into the registers' store. Amounts become counters that go on
 * from what is there already, so that the same file twice changes nothing and an overlapping one agrees with it.
 */
import type { CarrierTotal } from "../../shared/ipc/energyViews.ts";
import { CARRIER_REGISTER, carrierReadings, scanUnit } from "../../shared/metering/carrierColumns.ts";
import type { UnderstoodText } from "../../shared/metering/files/delimitedFile.ts";
import { type GasFactor, factorOf, gasDayOf, gasWh } from "../../shared/metering/registers/gasEnergy.ts";
import type { Reading } from "../../shared/metering/registers/reading.ts";
import type { ZoneTable } from "../../shared/metering/zoneTable.ts";
import type { RegisterStore } from "./registerStore.ts";

type Other = UnderstoodText["others"][number];

/** The home's own meters of these carriers, as files have them. */
export const FILES_DEVICE = "files";

export function carrierTotals(
  others: readonly Other[],
  factors: readonly GasFactor[],
  zone: ZoneTable,
): CarrierTotal[] {
  return others.flatMap(({ column, aligned }): CarrierTotal[] => {
    const { unit } = scanUnit(column.unit);
    if (unit !== "L" && unit !== "Wh" && unit !== "kJ") return [];
    const readings = carrierReadings(aligned, column, { kind: "file", name: "" }, 0);
    const [first, last] = [readings[0], readings.at(-1)];
    const total = first && last ? last.value - first.value : 0;
    const energy = column.carrier === "gas" && unit === "L" ? gasEnergy(readings, factors, zone) : null;
    return [{ carrier: column.carrier, unit, total, energy }];
  });
}

/** Wh of a file's gas, day by day by the factor of each gas day; null where one of its days has none. */
function gasEnergy(readings: readonly Reading[], factors: readonly GasFactor[], zone: ZoneTable): number | null {
  const days = new Map<number, number>();
  for (let i = 1; i < readings.length; i++) {
    const [from, to] = [readings[i - 1], readings[i]];
    if (!from || !to) continue;
    const day = gasDayOf(zone, from.at);
    days.set(day, (days.get(day) ?? 0) + to.value - from.value);
  }
  let sum = 0;
  for (const [day, litres] of days) {
    const factor = factorOf(factors, day);
    if (!factor) return null;
    sum += gasWh(litres, factor);
  }
  return sum;
}

/** `now`: UTC seconds. Throws import.* faults; then nothing of that carrier is kept. */
export function recordCarriers(
  store: RegisterStore,
  others: readonly Other[],
  file: string,
  zone: ZoneTable,
  now: number,
): void {
  const source = { kind: "file", name: file.slice(0, 200) } as const;
  for (const { column, aligned } of others) {
    const there = store.lastBefore(FILES_DEVICE, CARRIER_REGISTER[column.carrier], aligned.start);
    store.record(FILES_DEVICE, carrierReadings(aligned, column, source, there?.value ?? 0), zone, now);
  }
}
