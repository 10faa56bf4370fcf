/** Orders in the auction of one's own zone. Fault: "compose.order" {order} for one that is not live or not one's own. */
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { Input } from "../../../shared/ipc/contract.ts";
import { worstOf } from "../../../shared/ledger/delivery.ts";
import { gateOf, headerTime } from "../../../shared/ledger/time.ts";
import { type Draft, type Drawing, mine } from "../drawing.ts";
import { gridFor, monthOf } from "../market.ts";

export async function placeOrder(
  { at, page }: Drawing,
  { carrier, side, slot, wh, price }: Input<"sign.order">,
): Promise<Draft> {
  const party = mine(at);
  const rules = await page.query("rules", {
    carrier,
    zone: party.zone,
    technology: party.technology,
    month: monthOf(at.now, at.zone.utcOffset),
  });
  if (!rules) throw new FaultError("compose.noMarket", {}, "none");
  // As the ledger reserves it (docs/protocol/auction.md): a contract for all of it at its own price, with the standard damages.
  const worst = worstOf({ type: "firm", price, damages: rules.limits.auction, charges: rules.charges }, wh);
  const gate = gateOf(gridFor(at.params, carrier), slot);
  const technology = side === "sell" ? party.technology : ("none" as const);
  return {
    body: { kind: "auction.order", side, carrier, zone: party.zone, slot, wh, price, technology },
    until: Math.ceil(headerTime(at.params.clock, gate) / 1000),
    carrier,
    amount: side === "sell" ? worst.seller : worst.buyer,
  };
}

export async function cancelOrder(
  { joined, page, at }: Drawing,
  { order: id }: { readonly order: string },
): Promise<Draft> {
  const order = await page.query("order", { id });
  if (order?.party !== joined.account.address || order.status !== "live")
    throw new FaultError("compose.order", { order: id }, "correct");
  const { carrier, slot } = order.signed.body;
  const gate = gateOf(gridFor(at.params, carrier), slot);
  return {
    body: { kind: "auction.cancel", order: id },
    until: Math.ceil(headerTime(at.params.clock, gate) / 1000),
    related: order.signed.body,
    carrier,
  };
}
