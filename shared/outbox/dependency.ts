/**
 * Which transaction must be on the ledger before another one can do anything there. Offers name their own transaction, so that who signs
 * an offer and takes it back without a connection has two entries, of which the second would be refused if it came first.
 */
import type { TxBody } from "../ledger/transactions.ts";

/** Id of the transaction that this one builds on; undefined when it stands alone. `tx.revoke` does: it may come before its target. */
export function buildsOn(body: TxBody): string | undefined {
  switch (body.kind) {
    case "offer.cancel":
    case "offer.accept":
      return body.offer;
    case "offer.replace":
      return body.replaces;
    default:
      return undefined;
  }
}
