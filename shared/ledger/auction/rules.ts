/**
 * The rules of an order (DESIGN §4, Auction and Screening), one verdict each. They are applied when it is placed and, as of the last
 * second before the gate, again when it clears.
 */
import type { Reader } from "../../state/reader.ts";
import { type Context, gridOf } from "../context.ts";
import { worstOf } from "../delivery.ts";
import { KEY } from "../keys.ts";
import type { Bands, Charges, Params } from "../params.ts";
import type { PartyRecord } from "../records.ts";
import { atMost, holds, type Verdict } from "../rules.ts";
import { exposure, screenOffer, whoOf } from "../screening.ts";
import { limitsAt, load, namesUnder } from "../stored.ts";
import { slotStart } from "../time.ts";
import type { Side } from "../units.ts";
import { clearingOf, type OrderBody, orderOf } from "./records.ts";

/** Most live orders of a book: a clearing is done within one block, and each order can cost it one contract, about a millisecond. */
export const BOOK_LIMIT = 2000;
/** Most orders of a party for one slot, cancelled ones counted: what a rule or a query about them looks at stays small. */
export const ORDER_LIMIT = 32;

/** The energy that an order asks for, as positions and screening take it. */
export const energyOf = (body: Pick<OrderBody, "slot" | "wh">) => ({ first: body.slot, wh: [body.wh] });

/** Charges within the zone, in force when the slot starts. */
export function chargesOf(reader: Reader, params: Params, body: OrderBody): Charges | undefined {
  const start = slotStart(gridOf(params, body.carrier), body.slot);
  return load.charges(reader, body.carrier, body.zone, body.zone, start);
}

/** The most that an order can make its party owe, micro: filled whole at its own price, with the standard damages. */
export function worstOfOrder(body: OrderBody, damages: Bands["auction"], charges: Charges): number {
  const worst = worstOf({ type: "firm", price: body.price, damages, charges }, body.wh);
  return body.side === "sell" ? worst.seller : worst.buyer;
}

/** What an order must satisfy at a market second, beside what its party has placed already. */
export function* orderRules(
  reader: Reader,
  params: Params,
  at: number,
  body: OrderBody,
  party: PartyRecord,
): Iterable<Verdict> {
  yield holds("auction.zone", body.zone === party.zone);
  // One book has one price, so a buyer cannot ask for an origin here: offers are for that.
  yield holds("auction.technology", body.technology === (body.side === "sell" ? party.technology : "none"));
  const limits = limitsAt(reader, body.zone, body.carrier, at);
  const asOffer = { ...body, type: "firm", energy: energyOf(body), damages: limits?.auction ?? NONE } as const;
  yield* screenOffer(reader, params, at, { ...asOffer, party, limits });
  if (!limits) return;
  const charges = chargesOf(reader, params, body);
  yield holds("zone.charges", charges !== undefined);
  if (!charges) return;
  const worst = worstOfOrder(body, limits.auction, charges);
  yield exposure(whoOf(body.side), reader, party, limits, worst);
  // At the gate nobody has time left to look at a contract, so what would be held does not take part.
  yield holds("auction.watched", reader.get(KEY.watch(party.id)) === undefined);
  yield atMost("auction.review", worst, limits.review, "micro");
}
const NONE = { seller: 0, buyer: 0 };

/** All rules of a new order. */
export function* placeRules(context: Context, body: OrderBody, party: PartyRecord): Iterable<Verdict> {
  const { state, params, market } = context;
  const own = namesUnder(state, KEY.orderOf(party.id, body.carrier, body.slot, ""));
  yield meetsNoOwn(state, body, own);
  yield* orderRules(state, params, market, body, party);
  yield atMost("auction.quota", own.length + 1, ORDER_LIMIT, "count", body.slot);
  const { orders } = clearingOf(state, body.carrier, body.zone, body.slot);
  yield atMost("auction.full", orders + 1, BOOK_LIMIT, "count", body.slot);
}

/**
 * It crosses no live order of the party's own for the slot (figure and limit: the two prices). One that does not cross is refused by
 * `oneSide` all the same, for what is reserved on the other side.
 */
function meetsNoOwn(reader: Reader, body: OrderBody, own: readonly string[]): Verdict {
  for (const id of own) {
    const order = orderOf(reader, id);
    const { side, price } = order.signed.body;
    if (order.status !== "live" || side === body.side || !crosses(body, price)) continue;
    return {
      passes: false,
      finding: { rule: "auction.own", figure: body.price, limit: price, unit: "micro/kWh", slot: body.slot },
    };
  }
  return holds("auction.own", true);
}

function crosses(body: { readonly side: Side; readonly price: number }, other: number): boolean {
  return body.side === "sell" ? body.price <= other : body.price >= other;
}
