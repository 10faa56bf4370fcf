/**
 * Gas days and the energy in a cubic metre. A gas day begins at 06:00 local time and has 23, 24 or 25 hours. Gas is metered in cubic
 * metres and traded in Wh by the operator's factor of the zone and day, each with the date from which it holds (DESIGN §2).
 */
import { DAY } from "../civilTime.ts";
import { type ZoneTable, instantOf, offsetAt } from "../zoneTable.ts";

export const GAS_DAY_BEGINS = 6 * 3600;

/** Number of the gas day (days since 1970 of its first hour) in which an instant lies. */
export function gasDayOf(zone: ZoneTable, utc: number): number {
  return Math.floor((utc + offsetAt(zone, utc) - GAS_DAY_BEGINS) / DAY);
}
/** The gas day [start, end) in UTC seconds. */
export function gasDayBounds(zone: ZoneTable, day: number): { readonly start: number; readonly end: number } {
  return {
    start: instantOf(zone, day * DAY + GAS_DAY_BEGINS),
    end: instantOf(zone, (day + 1) * DAY + GAS_DAY_BEGINS),
  };
}

/** Holds from a gas day on. `whPerM3`: calorific value times state number, already multiplied by the operator. */
export interface GasFactor {
  readonly from: number;
  readonly whPerM3: number;
}

/** The factor of a gas day, or undefined before the first one: without a factor there is no energy. */
export function factorOf(factors: readonly GasFactor[], day: number): GasFactor | undefined {
  return factors.reduce<GasFactor | undefined>(
    (best, one) => (one.from <= day && (!best || one.from >= best.from) ? one : best),
    undefined,
  );
}

/** Wh in so many litres (thousandths of a cubic metre), one rounding: floor((L · Wh/m³ + 500) / 1000). */
export function gasWh(litres: number, factor: GasFactor): number {
  return Number((BigInt(litres) * BigInt(factor.whPerM3) + 500n) / 1000n);
}
