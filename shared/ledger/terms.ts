/** The terms of a contract as a pure function of the offer, the acceptance and what the regulators published (DESIGN §4). */
import { templateHash } from "../words/contractTemplate.ts";
import type { Charges, GridParams, Zone } from "./params.ts";
import type { PartyRecord, Terms } from "./records.ts";
import type { TxOf } from "./transactions.ts";
import type { Energy } from "./units.ts";

type TradingParty = Pick<PartyRecord, "id" | "zone" | "technology">;

/** Who sells and who buys when `acceptor` takes an offer of `owner`. */
export function sidesOf<P>(offer: Pick<TxOf<"offer.post">, "side">, owner: P, acceptor: P): { seller: P; buyer: P } {
  return offer.side === "sell" ? { seller: owner, buyer: acceptor } : { seller: acceptor, buyer: owner };
}

/** Origin that a contract states: the one the offer asks for, or the seller's when a buyer takes any. */
export function originOf(
  offer: Pick<TxOf<"offer.post">, "side" | "technology">,
  seller: Pick<PartyRecord, "technology">,
): Terms["technology"] {
  return offer.side === "buy" && offer.technology === "none" ? seller.technology : offer.technology;
}

export function termsOf(input: {
  readonly offer: TxOf<"offer.post">;
  readonly owner: TradingParty;
  readonly acceptor: TradingParty;
  readonly energy: Energy;
  /** From the seller's zone to the buyer's. */
  readonly charges: Charges;
  readonly grid: GridParams;
  readonly offerZone: Pick<Zone, "utcOffset">;
  readonly buyerZone: Pick<Zone, "operator">;
}): Terms {
  const { offer, owner, acceptor, charges, grid } = input;
  const { seller, buyer } = sidesOf(offer, owner, acceptor);
  return {
    seller: seller.id,
    buyer: buyer.id,
    type: offer.type,
    carrier: offer.carrier,
    sellerZone: seller.zone,
    buyerZone: buyer.zone,
    energy: trimmed(input.energy),
    price: offer.price,
    damages: offer.damages,
    technology: originOf(offer, seller),
    charges,
    operator: input.buyerZone.operator,
    slotSeconds: grid.slotSeconds,
    utcOffset: input.offerZone.utcOffset,
    template: templateHash(offer.type),
  };
}

/** Without empty slots at either end. */
export function trimmed(energy: Energy): Energy {
  const first = energy.wh.findIndex((wh) => wh > 0);
  const last = energy.wh.findLastIndex((wh) => wh > 0);
  return first < 0 ? energy : { first: energy.first + first, wh: energy.wh.slice(first, last + 1) };
}
