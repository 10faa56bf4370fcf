/** The terms of a contract as a pure function of what its sides signed and what the regulators published (DESIGN §4). */
import { templateHash } from "../words/contractTemplate.ts";
import type { Charges, GridParams, Zone } from "./params.ts";
import type { OfferBody, PartyRecord, Terms } from "./records.ts";
import type { Energy } from "./units.ts";

type TradingParty = Pick<PartyRecord, "id" | "zone" | "technology">;

/** Who sells and who buys when `other` deals with `owner`, whose side is given. */
export function sidesOf<P>(of: Pick<OfferBody, "side">, owner: P, other: P): { seller: P; buyer: P } {
  return of.side === "sell" ? { seller: owner, buyer: other } : { seller: other, buyer: owner };
}

/** Origin that a contract states: the one the offer asks for, or the seller's when a buyer takes any. */
export function originOf(
  of: Pick<OfferBody, "side" | "technology">,
  seller: Pick<PartyRecord, "technology">,
): Terms["technology"] {
  return of.side === "buy" && of.technology === "none" ? seller.technology : of.technology;
}

export function termsOf(input: {
  /** What was offered or negotiated. */
  readonly agreed: Pick<Terms, "type" | "carrier" | "price" | "damages" | "technology">;
  readonly seller: TradingParty;
  readonly buyer: TradingParty;
  readonly energy: Energy;
  /** From the seller's zone to the buyer's, in force at the first slot. */
  readonly charges: Charges;
  readonly grid: GridParams;
  /** Whose hours the text states. */
  readonly hoursOf: Pick<Zone, "utcOffset">;
  readonly buyerZone: Pick<Zone, "operator">;
}): Terms {
  const { agreed, seller, buyer, charges, grid } = input;
  return {
    seller: seller.id,
    buyer: buyer.id,
    type: agreed.type,
    carrier: agreed.carrier,
    sellerZone: seller.zone,
    buyerZone: buyer.zone,
    energy: trimmed(input.energy),
    price: agreed.price,
    damages: agreed.damages,
    technology: agreed.technology,
    charges,
    operator: input.buyerZone.operator,
    slotSeconds: grid.slotSeconds,
    startSeconds: grid.startSeconds,
    utcOffset: input.hoursOf.utcOffset,
    template: templateHash(agreed.type),
  };
}

/** Without empty slots at either end. */
export function trimmed(energy: Energy): Energy {
  const first = energy.wh.findIndex((wh) => wh > 0);
  const last = energy.wh.findLastIndex((wh) => wh > 0);
  return first < 0 ? energy : { first: energy.first + first, wh: energy.wh.slice(first, last + 1) };
}
