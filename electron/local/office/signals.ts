/** office.signals: a zone's calls for flexibility, curtailments and outages of a day. */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { SignalsView } from "../../../shared/ipc/officeViews.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { localDate, marketAt } from "../market.ts";
import { slotsOfDay, zoneNamed } from "./place.ts";

export async function signalsView(joined: Joined, page: Page, input: Input<"office.signals">): Promise<SignalsView> {
  const at = await marketAt(joined, page);
  const zone = await zoneNamed(page, at, input.zone);
  const date = input.date ?? localDate(at.now, zone.utcOffset);
  const { first, count } = slotsOfDay(at.params, input.carrier, zone.utcOffset, date);
  const span = { zone: zone.id, carrier: input.carrier, from: first, to: first + count };
  const [calls, interventions] = await Promise.all([page.query("calls", span), page.query("interventions", span)]);
  return {
    calls: calls.map(({ id, first: from, count: slots, capPpm, price, until, most, answers, undecided }) => ({
      id,
      first: from,
      count: slots,
      capPpm,
      price,
      until,
      most,
      answers,
      undecided,
    })),
    interventions: interventions.map(({ id, first: from, count: slots, act, reason, at: when }) => ({
      id,
      first: from,
      count: slots,
      act:
        act.what === "curtailment"
          ? { ...act }
          : { what: act.what, party: act.party === null ? null : labelOf(joined, act.party) },
      reason,
      at: when.market,
    })),
  };
}
