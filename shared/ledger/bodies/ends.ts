/** Bodies by which a contract ends early or is disputed (DESIGN §4, Termination, dispute, ruling). */
import { z } from "zod";
import { Hex32, Reason, Slot, TxId } from "../units.ts";
import { body, int } from "./body.ts";

/**
 * Ends a contract from slot `from` on, whose gate is open. `mutual`: signed by both sides, without damages; else by the sender
 * alone, who owes the agreed damages for the slots that fall away.
 */
export const EndContract = body("contract.end", { contract: TxId, from: Slot, mutual: z.boolean() });
/** Disputes provisional slots of a contract, which freeze until the ruling; `evidence`: hash of what the regulators are shown. */
export const RaiseDispute = body("dispute.raise", {
  contract: TxId,
  first: Slot,
  count: int(1, 100),
  evidence: Hex32,
  reason: Reason,
});
/** Takes one's own dispute back: its slots go on as settled. */
export const WithdrawDispute = body("dispute.withdraw", { dispute: TxId });
/** Asks for a second ruling, once, by either side, within the appeal window. */
export const AppealRuling = body("dispute.appeal", { dispute: TxId, reason: Reason });

export const END_BODIES = [EndContract, RaiseDispute, WithdrawDispute, AppealRuling] as const;
