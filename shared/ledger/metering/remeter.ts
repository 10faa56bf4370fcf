/**
 * A party's reading of a slot changes (DESIGN §4, Meters): by its operator's substitute or correction, or by another calorific factor; or
 * its operator's totals agree with it at last. What rests on it follows, whatever state it is in; ruled and disputed slots alone are left
 * to the regulators. A few contracts follow at once, of more a task takes the rest, page by page.
 */
import type { Shares } from "../allocation.ts";
import type { Context } from "../context.ts";
import { contractOf } from "../contracts.ts";
import { finalise } from "../finality.ts";
import { decideReward } from "../grid/flexibility.ts";
import { loadGrid } from "../grid/records.ts";
import { startTask } from "../grid/tasks.ts";
import { KEY } from "../keys.ts";
import type { MeteredRecord } from "../records.ts";
import { resettle, SETTLED_AT_ONCE, settleIfMetered } from "../settlement.ts";
import { type Reader, under } from "../../state/reader.ts";
import { load, save } from "../stored.ts";
import type { Carrier } from "../units.ts";
import { correctFinal } from "./finalCorrection.ts";

/** Why the contracts of a slot are gone through: its reading is another one, or the operator's totals agree with it. */
export type Follow = "remeter" | "heed";

export function remeter(context: Context, party: string, carrier: Carrier, slot: number, metered: MeteredRecord): void {
  save(context.state, KEY.metered(party, carrier, slot), metered);
  follow(context, "remeter", party, carrier, slot);
}

/** All that rests on the reading: contracts in the order of their ids, then what the party is paid for keeping a call. */
export function follow(context: Context, why: Follow, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  const shares: Shares = new Map();
  const prefix = KEY.deal(party, carrier, slot, "");
  // One more than may follow tells whether a rest is left.
  const page = { limit: SETTLED_AT_ONCE + 1 };
  const deals = Array.from(state.range(...under(prefix), page), ([key]) => key.slice(prefix.length));
  for (const id of deals.slice(0, SETTLED_AT_ONCE)) followDeal(context, why, party, id, slot, shares);
  const id = taskOf(why, party, carrier, slot);
  const task = { what: why, of: `${party}/${carrier}`, slot, last: slot } as const;
  if (deals.length > SETTLED_AT_ONCE) startTask(context, id, task, deals[SETTLED_AT_ONCE - 1]);
  followCall(context, why, party, carrier, slot);
}

const taskOf = (why: Follow, party: string, carrier: Carrier, slot: number): string =>
  `${why}.${party}.${carrier}.${slot}`;

/** Contracts of the party's slot still wait for their share of another reading: all of them must be there until each has it. */
export function isRemetered(state: Reader, party: string, carrier: Carrier, slot: number): boolean {
  return loadGrid.task(state, taskOf("remeter", party, carrier, slot)) !== undefined;
}

/** One contract of the slot. What waited for the operator's word alone becomes final, or waits on if that is still missing. */
export function followDeal(
  context: Context,
  why: Follow,
  party: string,
  id: string,
  slot: number,
  shares: Shares,
): void {
  const { state } = context;
  const record = load.findSlot(state, id, slot);
  if (!record) return;
  const { terms } = contractOf(context, id);
  const quality = terms.seller === party ? record.settled?.qualityS : record.settled?.qualityB;
  if (record.state === "provisional" && (why === "remeter" || quality === "missing"))
    resettle(context, id, slot, undefined, shares);
  else if (record.state === "pending" && why === "remeter") settleIfMetered(context, id, slot, party, shares);
  else if (record.state === "final" && why === "remeter") correctFinal(context, id, slot, party, shares);
  const blocked = KEY.blocked(terms.carrier, slot, party, id);
  if (state.get(blocked) === undefined) return;
  state.delete(blocked);
  finalise(context, id, slot);
}

/** A party answers one call at most for a slot. */
function followCall(context: Context, why: Follow, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  const call = loadGrid.answered(state, carrier, slot, party);
  if (call === undefined) return;
  const blocked = KEY.blocked(carrier, slot, party, call);
  const waited = state.get(blocked) !== undefined;
  if (waited) state.delete(blocked);
  if (waited || (why === "remeter" && loadGrid.reward(state, call, party, slot)))
    decideReward(context, call, slot, party);
}
