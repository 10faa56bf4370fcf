/** Market time as the screens need it: the verified clock of the home view, slots of each carrier's grid, local seconds. */
import type { HomeView } from "../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { provedOf } from "./Loaded.tsx";
import { useRead } from "../store/hooks.ts";

/** Slot lengths of DESIGN §2; electricity comes with the home view. */
const GRID: Record<Carrier, number> = { electricity: 900, heat: 3600, gas: 86_400 };
export const slotSecondsOf = (home: HomeView | null, carrier: Carrier): number =>
  carrier === "electricity" && home ? home.market.slotSeconds : GRID[carrier];
/** Local seconds (market seconds plus the zone's offset) of a slot's start. */
export const slotStart = (home: HomeView | null, carrier: Carrier, slot: number): number =>
  slot * slotSecondsOf(home, carrier) + (home?.market.utcOffset ?? 0);
/** First slot of a local date (local midnight, seconds). */
export const firstSlotOf = (home: HomeView | null, carrier: Carrier, localMidnight: number): number =>
  Math.ceil((localMidnight - (home?.market.utcOffset ?? 0)) / slotSecondsOf(home, carrier));

export function useHome(): HomeView | null {
  return provedOf(useRead("home.get", {}));
}
