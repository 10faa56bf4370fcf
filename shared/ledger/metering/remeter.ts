/**
 * A party's reading of a slot changes (DESIGN §4, Meters): by its operator's substitute or correction, or by another calorific
 * factor. What rests on it follows, whatever state it is in; ruled and disputed slots alone are left to the regulators.
 */
import type { Shares } from "../allocation.ts";
import type { Context } from "../context.ts";
import { finalise } from "../finality.ts";
import { decideReward } from "../grid/flexibility.ts";
import { loadGrid } from "../grid/records.ts";
import { KEY } from "../keys.ts";
import type { MeteredRecord } from "../records.ts";
import { resettle, settleIfMetered } from "../settlement.ts";
import { namesUnder, save } from "../stored.ts";
import type { Carrier } from "../units.ts";
import { dealsOf } from "./deals.ts";
import { correctFinal } from "./finalCorrection.ts";

export function remeter(context: Context, party: string, carrier: Carrier, slot: number, metered: MeteredRecord): void {
  const { state } = context;
  save(state, KEY.metered(party, carrier, slot), metered);
  const shares: Shares = new Map();
  for (const { id, record } of dealsOf(state, party, carrier, slot)) {
    if (record.state === "pending") settleIfMetered(context, id, slot, party, shares);
    else if (record.state === "provisional") resettle(context, id, slot, undefined, shares);
    else if (record.state === "final") correctFinal(context, id, slot, party, shares);
  }
  const call = loadGrid.answered(state, carrier, slot, party);
  if (call !== undefined && loadGrid.reward(state, call, party, slot)) decideReward(context, call, slot, party);
  unblock(context, party, carrier, slot);
}

/** The operator has spoken for a party's slot: what waited for that alone becomes final, or is rewarded. */
export function unblock(context: Context, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  for (const id of namesUnder(state, KEY.blocked(carrier, slot, party, ""))) {
    state.delete(KEY.blocked(carrier, slot, party, id));
    if (loadGrid.call(state, id)) decideReward(context, id, slot, party);
    else finalise(context, id, slot);
  }
}
