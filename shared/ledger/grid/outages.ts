/**
 * Outages (DESIGN §4): the operator confirms that a party, or a whole zone, was cut off; what it fell short of in those slots is
 * excused. Slots settled already are settled anew while they are provisional; final ones stay, disputed ones are for the ruling.
 */
import { type Context, gridOf } from "../context.ts";
import { contractOf } from "../contracts.ts";
import { KEY } from "../keys.ts";
import type { Evidence, Excuse, Refusal, SlotRecord } from "../records.ts";
import { holds, refusalOf, type Verdict } from "../rules.ts";
import { resettle } from "../settlement.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { begun, carried, operated } from "./gridRules.ts";
import { intervene, interventionOf } from "./interventions.ts";

export function confirmOutage(context: Context, { id, body }: Evidence<TxOf<"grid.outage">>): Refusal | undefined {
  const refusal = refusalOf(outageRules(context, body));
  if (refusal) return refusal;
  intervene(context, id, body, { what: "outage", party: body.party });
  return undefined;
}

function* outageRules(context: Context, body: TxOf<"grid.outage">): Iterable<Verdict> {
  const carrier = carried(context, body.carrier);
  yield* operated(context, body.zone, body.sender);
  yield carrier;
  if (carrier.passes) yield begun(context, gridOf(context.params, body.carrier), body.first);
  yield holds("grid.party", body.party === null || load.party(context.state, body.party)?.zone === body.zone);
}

/** Excuses the sides of a contract's slot that the outage concerns, in contracts that were on the ledger when it was confirmed. */
export function excuseSlot(context: Context, by: string, contract: string, slot: number): void {
  const { state } = context;
  const { act, zone, at } = interventionOf(context, by);
  const record = load.findSlot(state, contract, slot);
  if (act.what !== "outage" || !record || record.ruled) return;
  if (record.state !== "pending" && record.state !== "provisional") return;
  const { terms, admitted } = contractOf(context, contract);
  if (admitted.height > at.height) return;
  const out = (party: string, of: string): boolean => (act.party === null ? of === zone : party === act.party);
  const before = record.excused?.what === "outage" ? record.excused.side : null;
  const seller = out(terms.seller, terms.sellerZone) || before === "seller" || before === "both";
  const buyer = out(terms.buyer, terms.buyerZone) || before === "buyer" || before === "both";
  if (!seller && !buyer) return;
  const side: Excuse["side"] = seller && buyer ? "both" : seller ? "seller" : "buyer";
  if (side === before) return;
  save(state, KEY.slot(contract, slot), { ...record, excused: { what: "outage", side, by } } satisfies SlotRecord);
  resettle(context, contract, slot);
}
