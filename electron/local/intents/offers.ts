/** Offers of one's own: posted, replaced in one step, taken back. Faults: "compose.notActive", "compose.offer" {offer}. */
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { OfferIntent } from "../../../shared/ipc/marketViews.ts";
import type { ReplaceIntent } from "../../../shared/ipc/tradeViews.ts";
import { filledSlots } from "../../../shared/ledger/positions.ts";
import type { OfferBody } from "../../../shared/ledger/records.ts";
import { gateOf, headerTime } from "../../../shared/ledger/time.ts";
import { type Draft, type Drawing, mine } from "../drawing.ts";
import { gridFor, monthOf } from "../market.ts";

export async function postOffer(drawing: Drawing, intent: OfferIntent): Promise<Draft> {
  const { terms, ...rest } = await offered(drawing, intent);
  return { ...rest, body: { kind: "offer.post", ...terms } };
}

/** The old one goes and the new one comes in one transaction: what was taken of the old one meanwhile stays binding. */
export async function replaceOffer(drawing: Drawing, { replaces, ...intent }: ReplaceIntent): Promise<Draft> {
  const old = ownPending(drawing, replaces) ?? (await ownLive(drawing, replaces));
  if (!old) throw new FaultError("compose.offer", { offer: replaces }, "correct");
  const { terms, ...rest } = await offered(drawing, intent);
  return { ...rest, body: { kind: "offer.replace", replaces, ...terms } };
}

export async function cancelOffer(drawing: Drawing, { offer: id }: { readonly offer: string }): Promise<Draft> {
  const post = ownPending(drawing, id) ?? (await ownLive(drawing, id));
  if (!post) throw new FaultError("compose.offer", { offer: id }, "correct");
  const end = Math.ceil(headerTime(drawing.at.params.clock, post.expires) / 1000);
  return { body: { kind: "offer.cancel", offer: id }, until: end, related: post };
}

async function offered({ at, page }: Drawing, intent: OfferIntent) {
  const party = mine(at);
  const first = filledSlots(intent.energy)[0]?.slot ?? intent.energy.first;
  const gate = gateOf(gridFor(at.params, intent.carrier), first);
  const expires = Math.min(gate, intent.expires ?? gate);
  const rules = await page.query("rules", {
    carrier: intent.carrier,
    zone: party.zone,
    technology: party.technology,
    // The month that the overview asks for too: its kept answer serves without a connection.
    month: monthOf(at.now, at.zone.utcOffset),
  });
  const { side, type, carrier, energy, price, minimum, damages } = intent;
  const technology = side === "sell" ? party.technology : ("none" as const);
  return {
    terms: { side, type, carrier, zone: party.zone, energy, price, minimum, damages, technology, expires },
    until: Math.ceil(headerTime(at.params.clock, expires) / 1000),
    ...(rules ? { trade: { carrier, energy, side, charges: rules.charges } } : {}),
  };
}

/** An offer of ours that is signed and not on the ledger yet: what builds on it waits behind it in the outbox. */
function ownPending({ joined }: Drawing, id: string): OfferBody | undefined {
  const item = joined.outbox.get(id);
  const isOpen = item?.state === "signed" || item?.state === "sent";
  if (!isOpen) return undefined;
  const { body } = item.tx;
  return body.kind === "offer.post" || body.kind === "offer.replace" ? body : undefined;
}

async function ownLive({ joined, page }: Drawing, id: string): Promise<OfferBody | undefined> {
  const offers = await page.query("offersOf", { party: joined.account.address });
  return offers.find((one) => one.id === id && one.status === "live")?.signed.body;
}
