/** What a clearing left behind leaves the state once it has been kept long enough and none of its contracts is left (DESIGN §5). */
import type { Context } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { load, namesUnder } from "../stored.ts";
import type { Carrier } from "../units.ts";
import { clearingOf, orderOf, type PairRecord } from "./records.ts";

/** Between two looks at whether contracts are left, administrative seconds. */
const AGAIN = 86_400;

/** Bounded by the orders that the parties of a zone can place for one slot. Returns how many there were. */
export function unclear(context: Context, carrier: Carrier, zone: string, slot: number): number {
  const { state } = context;
  if (hasContracts(context, carrier, zone, slot)) {
    schedule(state, "a", context.adm + AGAIN, { what: "unclear", carrier, zone, slot });
    return 1;
  }
  const ids = namesUnder(state, KEY.auction(carrier, zone, slot, ""));
  for (const id of ids) {
    const { party } = orderOf(state, id);
    state.delete(KEY.order(id));
    state.delete(KEY.orderLive(id));
    state.delete(KEY.orderOf(party, carrier, slot, id));
    state.delete(KEY.auction(carrier, zone, slot, id));
  }
  const pairs = clearingOf(state, carrier, zone, slot).cleared?.pairs ?? 0;
  for (let n = 0; n < pairs; n++) state.delete(KEY.clearingPair(carrier, zone, slot, n));
  state.delete(KEY.clearing(carrier, zone, slot));
  return ids.length;
}

/** A contract rests on the arithmetic of its clearing, so that stays as long as any of them. */
function hasContracts({ state }: Context, carrier: Carrier, zone: string, slot: number): boolean {
  const pairs = clearingOf(state, carrier, zone, slot).cleared?.pairs ?? 0;
  for (let n = 0; n < pairs; n++) {
    const { contract } = state.get(KEY.clearingPair(carrier, zone, slot, n)) as unknown as PairRecord;
    if (contract !== null && load.contractBase(state, contract)) return true;
  }
  return false;
}
