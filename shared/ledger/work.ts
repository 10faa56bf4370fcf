/**
 * How much work a block may hold (DESIGN §3). Bytes do not tell: an acceptance of a hundred slots is small and changes a hundred
 * positions of each side. So a block is bounded by the slots that its transactions touch besides.
 */
import type { TxBody } from "./transactions.ts";

/** Most slots that the transactions of one block touch together. Each transaction alone touches far fewer, so none is kept out for good. */
export const BLOCK_WORK = 10_000;

/** Slots of a contract, at most: what ending one can touch (units.ts, Energy). */
const CONTRACT_SLOTS = 100;

/** Slots that a transaction touches at most, by its body alone; 1 for what touches none. */
export function workOf(body: TxBody): number {
  switch (body.kind) {
    case "offer.post":
    case "offer.accept":
    case "deal.agree":
      return body.energy.wh.length;
    case "offer.replace":
      return body.energy.wh.length + CONTRACT_SLOTS;
    case "offer.cancel":
    case "tx.revoke":
    case "contract.end":
    case "dispute.withdraw":
      return CONTRACT_SLOTS;
    case "dispute.raise":
      return body.count;
    case "meter.totals":
      return body.totals.length;
    case "meter.open":
      return body.openings.length;
    default:
      return 1;
  }
}
