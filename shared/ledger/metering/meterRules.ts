/** Rules that the operators' kinds share (DESIGN §4, Meters). */
import type { Context } from "../context.ts";
import { gridOf } from "../context.ts";
import { atMost, holds, type Verdict } from "../rules.ts";
import { load } from "../stored.ts";
import { slotEnd } from "../time.ts";
import type { Carrier } from "../units.ts";
import { meteredCarrier } from "./carrier.ts";

/** The party is metered, and the sender is the operator of its zone and active. */
export function* operatedBy(context: Context, party: string, sender: string): Iterable<Verdict> {
  const { state, params } = context;
  const known = load.party(state, party);
  const carrier = known && meteredCarrier(known);
  yield holds("meter.party", carrier !== undefined && params.grids[carrier] !== undefined);
  const operator = known && load.zone(state, known.zone)?.operator;
  yield holds("meter.operator", operator === sender && load.party(state, sender)?.status === "active");
}

/** The slot has ended, market seconds. */
export function ended({ params, market }: Context, carrier: Carrier, slot: number): Verdict {
  return atMost("meter.ended", slotEnd(gridOf(params, carrier), slot), market, "s", slot);
}
