/** A local day of the street for people who look at it: load and generation behind every electric meter, what is to come as expected. */
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import { UTC_OFFSET } from "../demo/rules.ts";
import { electricity, QUARTER } from "./physics.ts";
import { CONNECTIONS } from "./residents.ts";
import { EXPECTED, seeded } from "./weather.ts";

const DAY = 86_400;

/** `market`: seconds. Load and generation hang on the time alone, not on the battery, so any slot can be asked at any time. */
export function meterDay(market: number, seed: number, partyOf: (who: string) => string): StreetMeters {
  const local = market + UTC_OFFSET;
  const midnight = local - (((local % DAY) + DAY) % DAY);
  const now = Math.floor((local - midnight) / QUARTER);
  const happens = seeded(seed);
  const homes = CONNECTIONS.filter(({ carrier }) => carrier === "electricity").map(({ who, name, resident }) => {
    const flows = Array.from({ length: DAY / QUARTER }, (_, slot) => {
      const chance = slot <= now ? happens : EXPECTED;
      return electricity(resident, chance, midnight + slot * QUARTER, 0).flow;
    });
    return {
      party: partyOf(who),
      name,
      kind: resident.role === "prosumer" ? ("home" as const) : ("works" as const),
      solar: resident.owns.solarW !== undefined,
      load: flows.map(({ load }) => load),
      generation: flows.map(({ generation }) => generation),
    };
  });
  return { start: midnight - UTC_OFFSET, slotSeconds: QUARTER, utcOffset: UTC_OFFSET, now, homes };
}
