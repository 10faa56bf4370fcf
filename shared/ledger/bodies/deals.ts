/** Bodies by which energy is offered, negotiated and agreed (DESIGN §4, Offers and Negotiation). */
import { z } from "zod";
import {
  Carrier,
  ContractKind,
  Energy,
  Fuel,
  Hex32,
  LotWh,
  PartyId,
  Price,
  Seconds,
  Side,
  Technology,
  TxId,
  Wh,
  ZoneId,
} from "../units.ts";
import { body, int } from "./body.ts";

const damages = z.strictObject({ seller: Price, buyer: Price });

const offer = {
  side: Side,
  type: ContractKind,
  carrier: Carrier,
  zone: ZoneId,
  energy: Energy,
  price: Price,
  minimum: Wh,
  damages,
  technology: Technology,
  /** Market time, seconds; never later than the gate of the first slot. */
  expires: Seconds,
};
/** A public offer. `minimum`: least Wh an acceptance takes in all. Damages in micro per kWh, both 0 for `asProduced`. */
export const PostOffer = body("offer.post", offer);
/** Cancels one's own live offer `replaces` and posts this one, in one step: both or neither. */
export const ReplaceOffer = body("offer.replace", { replaces: TxId, ...offer });
export const CancelOffer = body("offer.cancel", { offer: TxId });
/** Takes the offer whole or in part; the contract's id is this transaction's id. Slots outside the offer are refused. */
export const AcceptOffer = body("offer.accept", { offer: TxId, energy: Energy });

/**
 * Voids a transaction that the sender signed and that has not been executed, even before it arrives; cancels it where it is a live
 * offer or order of the sender's. `until` and `index`: its `validUntil` (header time, seconds) and `nonce`, which tell whether it was
 * executed and how long the revocation must be kept.
 */
export const Revoke = body("tx.revoke", { id: TxId, until: Seconds, index: int(0, 1023) });

/**
 * A contract negotiated in private: written and signed by the sender, sealed to the counterparty (shared/negotiation), who agrees by
 * adding its signature to the same bytes and sending them. `side` is the sender's. The contract's id is this transaction's id.
 */
export const AgreeContract = body("deal.agree", {
  counterparty: PartyId,
  side: Side,
  type: ContractKind,
  carrier: Carrier,
  energy: Energy,
  price: Price,
  damages,
  technology: Technology,
  /** Hash of the plain-language template that the sender saw. */
  template: Hex32,
});

/** Most bytes of a sealed message. */
export const MAIL_BYTES = 4096;
/** A sealed message (ECIES): the ledger sees sender, receiver, size and expiry. `expires`: market time, seconds. */
export const SendMail = body("mail.send", {
  to: PartyId,
  expires: Seconds,
  sealed: z
    .string()
    .min(2)
    .max(2 * MAIL_BYTES)
    .regex(/^(?:[0-9a-f]{2})+$/),
});

/** A certified lot of storable fuel. Signed by the holder and by an operator, who vouches for it; `certificate`: hash of the paper. */
export const IssueLot = body("lot.issue", { fuel: Fuel, wh: LotWh, certificate: Hex32 });
/** Sells energy of a lot at a price; signed by holder (the sender) and buyer. The sale's id is this transaction's id. */
export const SellLot = body("lot.sell", { lot: TxId, buyer: PartyId, wh: LotWh, price: Price });
/**
 * The delivery note of a sale: what arrived (0: nothing will), signed by seller (the sender) and buyer; `note`: hash of the paper.
 * Closes the sale; what did not arrive can be sold again.
 */
export const DeliverLot = body("lot.deliver", { sale: TxId, wh: int(0, 1_000_000_000_000), note: Hex32 });

export const DEAL_BODIES = [
  PostOffer,
  ReplaceOffer,
  CancelOffer,
  AcceptOffer,
  Revoke,
  AgreeContract,
  SendMail,
  IssueLot,
  SellLot,
  DeliverLot,
] as const;
