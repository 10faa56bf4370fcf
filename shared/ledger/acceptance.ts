/** Acceptance of a public offer (DESIGN §4): checked against the offer, screened, then a contract with one record per slot. */
import { sum } from "./amounts.ts";
import { type Context, gridOf, stamp } from "./context.ts";
import { schedule } from "./deadlines.ts";
import { addExposure } from "./exposure.ts";
import { KEY } from "./keys.ts";
import { CONTRACT_MACHINE, SLOT_MACHINE, step } from "./machines.ts";
import { takeFrom } from "./offers.ts";
import { contractBalance, contractPosition, filledSlots } from "./positions.ts";
import type { Evidence, Finding, PartyRecord, Refusal, SlotRecord, Terms } from "./records.ts";
import { atLeast, atMost, earlier, closest, holds, refusalOf, type Verdict } from "./rules.ts";
import { screenContract, totalOf, worstOfAll } from "./screening.ts";
import { type ContractBase, type ContractProgress, load, type OfferBase, type OfferLive, save } from "./stored.ts";
import { originOf, sidesOf, termsOf } from "./terms.ts";
import { slotEnd } from "./time.ts";
import type { TxOf } from "./transactions.ts";
import type { Energy } from "./units.ts";

export function accept(context: Context, signed: Evidence<TxOf<"offer.accept">>): Refusal | undefined {
  const { state, params, market } = context;
  const { body } = signed;
  const offer = load.offerBase(state, body.offer);
  const mismatch = refusalOf(fitsOffer(body, offer, offer && load.offerLive(state, body.offer), market));
  if (mismatch || !offer) return mismatch;
  const owner = known(context, offer.party);
  const acceptor = known(context, body.sender);
  const post = offer.signed.body;
  const { seller, buyer } = sidesOf(post, owner, acceptor);
  const charges = load.charges(state, post.carrier, seller.zone, buyer.zone);
  const verdicts = [
    ...screenContract(state, params, market, {
      seller,
      buyer,
      offeredBy: post.side === "sell" ? "seller" : "buyer",
      type: post.type,
      carrier: post.carrier,
      energy: body.energy,
      price: post.price,
      damages: post.damages,
      technology: originOf(post, seller),
      charges,
    }),
  ];
  const refusal = refusalOf(verdicts);
  if (refusal) return refusal;
  const offerZone = load.zone(state, post.zone);
  const buyerZone = load.zone(state, buyer.zone);
  if (!charges || !offerZone || !buyerZone) throw new RangeError("a contract passed screening without its zones");
  const terms = termsOf({
    offer: post,
    owner,
    acceptor,
    energy: body.energy,
    charges,
    grid: gridOf(params, post.carrier),
    offerZone,
    buyerZone,
  });
  takeFrom(context, offer, body.energy);
  enter(
    context,
    terms,
    offer,
    signed,
    verdicts.map(({ finding }) => finding),
  );
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

/** Writes the contract, its slots, and what follows from it for positions, balances, exposure and deadlines. */
function enter(
  context: Context,
  terms: Terms,
  offer: OfferBase,
  acceptance: Evidence<TxOf<"offer.accept">>,
  findings: readonly Finding[],
): void {
  const { state, params } = context;
  const { id } = acceptance;
  const base: ContractBase = {
    id,
    terms,
    offer: offer.signed,
    acceptance,
    offeredAt: offer.at,
    admitted: { ...stamp(context), findings },
  };
  const slots = filledSlots(terms.energy);
  const progress = {
    state: step(CONTRACT_MACHINE, CONTRACT_MACHINE.initial, "admit"),
    slots: { pending: slots.length, provisional: 0, final: 0 },
    delivered: 0,
  };
  save(state, KEY.contract(id), base);
  save(state, KEY.contractProgress(id), progress as ContractProgress);
  save(state, KEY.contractOf(terms.seller, context.height, id), 1);
  save(state, KEY.contractOf(terms.buyer, context.height, id), 1);
  contractPosition(state, terms.seller, "sell", terms.carrier, terms.energy);
  contractPosition(state, terms.buyer, "buy", terms.carrier, terms.energy);
  contractBalance(state, { ...terms, firm: terms.type === "firm" });
  const grid = gridOf(params, terms.carrier);
  for (const { slot, q } of slots) {
    const record: SlotRecord = {
      contract: id,
      slot,
      state: SLOT_MACHINE.initial,
      q,
      settled: null,
      period: null,
      finalAt: null,
    };
    save(state, KEY.slot(id, slot), record);
    save(state, KEY.deal(terms.seller, terms.carrier, slot, id), q);
    save(state, KEY.deal(terms.buyer, terms.carrier, slot, id), q);
    save(state, KEY.pending(terms.carrier, slot, id), 1);
    schedule(state, "m", slotEnd(grid, slot), { what: "slotEnd", carrier: terms.carrier, slot });
  }
  const worst = worstOfAll(terms);
  addExposure(state, terms.seller, { open: worst.seller });
  addExposure(state, terms.buyer, { open: worst.buyer });
}

function known(context: Context, id: string): PartyRecord {
  const party = load.party(context.state, id);
  if (!party) throw new RangeError(`the state lacks party ${id}`);
  return party;
}
