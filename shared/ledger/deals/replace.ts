/** Replacing an offer (DESIGN §4, Offers): the old one is cancelled and the new one posted in one step, both or neither. */
import type { Context } from "../context.ts";
import { next, OFFER_MACHINE } from "../machines.ts";
import { hold, place, postRules, retire } from "../offers.ts";
import type { Evidence, Refusal } from "../records.ts";
import { holds, refusalOf } from "../rules.ts";
import { load, type OfferBase } from "../stored.ts";
import type { TxOf } from "../transactions.ts";

export function replace(context: Context, signed: Evidence<TxOf<"offer.replace">>): Refusal | undefined {
  const { state } = context;
  const { body } = signed;
  const old = load.offerBase(state, body.replaces);
  const live = old && load.offerLive(state, body.replaces);
  const mismatch = refusalOf([
    holds("offer.unknown", old !== undefined),
    holds("offer.mine", old?.party === body.sender),
    holds("offer.live", live !== undefined && next(OFFER_MACHINE, live.status, "cancel") !== undefined),
  ]);
  if (mismatch || !old) return mismatch;
  const refusal = withoutReservation(context, old, () => refusalOf(postRules(context, body)));
  if (refusal) return refusal;
  retire(context, old, "cancel");
  place(context, signed);
  return undefined;
}

/** Judges as if a live offer were not there and what is left of it not reserved; the state is afterwards what it was before. */
function withoutReservation<T>({ state }: Context, offer: OfferBase, judge: () => T): T {
  const { left } = load.offerLive(state, offer.id);
  hold(state, offer, left, -1);
  const judged = judge();
  hold(state, offer, left, 1);
  return judged;
}
