/** Market time as the screens need it: the verified clock of the home view, slots of each carrier's grid, local seconds. */
import type { HomeView } from "../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { provedOf } from "./Loaded.tsx";
import { useRead } from "../store/hooks.ts";

/** Slot lengths of DESIGN §2, until the home view brings the chain's own. */
const USUAL: Record<Carrier, number> = { electricity: 900, heat: 3600, gas: 86_400 };
export const slotSecondsOf = (home: HomeView | null, carrier: Carrier): number =>
  home?.market.grids[carrier]?.slotSeconds ?? USUAL[carrier];
const startSecondsOf = (home: HomeView | null, carrier: Carrier): number =>
  home?.market.grids[carrier]?.startSeconds ?? 0;
/** Local seconds (market seconds plus the zone's offset) of a slot's start. */
export const slotStart = (home: HomeView | null, carrier: Carrier, slot: number): number =>
  slot * slotSecondsOf(home, carrier) + startSecondsOf(home, carrier) + (home?.market.utcOffset ?? 0);
/** First slot that starts on a local date (local midnight, seconds). */
export const firstSlotOf = (home: HomeView | null, carrier: Carrier, localMidnight: number): number =>
  Math.ceil(
    (localMidnight - (home?.market.utcOffset ?? 0) - startSecondsOf(home, carrier)) / slotSecondsOf(home, carrier),
  );

/** The slot that runs now on a carrier's grid. */
export const slotNow = (home: HomeView, carrier: Carrier): number =>
  Math.floor((home.market.now - startSecondsOf(home, carrier)) / slotSecondsOf(home, carrier));
/** First slot of a carrier whose gate is still open. */
export const gateSlotOf = (home: HomeView, carrier: Carrier): number =>
  home.market.grids[carrier]?.gateSlot ?? slotNow(home, carrier) + 1;

export function useHome(): HomeView | null {
  return provedOf(useRead("home.get", {}));
}
