/** office.zone: a zone's balance per slot of a day, with published limits and flows. */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { ZoneView } from "../../../shared/ipc/officeViews.ts";
import { slotOf } from "../../../shared/ledger/time.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { gridFor, localDate, marketAt } from "../market.ts";
import { allZones, carriersOf, slotsOfDay, zoneNamed } from "./place.ts";
import { wholeZone } from "./wholeZone.ts";

export async function zoneView(joined: Joined, page: Page, input: Input<"office.zone">): Promise<ZoneView> {
  const at = await marketAt(joined, page);
  const zone = await zoneNamed(page, at, input.zone);
  const grid = gridFor(at.params, input.carrier);
  const date = input.date ?? localDate(at.now, zone.utcOffset);
  const { first, count } = slotsOfDay(at.params, input.carrier, zone.utcOffset, date);
  const where = { zone: zone.id, carrier: input.carrier };
  const [zones, slots, contracts, suspensions] = await Promise.all([
    allZones(page),
    page.query("zoneDay", { ...where, first, count }),
    wholeZone(page, { ...where, from: first, to: first + count }),
    page.query("suspensions", { zone: zone.id }),
  ]);
  const running = slotOf(grid, at.now);
  return {
    zones: zones.map(({ id }) => id),
    zone: zone.id,
    operator: labelOf(joined, zone.operator),
    operates: zone.operator === joined.account.address,
    carrier: input.carrier,
    carriers: carriersOf(at.params),
    date,
    slotSeconds: grid.slotSeconds,
    utcOffset: zone.utcOffset,
    now: at.now,
    nowSlot: running >= first && running < first + count ? running : null,
    first,
    slots: slots.map((slot) => ({
      ...slot,
      out: slot.out.map((flow) => ({ ...flow })),
      in: slot.in.map((flow) => ({ ...flow })),
    })),
    contracts: contracts.size,
    suspensions: suspensions.map((suspension) => ({ ...suspension })),
  };
}
