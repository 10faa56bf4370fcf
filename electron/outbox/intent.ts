/** From a signed body back to what the reader wanted, so that it can be signed again with a new window and number. */
import type { Contract, Input } from "../../shared/ipc/contract.ts";
import { OfficeIntent } from "../../shared/ipc/officeIntent.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";

/** Methods whose intent a body states whole. */
export const INTENTS = [
  "sign.register",
  "sign.offer",
  "sign.replace",
  "sign.cancel",
  "sign.accept",
  "sign.end",
  "sign.dispute",
  "sign.undispute",
  "sign.appeal",
  "sign.order",
  "sign.unorder",
  "sign.claim",
  "sign.confirm",
  "sign.deny",
  "sign.office",
] as const satisfies readonly (keyof Contract)[];
export type IntentMethod = (typeof INTENTS)[number];
export type Intent = { [M in IntentMethod]: { readonly method: M; readonly input: Input<M> } }[IntentMethod];

/** Undefined for what no button of the wallet makes. */
export function intentOf(body: TxBody): Intent | undefined {
  switch (body.kind) {
    case "party.register":
      return { method: "sign.register", input: {} };
    case "offer.post": {
      const { side, type, carrier, energy, price, minimum, damages, expires } = body;
      return {
        method: "sign.offer",
        input: { side, type, carrier, energy, price, minimum, damages, expires },
      };
    }
    case "offer.replace": {
      const { replaces, side, type, carrier, energy, price, minimum, damages, expires } = body;
      return {
        method: "sign.replace",
        input: { replaces, side, type, carrier, energy, price, minimum, damages, expires },
      };
    }
    case "offer.cancel":
      return { method: "sign.cancel", input: { offer: body.offer } };
    case "offer.accept":
      return { method: "sign.accept", input: { offer: body.offer, energy: body.energy } };
    case "contract.end":
      // What both sides sign goes from one to the other, and is not signed again alone.
      return body.mutual ? undefined : { method: "sign.end", input: { contract: body.contract, from: body.from } };
    case "dispute.raise": {
      const { contract, first, count, evidence, reason } = body;
      return { method: "sign.dispute", input: { contract, first, count, evidence, reason } };
    }
    case "dispute.withdraw":
      return { method: "sign.undispute", input: { dispute: body.dispute } };
    case "dispute.appeal":
      return { method: "sign.appeal", input: { dispute: body.dispute, reason: body.reason } };
    case "auction.order": {
      const { carrier, side, slot, wh, price } = body;
      return { method: "sign.order", input: { carrier, side, slot, wh, price } };
    }
    case "auction.cancel":
      return { method: "sign.unorder", input: { order: body.order } };
    case "payment.claim":
      return {
        method: "sign.claim",
        input: { other: body.creditor, period: body.period, reference: body.reference },
      };
    case "payment.confirm":
      return { method: "sign.confirm", input: { other: body.debtor, period: body.period } };
    case "payment.deny":
      return { method: "sign.deny", input: { other: body.debtor, period: body.period, reason: body.reason } };
    default: {
      const input = officeIntentOf(body);
      return input && { method: "sign.office", input };
    }
  }
}

/** What an office wanted, if the body is one of its kinds. */
export function officeIntentOf(body: TxBody): OfficeIntent | undefined {
  const { sender: _sender, validUntil: _validUntil, nonce: _nonce, ...rest } = body;
  return OfficeIntent.safeParse(rest).data;
}
