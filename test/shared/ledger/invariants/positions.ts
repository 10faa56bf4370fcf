/** Positions are what contracts, offers and orders add up to. */
import { gridOf } from "../../../../shared/ledger/context.ts";
import { filledSlots, positionLimit } from "../../../../shared/ledger/positions.ts";
import type { PositionRecord, SlotRecord } from "../../../../shared/ledger/records.ts";
import { type ContractBase, type OfferBase, type OfferLive, load } from "../../../../shared/ledger/stored.ts";
import { slotEnd } from "../../../../shared/ledger/time.ts";
import type { Carrier } from "../../../../shared/ledger/units.ts";
import type { Reader } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";
import { Sums, all, boundIn, liveOrders } from "./primary.ts";

/** Positions: exactly what contracts, live offers and live orders add up to; never more than the limit; never both sides of a slot. */
export function positionsHold(state: Reader): void {
  const params = load.params(state);
  const sums = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    for (const [, record] of all<SlotRecord>(state, `slot/${id}/`)) {
      sums.add(`${terms.seller}/${terms.carrier}/${record.slot} sold`, boundIn(record));
      sums.add(`${terms.buyer}/${terms.carrier}/${record.slot} bought`, boundIn(record));
    }
  }
  for (const [id, base] of all<OfferBase>(state, "offer/")) {
    const live = state.get(`offerlive/${id}`) as unknown as OfferLive;
    if (live.status !== "live") continue;
    const { side, carrier } = base.signed.body;
    const field = side === "sell" ? "offeredSell" : "offeredBuy";
    for (const { slot, q } of filledSlots(live.left)) sums.add(`${base.party}/${carrier}/${slot} ${field}`, q);
  }
  const offers = new Sums();
  for (const [id, { party, signed }] of all<OfferBase>(state, "offer/")) {
    const live = state.get(`offerlive/${id}`) as unknown as OfferLive;
    if (live.status === "live") offers.add(`${party}/${signed.body.carrier}`, 1);
  }
  expect(all<number>(state, "offers/")).toEqual(offers.sorted());
  for (const { party, signed } of liveOrders(state)) {
    const { side, carrier, slot, wh } = signed.body;
    sums.add(`${party}/${carrier}/${slot} ${side === "sell" ? "offeredSell" : "offeredBuy"}`, wh);
  }
  const kept = new Sums();
  for (const [name, position] of all<PositionRecord>(state, "position/")) {
    const [id = "", of = "", slot = ""] = name.split("/");
    const carrier = of as Carrier;
    for (const field of ["sold", "bought", "offeredSell", "offeredBuy"] as const) {
      kept.add(`${id}/${carrier}/${Number(slot)} ${field}`, position[field]);
      expect(position[field]).toBeGreaterThanOrEqual(0);
    }
    const party = load.party(state, id);
    if (!party) throw new Error(`position of ${id}, who is no party`);
    const [sells, buys] = [position.sold + position.offeredSell, position.bought + position.offeredBuy];
    expect(Math.min(sells, buys)).toBe(0);
    // A change of capacity holds from the running slot on: what is over keeps the limit that it had.
    if (slotEnd(gridOf(params, carrier), Number(slot)) * 1000 <= load.clock(state).market) continue;
    expect(sells).toBeLessThanOrEqual(positionLimit(state, params, party, "sell", carrier, Number(slot)));
    expect(buys).toBeLessThanOrEqual(positionLimit(state, params, party, "buy", carrier, Number(slot)));
  }
  expect(kept.sorted()).toEqual(sums.sorted());
}
