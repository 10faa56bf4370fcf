/** Where the market stands at a page: parameters, zone, clock, grid; all verified. Seconds of market time. */
import type { HomeView } from "../../shared/ipc/marketViews.ts";
import type { GridParams, Params, Zone } from "../../shared/ledger/params.ts";
import type { PartyRecord } from "../../shared/ledger/records.ts";
import { civil, firstOpenSlot, marketTime, slotOf } from "../../shared/ledger/time.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import type { Market } from "../readings/replay.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import type { Joined } from "./joined.ts";

export interface MarketAt {
  readonly params: Params;
  /** My registration, if any. */
  readonly party: PartyRecord | null;
  /** My zone, or before registration the ledger's first. */
  readonly zone: Zone;
  readonly now: number;
}

export async function marketAt(joined: Joined, page: Page): Promise<MarketAt> {
  const [params, party] = await Promise.all([
    page.query("params", {}),
    page.query("party", { id: joined.account.address }),
  ]);
  const zone = party ? await page.query("zone", { id: party.zone }) : (await page.query("zones", { limit: 1 }))[0];
  // A ledger without zones has no market to show.
  if (!zone) throw new WithheldError("unprovable");
  return { params, party, zone, now: Math.floor(marketTime(params.clock, page.time) / 1000) };
}

/** Throws WithheldError when the market does not trade this carrier. */
export function gridFor(params: Params, carrier: Carrier): GridParams {
  const grid = params.grids[carrier];
  if (!grid) throw new WithheldError("unprovable");
  return grid;
}

/** `carrier`: whose slots are meant. */
export function marketView({ params, zone, now }: MarketAt, carrier: Carrier = "electricity"): HomeView["market"] {
  const grid = gridFor(params, carrier);
  return {
    now,
    slot: slotOf(grid, now),
    slotSeconds: grid.slotSeconds,
    startSeconds: grid.startSeconds,
    grids: Object.fromEntries(
      Object.entries(params.grids).map(([name, one]) => [
        name,
        { slotSeconds: one.slotSeconds, startSeconds: one.startSeconds, gateSlot: firstOpenSlot(one, now) },
      ]),
    ),
    gateSlot: firstOpenSlot(grid, now),
    utcOffset: zone.utcOffset,
    rate: params.clock.rate,
    date: localDate(now, zone.utcOffset),
  };
}

/** As the readings take it. */
export function meterMarket({ params, zone, now }: MarketAt): Market {
  return { chain: params.chainId, now, utcOffset: zone.utcOffset };
}

/** YYYY-MM-DD of a market second in a zone. */
export function localDate(seconds: number, utcOffset: number): string {
  const { year, month, day } = civil(seconds + utcOffset);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}

export function monthOf(seconds: number, utcOffset: number): number {
  return civil(seconds + utcOffset).month;
}
