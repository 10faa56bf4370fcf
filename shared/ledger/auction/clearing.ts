/**
 * Clearing of the auction at gate closure (DESIGN §4, Auction), as of the last second before the gate whenever the block comes: orders
 * pass their rules again, the arithmetic gives each its share, pairs become contracts. Bounded by BOOK_LIMIT.
 */
import { type Context, gridOf, stamp } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { knownParty } from "../contracts.ts";
import type { Refusal } from "../records.ts";
import { earlier, refusalOf, type Verdict } from "../rules.ts";
import { limitsAt, load, namesUnder, save } from "../stored.ts";
import { gateOf, slotEnd, slotStart } from "../time.ts";
import type { Carrier } from "../units.ts";
import { bind, type Book } from "./binding.ts";
import { finish, reserveOrder } from "./orders.ts";
import { pair } from "./pairing.ts";
import { type Cleared, clearingOf, orderOf, type OrderRecord, type PairRecord } from "./records.ts";
import { chargesOf, orderRules } from "./rules.ts";
import { clearAt } from "./uniformPrice.ts";

/** The gate of a slot has closed: its orders are cleared. Returns how many orders and pairs it went through. */
export function clear(context: Context, carrier: Carrier, zone: string, slot: number): number {
  const { state, params } = context;
  const book: Book = { carrier, zone, slot, at: gateOf(gridOf(params, carrier), slot) - 1 };
  const orders = liveOrders(context, book);
  const admitted = admit(context, book, orders);
  for (const order of admitted) reserveOrder(context, order, -1);

  const most = admitted.length > 0 ? roomOf(context, book) : 0;
  const bids = admitted.map(({ id, signed: { body } }) => ({ id, side: body.side, wh: body.wh, price: body.price }));
  const { at: result, awards } = clearAt(bids, most);
  const awarded = admitted.map((order, i) => ({ ...order, ...order.signed.body, wh: awards[i] ?? 0 }));
  const pairs = pair(
    awarded.filter(({ side }) => side === "sell"),
    awarded.filter(({ side }) => side === "buy"),
  );

  const [first] = admitted;
  const damages = limitsAt(state, zone, carrier, book.at)?.auction;
  const charges = first && chargesOf(state, params, first.signed.body);
  const terms = result && damages && charges ? { price: result.price, damages, charges } : undefined;
  const outcomes: PairRecord[] = terms ? pairs.map((each) => bind(context, book, terms, each)) : [];
  for (const [n, outcome] of outcomes.entries()) save(state, KEY.clearingPair(carrier, zone, slot, n), outcome);
  conclude(context, awarded, outcomes);

  const contracts = outcomes.filter(({ contract }) => contract !== null);
  const cleared: Cleared = {
    at: stamp(context),
    admitted: admitted.length,
    most,
    result: result ?? null,
    damages: terms?.damages ?? null,
    charges: terms?.charges ?? null,
    pairs: outcomes.length,
    contracts: contracts.length,
    contracted: contracts.reduce((sum, { wh }) => sum + wh, 0),
  };
  save(state, KEY.clearing(carrier, zone, slot), { ...clearingOf(state, carrier, zone, slot), cleared });
  schedule(state, "a", context.adm + params.supervision.retain, { what: "unclear", carrier, zone, slot });
  return orders.length + outcomes.length;
}

function liveOrders({ state }: Context, { carrier, zone, slot }: Book): readonly OrderRecord[] {
  return namesUnder(state, KEY.auction(carrier, zone, slot, ""))
    .map((id) => orderOf(state, id))
    .filter(({ status }) => status === "live");
}

/**
 * Who still passes the rules takes part, in the order of the ids: a party may have been suspended or gone overdue since, its capacity
 * or the bands may have changed. Each order is judged as if it came last, so its own reservation does not count twice.
 */
function admit(context: Context, book: Book, orders: readonly OrderRecord[]): readonly OrderRecord[] {
  return orders.filter((order) => {
    reserveOrder(context, order, -1);
    const why = refusalOf(againRules(context, book, order));
    if (why) finish(context, order, "miss", { awarded: 0, filled: 0, why });
    else reserveOrder(context, order, 1);
    return why === undefined;
  });
}

function* againRules(context: Context, { carrier, slot, at }: Book, order: OrderRecord): Iterable<Verdict> {
  const { state, params, market } = context;
  // Nobody is bound for a slot that was over before its clearing could be known: the chain stood still.
  yield earlier("auction.late", market, slotEnd(gridOf(params, carrier), slot), slot);
  yield* orderRules(state, params, at, order.signed.body, knownParty(context, order.party));
}

/** What the zone can still deliver and take in the slot, Wh: screening would refuse the contracts beyond it. */
function roomOf({ state, params }: Context, { carrier, zone, slot }: Book): number {
  const supply = load.supply(state, zone, carrier, slotStart(gridOf(params, carrier), slot));
  const { firm, bought } = load.balance(state, zone, carrier, slot);
  return supply ? Math.max(0, Math.min(supply.deliverable - firm, supply.demand - bought)) : 0;
}

/** Each order ends, with what its pairs brought it. */
function conclude(context: Context, awarded: readonly (OrderRecord & { wh: number })[], pairs: readonly PairRecord[]) {
  const filled = new Map<string, number>();
  const refusals = new Map<string, Refusal>();
  for (const { sell, buy, wh, why } of pairs) {
    for (const id of [sell, buy]) {
      if (why) refusals.set(id, why);
      else filled.set(id, (filled.get(id) ?? 0) + wh);
    }
  }
  for (const order of awarded) {
    const wh = filled.get(order.id) ?? 0;
    const outcome = { awarded: order.wh, filled: wh, why: refusals.get(order.id) ?? null };
    finish(context, order, wh > 0 ? "fill" : "miss", outcome);
  }
}
