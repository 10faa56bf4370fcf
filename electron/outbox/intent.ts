/** From a signed body back to what the reader wanted, so that it can be signed again with a new window and number. */
import type { Contract, Input } from "../../shared/ipc/contract.ts";
import { OfficeIntent } from "../../shared/ipc/officeIntent.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";

/** Methods whose intent a body states whole. */
export type IntentMethod =
  | "sign.register"
  | "sign.offer"
  | "sign.cancel"
  | "sign.accept"
  | "sign.claim"
  | "sign.confirm"
  | "sign.deny"
  | "sign.office";
export type Intent = { [M in IntentMethod]: { readonly method: M; readonly input: Input<M> } }[IntentMethod];
export const INTENTS = [
  "sign.register",
  "sign.offer",
  "sign.cancel",
  "sign.accept",
  "sign.claim",
  "sign.confirm",
  "sign.deny",
  "sign.office",
] as const satisfies readonly (keyof Contract)[];

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
    case "offer.cancel":
      return { method: "sign.cancel", input: { offer: body.offer } };
    case "offer.accept":
      return { method: "sign.accept", input: { offer: body.offer, energy: body.energy } };
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
