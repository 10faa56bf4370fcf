/** Calls for flexibility and their answers (DESIGN §4, Screening): the grid asks its zone to take less, and pays who does. */
import { cappedSum } from "../amounts.ts";
import { type Context, gridOf, stamp } from "../context.ts";
import { keptFor } from "../kept.ts";
import { schedule } from "../deadlines.ts";
import { addExposure } from "../exposure.ts";
import { KEY } from "../keys.ts";
import type { Evidence, PartyRecord, Refusal } from "../records.ts";
import { atMost, earlier, holds, refusalOf, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import { slotEnd, slotStart } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import { rewardOf } from "./flexibility.ts";
import { carried, operated, toCome } from "./gridRules.ts";
import { type AnswerRecord, type CallRecord, loadGrid } from "./records.ts";

export function callFlexibility(context: Context, { id, body }: Evidence<TxOf<"grid.call">>): Refusal | undefined {
  const refusal = refusalOf(callRules(context, body));
  if (refusal) return refusal;
  const { sender, zone, carrier, first, count, capPpm, price, until, most } = body;
  const record: CallRecord = {
    id,
    operator: sender,
    zone,
    carrier,
    first,
    count,
    capPpm,
    price,
    until,
    most,
    answers: 0,
    undecided: 0,
    leaving: false,
    at: stamp(context),
  };
  save(context.state, KEY.call(id), record);
  save(context.state, KEY.callIn(zone, carrier, first, id), 1);
  leaveLater(context, record);
  return undefined;
}

function* callRules(context: Context, body: TxOf<"grid.call">): Iterable<Verdict> {
  const carrier = carried(context, body.carrier);
  yield* operated(context, body.zone, body.sender);
  yield carrier;
  if (!carrier.passes) return;
  const grid = gridOf(context.params, body.carrier);
  yield* toCome(context, grid, body.first, body.count);
  yield atMost("grid.until", body.until, slotStart(grid, body.first), "s");
  yield earlier("grid.until", context.market, body.until);
}

/** Binds nobody: who does not stay below is not paid. */
export function answerCall(context: Context, body: TxOf<"grid.answer">): Refusal | undefined {
  const { state } = context;
  const call = loadGrid.call(state, body.call);
  const party = load.party(state, body.sender);
  const refusal = refusalOf(answerRules(context, body, call));
  if (refusal || !call || !party) return refusal;
  save(state, KEY.answer(call.id, party.id), { importW: party.importW, at: stamp(context) } satisfies AnswerRecord);
  for (let slot = call.first; slot < call.first + call.count; slot++) {
    save(state, KEY.answered(call.carrier, slot, party.id), call.id);
    if (call.answers === 0) scheduleReward(context, call, slot);
  }
  addExposure(state, call.operator, { open: mostOf(context, call, party) });
  save(state, KEY.undecided(party.id), loadGrid.undecided(state, party.id) + call.count);
  save(state, KEY.call(call.id), {
    ...call,
    answers: call.answers + 1,
    undecided: call.undecided + call.count,
  } satisfies CallRecord);
  return undefined;
}

function* answerRules(context: Context, body: TxOf<"grid.answer">, call: CallRecord | undefined): Iterable<Verdict> {
  const { state, market } = context;
  const party = load.party(state, body.sender);
  yield holds("call.unknown", call !== undefined);
  if (!call) return;
  yield holds("call.active", party?.status === "active");
  yield holds("call.zone", party !== undefined && party.zone === call.zone && party.id !== call.operator);
  yield holds("call.carrier", party?.meter != null && party.carriers.includes(call.carrier));
  yield earlier("call.closed", market, call.until);
  const free = (slot: number): boolean => loadGrid.answered(state, call.carrier, slot, body.sender) === undefined;
  const slots = Array.from({ length: call.count }, (_, i) => call.first + i);
  yield holds("call.twice", slots.every(free));
  yield atMost("call.full", call.answers + 1, call.most, "count");
  const limit = load.bands(state, call.zone, call.carrier, market)?.exposure ?? 0;
  const { unpaid, open } = load.exposure(state, call.operator);
  yield atMost("call.funds", cappedSum([unpaid, open, party ? mostOf(context, call, party) : 0]), limit, "micro");
}

/** The most that a call can make its operator owe a party: every slot kept. Stands in the operator's exposure until it is decided. */
function mostOf({ params }: Context, call: CallRecord, { importW }: PartyRecord): number {
  const { amount } = rewardOf(call, gridOf(params, call.carrier), { importW }, 0);
  return cappedSum(Array.from({ length: call.count }, () => amount));
}

/** It leaves once its last slot could be disputed and corrected, if all is decided and paid then (history/leaving.ts). */
function leaveLater(context: Context, call: CallRecord): void {
  const { params } = context;
  const ended = slotEnd(gridOf(params, call.carrier), call.first + call.count - 1);
  const at = ended + params.metering.grace + params.settlement.dispute + keptFor(context);
  schedule(context.state, "a", at, { what: "leave", of: "call", id: call.id });
}

/**
 * When a slot's readings have been awaited and could be disputed for long enough. A standstill from here on only makes it later,
 * for the administrative clock then lags further behind the market's, which the slot's end runs on.
 */
function scheduleReward(context: Context, call: CallRecord, slot: number): void {
  const { params, market, adm } = context;
  const ended = slotEnd(gridOf(params, call.carrier), slot) - (market - adm);
  const at = ended + params.metering.grace + params.settlement.dispute;
  schedule(context.state, "a", at, { what: "reward", call: call.id, slot });
}
