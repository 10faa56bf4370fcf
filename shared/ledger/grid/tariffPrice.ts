/** What a residual supplier's tariff by time of use says for one slot (DESIGN §4, Screening). */
import type { GridParams } from "../params.ts";
import { shareOf } from "../positions.ts";
import type { TariffRecord } from "./records.ts";

/** Prices of a slot, micro per kWh: the mean of the quarter-hours of the local day that it covers, rounded down. */
export function tariffPrice(
  tariff: TariffRecord,
  grid: GridParams,
  utcOffset: number,
  slot: number,
): { readonly retail: number; readonly feedIn: number } {
  return {
    retail: shareOf(tariff.retail, grid, utcOffset, slot),
    feedIn: shareOf(tariff.feedIn, grid, utcOffset, slot),
  };
}
