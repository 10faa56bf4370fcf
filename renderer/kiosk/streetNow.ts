/** What the street's meters have in the slot under way, W. */
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import { sum } from "../parts/figures.ts";

export interface HomeNow {
  readonly home: StreetMeters["homes"][number];
  readonly making: number;
  readonly using: number;
}
export interface StreetNow {
  readonly homes: readonly HomeNow[];
  readonly making: number;
  readonly using: number;
}

export function streetNow({ homes, now, slotSeconds }: StreetMeters): StreetNow {
  const watts = (wh: number | undefined): number => Math.round(((wh ?? 0) * 3600) / slotSeconds);
  const each = homes.map((home) => ({ home, making: watts(home.generation[now]), using: watts(home.load[now]) }));
  return {
    homes: each,
    making: sum(each.map((one) => one.making)),
    using: sum(each.map((one) => one.using)),
  };
}
