/** Orders of the auction (DESIGN §4): placed and cancelled while the gate is open. A live one reserves position and worst case. */
import { type Context, gridOf, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { schedule } from "../deadlines.ts";
import { addExposure } from "../exposure.ts";
import { KEY } from "../keys.ts";
import { next, ORDER_MACHINE, step } from "../machines.ts";
import { reserve } from "../positions.ts";
import type { Evidence, Refusal } from "../records.ts";
import { earlier, holds, refusalOf, type Verdict } from "../rules.ts";
import { limitsAt, namesUnder, save } from "../stored.ts";
import { gateOf } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import { clearingOf, type OrderBase, orderBase, type OrderBody, type OrderLive, orderOf } from "./records.ts";
import { chargesOf, energyOf, placeRules, worstOfOrder } from "./rules.ts";

export function placeOrder(context: Context, signed: Evidence<OrderBody>): Refusal | undefined {
  const { state, params, market } = context;
  const { body, id } = signed;
  const { sender, carrier, zone, slot } = body;
  const refusal = refusalOf(placeRules(context, body, knownParty(context, sender)));
  if (refusal) return refusal;
  const limits = limitsAt(state, zone, carrier, market);
  const charges = chargesOf(state, params, body);
  if (!limits || !charges) throw new RangeError("an order passed its rules without limits or charges");
  const reserved = worstOfOrder(body, limits.auction, charges);
  const base: OrderBase = { id, party: sender, signed, reserved, at: stamp(context) };
  save(state, KEY.order(id), base);
  save(state, KEY.orderLive(id), {
    status: ORDER_MACHINE.initial,
    awarded: 0,
    filled: 0,
    why: null,
  } satisfies OrderLive);
  save(state, KEY.orderOf(sender, carrier, slot, id), 1);
  save(state, KEY.auction(carrier, zone, slot, id), 1);
  countOrders(context, body, 1);
  reserveOrder(context, base, 1);
  schedule(state, "m", gateOf(gridOf(params, carrier), slot), { what: "clear", carrier, zone, slot });
  return undefined;
}

export function cancelOrder(context: Context, body: TxOf<"auction.cancel">): Refusal | undefined {
  const { state } = context;
  const order = orderBase(state, body.order);
  const refusal = refusalOf(cancelRules(context, body, order));
  if (refusal || !order) return refusal;
  withdrawOrder(context, order);
  return undefined;
}

/** A live order is taken back: what it reserved is free again. */
function withdrawOrder(context: Context, order: OrderBase): void {
  const { carrier, zone, slot } = order.signed.body;
  finish(context, order, "cancel", { awarded: 0, filled: 0, why: null });
  save(context.state, KEY.auction(carrier, zone, slot, order.id), 0);
  countOrders(context, order.signed.body, -1);
  reserveOrder(context, order, -1);
}

/** Takes back every live order of a party: as many as its quota let it place since they leave the state with their clearing. */
export function withdrawOrders(context: Context, party: string): void {
  for (const name of namesUnder(context.state, `orderof/${party}/`)) {
    const order = orderBase(context.state, name.slice(name.lastIndexOf("/") + 1));
    if (order && orderOf(context.state, order.id).status === "live") withdrawOrder(context, order);
  }
}

function* cancelRules(context: Context, body: TxOf<"auction.cancel">, order: OrderBase | undefined): Iterable<Verdict> {
  yield holds("auction.unknown", order !== undefined);
  if (!order) return;
  yield holds("auction.mine", order.party === body.sender);
  yield holds("auction.live", next(ORDER_MACHINE, orderOf(context.state, order.id).status, "cancel") !== undefined);
  // The clearing comes after the transactions of the block that passes the gate: nobody takes an order back by then.
  const { carrier, slot } = order.signed.body;
  yield earlier("gate", context.market, gateOf(gridOf(context.params, carrier), slot), slot);
}

/** Adds (or with -1 takes away) what a live order reserves: its energy and the worst that it can make its party owe. */
export function reserveOrder(context: Context, { party, signed: { body }, reserved }: OrderBase, sign: 1 | -1): void {
  reserve(context.state, party, body.side, body.carrier, energyOf(body), sign);
  addExposure(context.state, party, { open: sign * reserved });
}

/** Ends a live order. */
export function finish(
  context: Context,
  { id }: OrderBase,
  event: "fill" | "miss" | "cancel",
  outcome: Omit<OrderLive, "status">,
): void {
  const { status } = orderOf(context.state, id);
  save(context.state, KEY.orderLive(id), {
    ...outcome,
    status: step(ORDER_MACHINE, status, event),
  } satisfies OrderLive);
}

function countOrders(context: Context, { carrier, zone, slot }: OrderBody, change: 1 | -1): void {
  const record = clearingOf(context.state, carrier, zone, slot);
  save(context.state, KEY.clearing(carrier, zone, slot), { ...record, orders: record.orders + change });
}
