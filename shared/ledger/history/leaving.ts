/**
 * What is neither contract, statement nor reading leaves the state too (DESIGN §5): calls for flexibility with their answers and
 * rewards, sales of lots, interventions, decisions. What money still rests on waits until that is paid.
 */
import { under } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { loadLot, loadSale, type LotRecord } from "../deals/lotRecords.ts";
import { type CallRecord, loadGrid } from "../grid/records.ts";
import { KEY } from "../keys.ts";
import { namesUnder, save } from "../stored.ts";
import { loadDecision } from "../supervision/stored.ts";
import { dropReading, letGo, nextPeriod, paidUp } from "./retention.ts";

/** Most records of one call that one block takes out. */
const PAGE = 500;

export type Leaver = "call" | "sale" | "intervention" | "decision";

export function leave(context: Context, of: Leaver, id: string): void {
  switch (of) {
    case "call":
      return leaveCall(context, id);
    case "sale":
      return leaveSale(context, id);
    case "intervention":
      return leaveIntervention(context, id);
    case "decision":
      return leaveDecision(context, id);
  }
}

/** All slots of all answers are decided and paid: they leave in pages, one party's after the other's, the call last. */
function leaveCall(context: Context, id: string): void {
  const { state, adm } = context;
  const call = loadGrid.call(state, id);
  if (!call) return;
  const again = (seconds: number): void => schedule(state, "a", seconds, { what: "leave", of: "call", id });
  if (call.undecided > 0 || !paidUp(context, id)) return again(nextPeriod(context));
  const limit = Math.ceil(PAGE / (2 * call.count + 1));
  const parties = Array.from(state.range(...under(KEY.answer(id, "")), { limit }), ([key]) => nameAfter(key));
  for (const party of parties) {
    for (let slot = call.first; slot < call.first + call.count; slot++) {
      state.delete(KEY.answered(call.carrier, slot, party));
      state.delete(KEY.reward(id, party, slot));
      dropReading(context, party, call.carrier, slot);
    }
    state.delete(KEY.answer(id, party));
  }
  if (parties.length === limit) {
    save(state, KEY.call(id), { ...call, leaving: true } satisfies CallRecord);
    return again(adm + 1);
  }
  letGo(context, id);
  state.delete(KEY.call(id));
  state.delete(KEY.callIn(call.zone, call.carrier, call.first, id));
}

const nameAfter = (key: string): string => key.slice(key.lastIndexOf("/") + 1);

/** A sale that lapsed, or whose delivery is paid; with it its lot, when nothing of it is left to sell or to deliver. */
function leaveSale(context: Context, id: string): void {
  const { state } = context;
  const sale = loadSale(state, id);
  if (!sale) return;
  if (!paidUp(context, id)) return schedule(state, "a", nextPeriod(context), { what: "leave", of: "sale", id });
  letGo(context, id);
  state.delete(KEY.sale(id));
  for (const party of [sale.seller, sale.buyer]) state.delete(KEY.saleOf(party, sale.at.height, id));
  const lot = loadLot(state, sale.lot);
  if (!lot) return;
  const gone = lot.gone + (sale.delivered?.wh ?? 0);
  if (gone < lot.wh) return save(state, KEY.lot(lot.id), { ...lot, gone } satisfies LotRecord);
  state.delete(KEY.lot(lot.id));
  state.delete(KEY.lotOf(lot.party, lot.at.height, lot.id));
}

/** Not before its task has gone through everything that it concerns. */
function leaveIntervention(context: Context, id: string): void {
  const { state } = context;
  const record = loadGrid.intervention(state, id);
  if (!record) return;
  if (loadGrid.task(state, id))
    return schedule(state, "a", nextPeriod(context), { what: "leave", of: "intervention", id });
  state.delete(KEY.intervention(id));
  state.delete(KEY.interventionIn(record.zone, record.carrier, record.first, id));
}

/** A decision that is over, with its votes. */
function leaveDecision({ state }: Context, id: string): void {
  const decision = loadDecision(state, id);
  if (!decision) return;
  for (const regulator of namesUnder(state, KEY.ballot(id, ""))) state.delete(KEY.ballot(id, regulator));
  state.delete(KEY.decisionIn(decision.state, decision.at.height, id));
  state.delete(KEY.decision(id));
}
