/** What a signature can bring and cost, from the body's own figures, line by line as the ledger counts: micro-currency. */
import { cappedSum, lineAmount } from "../ledger/amounts.ts";
import { worstOf } from "../ledger/delivery.ts";
import type { Charges } from "../ledger/params.ts";
import type { OfferBody } from "../ledger/records.ts";
import type { TxBody } from "../ledger/transactions.ts";
import type { Energy, Side } from "../ledger/units.ts";

export interface WorstCase {
  /** The signer's side. */
  readonly side: Side;
  /** Price of all the energy: what a seller receives and a buyer pays if all is delivered. */
  readonly energy: number;
  /** Most damages that the signer can owe. */
  readonly damages: number;
  /** Charges and tax that a buyer pays on top if all is delivered; 0 for a seller. */
  readonly charges: number;
  /** Most that the signer can come to owe in all. */
  readonly most: number;
}

const NO_CHARGES: Charges = { network: 0, levy: 0, taxPpm: 0, lossPpm: 0 };

/**
 * Null for what commits to no trade of energy. `related` is the offer that an acceptance takes; charges are those from seller's to
 * buyer's zone; `self` is who signs an agreement, if not its sender.
 */
export function worstCase(
  body: TxBody,
  related: TxBody | null,
  charges: Charges | null = null,
  self: string | null = null,
): WorstCase | null {
  switch (body.kind) {
    case "offer.post":
    case "offer.replace":
      return ofTrade(body, body.energy, body.side, charges);
    case "offer.accept":
      if (related?.kind !== "offer.post" && related?.kind !== "offer.replace") return null;
      return ofTrade(related, body.energy, otherSide(related.side), charges);
    case "deal.agree":
      return ofTrade(body, body.energy, self === body.counterparty ? otherSide(body.side) : body.side, charges);
    default:
      return null;
  }
}

export const otherSide = (side: Side): Side => (side === "sell" ? "buy" : "sell");

function ofTrade(
  offer: Pick<OfferBody, "type" | "price" | "damages">,
  energy: Energy,
  side: Side,
  charges: Charges | null,
): WorstCase {
  const terms = { type: offer.type, price: offer.price, damages: offer.damages, charges: charges ?? NO_CHARGES };
  const who = side === "sell" ? "seller" : "buyer";
  const price = cappedSum(energy.wh.map((wh) => lineAmount(wh, offer.price)));
  const most = cappedSum(energy.wh.map((wh) => worstOf(terms, wh)[who]));
  const firm = offer.type === "firm";
  const damages = firm ? cappedSum(energy.wh.map((wh) => lineAmount(wh, offer.damages[who]))) : 0;
  return { side, energy: price, damages, charges: side === "buy" ? most - price - damages : 0, most };
}
