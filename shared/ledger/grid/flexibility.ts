/**
 * What is paid for a kept call (DESIGN §4, Screening). With the capacity C = import capacity · slot / 3600 in Wh and the cap
 * floor(C · capPpm / 10^6), a slot is kept when the party took at most the cap; the operator then owes
 * floor(((C - cap) · price + 500) / 1000) for it. A slot without a reading is not kept.
 */
import { lineAmount, ppmDown } from "../amounts.ts";
import { type Context, gridOf } from "../context.ts";
import { addExposure, bearable } from "../exposure.ts";
import { spokenFor } from "../finality.ts";
import { KEY } from "../keys.ts";
import type { GridParams } from "../params.ts";
import { capacityWh } from "../positions.ts";
import { stateSlot } from "../statements.ts";
import { load, save } from "../stored.ts";
import { type AnswerRecord, type CallRecord, loadGrid, type RewardRecord } from "./records.ts";
import { startTask } from "./tasks.ts";

/** A slot's readings have been awaited and could be disputed: who stayed below the cap in it is paid. */
export function reward(context: Context, call: string, slot: number): void {
  startTask(context, `${call}.${slot}`, { what: "reward", of: call, slot, last: slot });
}

/** Energy and money of one party's slot of a call. `bought`: what it took, Wh; null when no reading came. */
export function rewardOf(
  call: Pick<CallRecord, "capPpm" | "price">,
  grid: GridParams,
  { importW }: Pick<AnswerRecord, "importW">,
  bought: number | null,
): RewardRecord {
  const capacity = capacityWh(importW, grid);
  const cap = ppmDown(capacity, call.capPpm);
  if (bought === null || bought > cap) return { wh: 0, amount: 0 };
  return { wh: capacity - cap, amount: lineAmount(capacity - cap, call.price) };
}

/**
 * Decides what a party is paid for a slot of a call, once its reading is not its owner's word alone; decided again after the
 * operator changed the reading, the difference is an adjustment.
 */
export function decideReward(context: Context, id: string, slot: number, party: string): void {
  const { state } = context;
  const call = loadGrid.call(state, id);
  const answer = loadGrid.answer(state, id, party);
  if (!call || !answer || call.leaving) return;
  const before = loadGrid.reward(state, id, party, slot);
  if (!before && !spokenFor(context, party, call.carrier, slot)) {
    save(state, KEY.blocked(call.carrier, slot, party, id), 1);
    return;
  }
  const bought = load.metered(state, party, call.carrier, slot)?.bought ?? null;
  const grid = gridOf(context.params, call.carrier);
  const after = rewardOf(call, grid, answer, bought);
  const change = after.amount - (before?.amount ?? 0);
  const wh = Math.abs(after.wh - (before?.wh ?? 0));
  const [from, to] = change > 0 ? [call.operator, party] : [party, call.operator];
  const owed = { from, to, what: before ? "adjustment" : "flexibility", wh, amount: Math.abs(change) } as const;
  if (before && !bearable(state, [owed])) return;
  if (!before) {
    addExposure(state, call.operator, { open: -rewardOf(call, grid, answer, 0).amount });
    save(state, KEY.call(id), { ...call, undecided: call.undecided - 1 } satisfies CallRecord);
    const left = loadGrid.undecided(state, party) - 1;
    if (left > 0) save(state, KEY.undecided(party), left);
    else state.delete(KEY.undecided(party));
  }
  save(state, KEY.reward(id, party, slot), after);
  if (change === 0) return;
  addExposure(state, from, { unpaid: owed.amount });
  stateSlot(context, id, [owed]);
}
