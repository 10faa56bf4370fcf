/** Bodies about payments, which happen outside (DESIGN §4, Money). */
import { lineOfText, PartyId, Reason } from "../units.ts";
import { body, int } from "./body.ts";

const period = int(0, 100_000_000);

/** The debtor says it paid the statement of `period` between sender and `creditor`. */
export const ClaimPayment = body("payment.claim", {
  creditor: PartyId,
  period,
  reference: lineOfText(64),
});
export const ConfirmPayment = body("payment.confirm", { debtor: PartyId, period });
export const DenyPayment = body("payment.deny", { debtor: PartyId, period, reason: Reason });

export const MONEY_BODIES = [ClaimPayment, ConfirmPayment, DenyPayment] as const;
