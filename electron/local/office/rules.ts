/** office.rules: the parameters that a decision can change, and a zone's bands now and later. */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { RulesView } from "../../../shared/ipc/officeViews.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";
import { marketAt } from "../market.ts";
import { allZones, carriersOf, zoneNamed } from "./place.ts";

const AHEAD = 20;

export async function rulesView(joined: Joined, page: Page, input: Input<"office.rules">): Promise<RulesView> {
  const at = await marketAt(joined, page);
  const zone = await zoneNamed(page, at, input.zone);
  const [zones, bands] = await Promise.all([
    allZones(page),
    page.query("bands", { zone: zone.id, carrier: input.carrier, at: at.now, limit: AHEAD }),
  ]);
  const { metering, settlement, supervision, mail, quorum } = at.params;
  return {
    zones: zones.map(({ id }) => id),
    zone: zone.id,
    carrier: input.carrier,
    carriers: carriersOf(at.params),
    now: at.now,
    utcOffset: zone.utcOffset,
    notice: supervision.notice,
    params: { metering, settlement, supervision, mail, quorum },
    bands: bands.now,
    next: bands.next.map((one) => ({ ...one })),
  };
}
