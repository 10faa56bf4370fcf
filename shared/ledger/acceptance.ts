/** Acceptance of a public offer (DESIGN §4): checked against the offer, screened, then a contract with one record per slot. */
import { sum } from "./amounts.ts";
import type { Context } from "./context.ts";
import { enter, knownParty } from "./contracts.ts";
import { formContract } from "./formation.ts";
import { takeFrom } from "./offers.ts";
import { filledSlots } from "./positions.ts";
import type { Evidence, Refusal } from "./records.ts";
import { atLeast, atMost, closest, earlier, holds, refusalOf, type Verdict } from "./rules.ts";
import { totalOf } from "./screening.ts";
import { load, type OfferBase, type OfferLive } from "./stored.ts";
import { originOf, sidesOf } from "./terms.ts";
import type { TxOf } from "./transactions.ts";
import type { Energy } from "./units.ts";

export function accept(context: Context, signed: Evidence<TxOf<"offer.accept">>): Refusal | undefined {
  const { state, market } = context;
  const { body } = signed;
  const offer = load.offerBase(state, body.offer);
  const mismatch = refusalOf(fitsOffer(body, offer, offer && load.offerLive(state, body.offer), market));
  if (mismatch || !offer) return mismatch;
  const post = offer.signed.body;
  const { seller, buyer } = sidesOf(post, knownParty(context, offer.party), knownParty(context, body.sender));
  const formed = formContract(context, {
    agreed: { ...post, technology: originOf(post, seller) },
    seller,
    buyer,
    energy: body.energy,
    offeredBy: post.side === "sell" ? "seller" : "buyer",
    hoursOf: post.zone,
  });
  if ("refusal" in formed) return formed.refusal;
  takeFrom(context, offer, body.energy);
  const basis = { how: "taken", offer: offer.signed, acceptance: signed } as const;
  enter(context, { id: signed.id, terms: formed.terms, basis, offeredAt: offer.at }, formed.verdicts);
  return undefined;
}

/** The acceptance takes something of a live offer of another party, within what is left, and not less than the minimum. */
function* fitsOffer(
  body: TxOf<"offer.accept">,
  offer: OfferBase | undefined,
  live: OfferLive | undefined,
  market: number,
): Iterable<Verdict> {
  yield holds("offer.unknown", offer !== undefined);
  if (!offer || !live) return;
  yield holds("offer.live", live.status === "live");
  // The sweep that ends it comes after the transactions of the block that passes its time.
  yield earlier("offer.expired", market, offer.signed.body.expires);
  yield holds("offer.own", offer.party !== body.sender);
  yield holds("offer.empty", totalOf(body.energy) > 0);
  yield withinLeft(body.energy, live.left);
  // A remainder under the minimum is taken whole.
  const minimum = Math.min(offer.signed.body.minimum, totalOf(live.left));
  yield { ...atLeast("offer.minimum", totalOf(body.energy), minimum, "Wh"), fits: minimum };
}

/** Only slots of the offer, and in none more than is left. */
export function withinLeft(energy: Energy, left: Energy): Verdict {
  const verdicts = filledSlots(energy).map(({ slot, q }) => {
    const limit = left.wh[slot - left.first] ?? 0;
    return atMost("offer.left", q, limit, "Wh", slot, limit);
  });
  return closest(verdicts) ?? atMost("offer.left", 0, sum(left.wh), "Wh");
}
