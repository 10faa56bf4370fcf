/**
 * Curtailment (DESIGN §4, Screening): an operator cuts what its zone's sellers, or buyers, contracted firmly for slots that have not
 * begun, pro rata and without damages. What is as produced promises nothing and is not cut.
 */
import { ppmDown } from "../amounts.ts";
import { type Context, gridOf } from "../context.ts";
import { contractOf, reserveSlot } from "../contracts.ts";
import { KEY } from "../keys.ts";
import type { Evidence, Refusal, SlotRecord } from "../records.ts";
import { refusalOf, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { carried, operated, toCome } from "./gridRules.ts";
import { intervene, interventionOf } from "./interventions.ts";

export function curtail(context: Context, { id, body }: Evidence<TxOf<"grid.curtail">>): Refusal | undefined {
  const refusal = refusalOf(curtailRules(context, body));
  if (refusal) return refusal;
  intervene(context, id, body, { what: "curtailment", side: body.side, keepPpm: body.keepPpm });
  return undefined;
}

function* curtailRules(context: Context, body: TxOf<"grid.curtail">): Iterable<Verdict> {
  const carrier = carried(context, body.carrier);
  yield* operated(context, body.zone, body.sender);
  yield carrier;
  if (carrier.passes) yield* toCome(context, gridOf(context.params, body.carrier), body.first, body.count);
}

/**
 * Cuts a contract's slot to floor(q · keepPpm / 10^6), q being what was contracted, unless it was cut as deep before. Positions,
 * balances, exposure and the quantity that measured energy is shared out by follow.
 */
export function curtailSlot(context: Context, by: string, contract: string, slot: number): void {
  const { state } = context;
  const { act, zone, at } = interventionOf(context, by);
  const record = load.findSlot(state, contract, slot);
  if (act.what !== "curtailment" || record?.state !== "pending") return;
  const { terms, admitted } = contractOf(context, contract);
  const ours = (act.side === "sell" ? terms.sellerZone : terms.buyerZone) === zone;
  // Who makes a contract after the order knows of it.
  if (!ours || terms.type !== "firm" || admitted.height > at.height) return;
  const before = record.q - record.cut;
  const kept = ppmDown(record.q, act.keepPpm);
  if (kept >= before) return;
  reserveSlot(context, terms, slot, before, -1);
  reserveSlot(context, terms, slot, kept, 1);
  for (const party of [terms.seller, terms.buyer]) save(state, KEY.deal(party, terms.carrier, slot, contract), kept);
  const side = act.side === "sell" ? "seller" : "buyer";
  save(state, KEY.slot(contract, slot), {
    ...record,
    cut: record.q - kept,
    excused: record.excused?.what === "outage" ? record.excused : { what: "curtailed", side, by },
  } satisfies SlotRecord);
}
