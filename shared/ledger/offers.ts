/** Public offers (DESIGN §4): posted, cancelled, expired. A live offer reserves its owner's position. */
import type { Writer } from "../state/reader.ts";
import type { Context } from "./context.ts";
import { gridOf, stamp } from "./context.ts";
import { schedule, unschedule } from "./deadlines.ts";
import { KEY } from "./keys.ts";
import { next, OFFER_MACHINE, step } from "./machines.ts";
import { filledSlots, reserve } from "./positions.ts";
import type { Evidence, OfferBody, Refusal } from "./records.ts";
import { atMost, holds, refusalOf, type Verdict } from "./rules.ts";
import { screenOffer, totalOf } from "./screening.ts";
import { limitsAt, load, type OfferBase, type OfferLive, save } from "./stored.ts";
import { gateOf, slotStart } from "./time.ts";
import type { TxOf } from "./transactions.ts";
import type { Energy } from "./units.ts";

/** How long an offer that is no longer live can still be looked up, administrative seconds. */
export const OFFER_KEPT = 7 * 86_400;

/** Most live offers of one party for one carrier: nobody fills the book alone. */
export const LIVE_OFFERS = 64;

export function post(context: Context, signed: Evidence<OfferBody>): Refusal | undefined {
  const refusal = refusalOf(postRules(context, signed.body));
  if (!refusal) place(context, signed);
  return refusal;
}

/** Puts an offer that passed its rules on the book. */
export function place(context: Context, signed: Evidence<OfferBody>): void {
  const { state } = context;
  const { body, id } = signed;
  const charges = load.charges(state, body.carrier, body.zone, body.zone, firstStart(context, body));
  if (!charges) throw new RangeError("an offer passed its rules without charges");
  const base: OfferBase = { id, party: body.sender, signed, charges, at: stamp(context) };
  save(state, KEY.offer(id), base);
  save(state, KEY.offerLive(id), { status: OFFER_MACHINE.initial, left: body.energy } satisfies OfferLive);
  save(state, KEY.book(body.carrier, body.zone, body.energy.first, id), 1);
  save(state, KEY.offerOf(body.sender, context.height, id), 1);
  hold(state, base, body.energy, 1);
  schedule(state, "m", body.expires, { what: "expire", offer: id });
}

/** Adds (or with -1 takes away) a live offer: what it reserves of its owner's position, and one of those that its owner may have. */
export function hold(state: Writer, { party, signed }: OfferBase, left: Energy, sign: 1 | -1): void {
  const { side, carrier } = signed.body;
  reserve(state, party, side, carrier, left, sign);
  const count = load.offersLive(state, party, carrier) + sign;
  if (count > 0) save(state, KEY.offersLive(party, carrier), count);
  else state.delete(KEY.offersLive(party, carrier));
}

/** Market second at which the first slot of an offer starts: what is in force then is frozen into its contracts. */
function firstStart(context: Context, { carrier, energy }: OfferBody): number {
  return slotStart(gridOf(context.params, carrier), filledSlots(energy)[0]?.slot ?? energy.first);
}

export function* postRules(context: Context, body: OfferBody): Iterable<Verdict> {
  const { state, params, market } = context;
  const party = load.party(state, body.sender);
  if (!party) throw new RangeError("a valid offer has a known sender");
  yield holds("offer.empty", totalOf(body.energy) > 0);
  yield holds("offer.zone", body.zone === party.zone);
  yield atMost("offer.many", load.offersLive(state, body.sender, body.carrier) + 1, LIVE_OFFERS, "count");
  yield* screenOffer(state, params, market, {
    ...body,
    party,
    limits: limitsAt(state, body.zone, body.carrier, market),
  });
  yield holds("offer.technology", body.side === "buy" || body.technology === party.technology);
  const charges = load.charges(state, body.carrier, body.zone, body.zone, firstStart(context, body));
  yield holds("zone.charges", charges !== undefined);
  yield holds("offer.asProduced", body.type === "firm" || (body.damages.seller === 0 && body.damages.buyer === 0));
  yield atMost("offer.minimumTooHigh", body.minimum, totalOf(body.energy), "Wh");
  const first = filledSlots(body.energy)[0]?.slot ?? body.energy.first;
  const gate = gateOf(gridOf(params, body.carrier), first);
  yield atMost("offer.expires", body.expires, gate, "s", first, gate);
  yield { passes: body.expires > market, finding: holds("offer.expires", body.expires > market).finding };
}

export function cancel(context: Context, body: TxOf<"offer.cancel">): Refusal | undefined {
  const { state } = context;
  const offer = load.offerBase(state, body.offer);
  const live = offer && load.offerLive(state, body.offer);
  const refusal = refusalOf([
    holds("offer.unknown", offer !== undefined),
    holds("offer.mine", offer?.party === body.sender),
    holds("offer.live", live !== undefined && next(OFFER_MACHINE, live.status, "cancel") !== undefined),
  ]);
  if (refusal || !offer) return refusal;
  retire(context, offer, "cancel");
  return undefined;
}

/** An offer's time has come: what is left of it is no longer offered. */
export function expire(context: Context, id: string): void {
  const offer = load.offerBase(context.state, id);
  if (offer && load.offerLive(context.state, id).status === "live") retire(context, offer, "expire");
}

/** What is left after an acceptance; with nothing left the offer is taken. The accepted part is no longer reserved. */
export function takeFrom(context: Context, offer: OfferBase, taken: Energy): void {
  const { state } = context;
  const { body } = offer.signed;
  const live = load.offerLive(state, offer.id);
  const shift = taken.first - live.left.first;
  const left = { first: live.left.first, wh: live.left.wh.map((wh, i) => wh - (taken.wh[i - shift] ?? 0)) };
  reserve(state, offer.party, body.side, body.carrier, taken, -1);
  save(state, KEY.offerLive(offer.id), { status: live.status, left } satisfies OfferLive);
  if (totalOf(left) === 0) retire(context, offer, "take");
}

/** An offer is no longer live; what is left of it is no longer reserved. */
export function retire(context: Context, offer: OfferBase, event: "take" | "cancel" | "expire"): void {
  const { state } = context;
  const { body } = offer.signed;
  const live = load.offerLive(state, offer.id);
  save(state, KEY.offerLive(offer.id), {
    ...live,
    status: step(OFFER_MACHINE, live.status, event),
  } satisfies OfferLive);
  hold(state, offer, live.left, -1);
  state.delete(KEY.book(body.carrier, body.zone, body.energy.first, offer.id));
  unschedule(state, "m", body.expires, { what: "expire", offer: offer.id });
  schedule(state, "a", context.adm + OFFER_KEPT, { what: "forget", offer: offer.id });
}

/** Drops an offer that has long been without effect; contracts made of it keep the signed offer. */
export function forget(context: Context, id: string): void {
  const { state } = context;
  const offer = load.offerBase(state, id);
  if (!offer) return;
  state.delete(KEY.offer(id));
  state.delete(KEY.offerLive(id));
  state.delete(KEY.offerOf(offer.party, offer.at.height, id));
}
