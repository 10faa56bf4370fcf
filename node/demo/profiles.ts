/** The regulators' availability profiles: the share of its capacity that a technology may promise, by month and quarter-hour of the local day. */
import type { Genesis } from "../../shared/ledger/params.ts";
import { Technology } from "../../shared/ledger/units.ts";
import { sinElevation } from "../street/sun.ts";

type Profiles = Genesis["profiles"];

/** Every technology and month; solar follows the sun of the month's middle with some room, the rest may promise all they have. */
export function availabilityProfiles(year: number): Profiles {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  return Technology.options.flatMap((technology) =>
    months.map((month) => ({
      technology,
      month,
      share: technology === "solar" ? solarShare(year, month) : Array.from({ length: 96 }, () => 1_000_000),
    })),
  );
}

/** A limit, not a forecast: never under what a clear sky gives, and half an hour of dusk and dawn beyond it. */
function solarShare(year: number, month: number): number[] {
  const midnight = Date.UTC(year, month - 1, 15) / 1000;
  return Array.from({ length: 96 }, (_, slot) => {
    const sine = sinElevation(midnight + slot * 900 + 450);
    return Math.max(0, Math.min(1_000_000, Math.round((sine + 0.12) * 1_100_000)));
  });
}
