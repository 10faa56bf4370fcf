/** Bodies of operators and utilities: the grid's side of the dialogue (DESIGN §4, Screening). */
import { z } from "zod";
import { Carrier, PartyId, Ppm, Price, Reason, Seconds, Slot, TxId, Wh, ZoneId } from "../units.ts";
import { body, int } from "./body.ts";

/** What a zone can deliver and take per slot, from market second `from` on. By the zone's operator. */
export const PublishSupply = body("grid.supply", {
  zone: ZoneId,
  carrier: Carrier,
  from: Seconds,
  deliverable: Wh,
  demand: Wh,
});
/** What may flow from one zone to another per slot, gross, from market second `from` on. By the operator of the zone it leaves. */
export const PublishTransfer = body("grid.transfer", {
  carrier: Carrier,
  source: ZoneId,
  target: ZoneId,
  from: Seconds,
  wh: Wh,
});
/** Prices of a residual supplier by the quarter-hour of the local day, micro per kWh, from market second `from` on. By the utility. */
export const PublishTariff = body("grid.tariff", {
  carrier: Carrier,
  from: Seconds,
  retail: z.array(Price).length(96),
  feedIn: z.array(Price).length(96),
});
/** Calorific factor of a gas day of a zone that has begun, Wh per m³. By the zone's operator, who can post another one until what was metered by it is final. */
export const PublishFactor = body("grid.factor", { zone: ZoneId, slot: Slot, whPerM3: int(1, 100_000) });
/**
 * Asks a zone's parties to stay below `capPpm` of their import capacity in `count` slots from `first`. Who answered by market second
 * `until` and stays below is paid `price` per kWh of the capacity it left free below the cap's other side: (1 - cap) · capacity.
 */
export const CallFlexibility = body("grid.call", {
  zone: ZoneId,
  carrier: Carrier,
  first: Slot,
  count: int(1, 96),
  capPpm: Ppm,
  price: Price,
  until: Seconds,
  /** Most parties that can answer. */
  most: int(1, 10_000),
});
export const AnswerCall = body("grid.answer", { call: TxId });
/** Cuts the firm quantities of a zone's sellers (or buyers) to `keepPpm` in slots that have not begun, without damages. */
export const Curtail = body("grid.curtail", {
  zone: ZoneId,
  carrier: Carrier,
  side: z.enum(["sell", "buy"]),
  first: Slot,
  count: int(1, 96),
  keepPpm: Ppm,
  reason: Reason,
});
/** Confirms an outage: shortfalls of the slots that it covers are excused. For one party, or the whole zone. */
export const ConfirmOutage = body("grid.outage", {
  zone: ZoneId,
  carrier: Carrier,
  party: PartyId.nullable(),
  first: Slot,
  count: int(1, 96),
  reason: Reason,
});

export const GRID_BODIES = [
  PublishSupply,
  PublishTransfer,
  PublishTariff,
  PublishFactor,
  CallFlexibility,
  AnswerCall,
  Curtail,
  ConfirmOutage,
] as const;
