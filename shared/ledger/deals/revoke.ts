/**
 * Revoking a signature (DESIGN §3): works before its target arrives. The revocation stands under the day that the target's nonce
 * belongs to, so one look-up finds it and it leaves the state with that day's nonces, when the target can no longer be valid.
 */
import type { Reader } from "../../state/reader.ts";
import { AUCTION_HANDLERS } from "../auction/handlers.ts";
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import { next, OFFER_MACHINE } from "../machines.ts";
import { nonceUsed } from "../nonces.ts";
import { retire } from "../offers.ts";
import type { Evidence, Refusal } from "../records.ts";
import { atMost, earlier, holds, refusalOf, refused } from "../rules.ts";
import { load, type OfferBase, save } from "../stored.ts";
import { utcDay } from "../time.ts";
import type { TxBody, TxOf } from "../transactions.ts";

/** Furthest ahead that a target's `validUntil` can be revoked: the longest validity that parameters allow, days. */
export const REVOCABLE_DAYS = 35;

/** Height at which a party revoked a transaction that it dated to `until`. */
export function revokedAt(state: Reader, party: string, until: number, id: string): number | undefined {
  return state.get(KEY.revoked(utcDay(until), party, id)) as number | undefined;
}

/** The refusal of a transaction that its sender revoked before it came, whatever its kind. */
export function notRevoked(state: Reader, id: string, { sender, validUntil }: TxBody): Refusal | undefined {
  const height = revokedAt(state, sender, validUntil, id);
  return height === undefined ? undefined : refused("tx.revoked");
}

export function revoke(context: Context, signed: Evidence<TxOf<"tx.revoke">>): Refusal | undefined {
  const { state } = context;
  const { body } = signed;
  const offer = load.offerBase(state, body.id);
  if (offer) return revokeOffer(context, body, offer);
  // An order that still waits for its clearing is taken back; the auction says whether it is one.
  const { sender, validUntil, nonce } = body;
  const order = { kind: "auction.cancel", sender, validUntil, nonce, order: body.id } as const;
  if (!AUCTION_HANDLERS["auction.cancel"](context, { ...signed, body: order })) return undefined;
  const used = nonceUsed(load.nonces(state, utcDay(body.until), body.sender), body.index);
  const refusal = refusalOf([
    holds("revoke.executed", !used),
    earlier("revoke.past", context.header, body.until),
    atMost("revoke.tooFar", body.until, context.header + REVOCABLE_DAYS * 86_400, "s"),
    holds("revoke.twice", revokedAt(state, body.sender, body.until, body.id) === undefined),
  ]);
  if (!refusal) save(state, KEY.revoked(utcDay(body.until), body.sender, body.id), context.height);
  return refusal;
}

/** An offer that was posted: cancelled while it is live. */
function revokeOffer(context: Context, body: TxOf<"tx.revoke">, offer: OfferBase): Refusal | undefined {
  const { status } = load.offerLive(context.state, offer.id);
  const refusal = refusalOf([
    holds("revoke.mine", offer.party === body.sender),
    holds("revoke.executed", next(OFFER_MACHINE, status, "cancel") !== undefined),
  ]);
  if (!refusal) retire(context, offer, "cancel");
  return refusal;
}
