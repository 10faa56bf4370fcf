/** Which zone an office looks at, and its day in slots. */
import type { Params, Zone } from "../../../shared/ledger/params.ts";
import { slotStart } from "../../../shared/ledger/time.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { type Page, WithheldError } from "../../sync/verifiedReads.ts";
import { gridFor, type MarketAt } from "../market.ts";

const ZONES = 100;

/** Every zone of the ledger by id. */
export async function allZones(page: Page): Promise<readonly Zone[]> {
  const all: Zone[] = [];
  // Ends: each page begins after the last one's.
  for (;;) {
    const last = all.at(-1);
    const next = await page.query("zones", last ? { after: last.id, limit: ZONES } : { limit: ZONES });
    all.push(...next);
    if (next.length < ZONES) return all;
  }
}

/** The zone of that id, or the account's own. */
export async function zoneNamed(page: Page, at: MarketAt, id: string | null): Promise<Zone> {
  const zone = id === null ? at.zone : await page.query("zone", { id });
  if (!zone) throw new WithheldError("unprovable");
  return zone;
}

/** Slots that start within a local date; their number is 92, 96 or 100 where a zone's clocks change, and the ledger's offset is fixed. */
export function slotsOfDay(
  params: Params,
  carrier: Carrier,
  utcOffset: number,
  date: string,
): { readonly first: number; readonly count: number } {
  const grid = gridFor(params, carrier);
  const midnight = Date.parse(`${date}T00:00:00Z`) / 1000 - utcOffset;
  const first = Math.ceil((midnight - grid.startSeconds) / grid.slotSeconds);
  const after = Math.ceil((midnight + 86_400 - grid.startSeconds) / grid.slotSeconds);
  return { first, count: Math.max(1, after - first) };
}

export const carriersOf = (params: Params): Carrier[] =>
  (["electricity", "heat", "gas"] as const).filter((carrier) => params.grids[carrier] !== undefined);

export const startOf = (params: Params, carrier: Carrier, slot: number): number =>
  slotStart(gridFor(params, carrier), slot);
