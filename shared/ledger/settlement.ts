/**
 * Settlement of contract slots (DESIGN §4): provisional when both sides are metered, or when grace ends and what is missing counts
 * as zero for damages; settled anew when an operator's figures, an outage or a ruling come before the slot is final (finality.ts).
 */
import { under } from "../state/reader.ts";
import { type Share, shareOfSide, type Shares } from "./allocation.ts";
import { type Context, gridOf, stamp } from "./context.ts";
import { change, contractOf } from "./contracts.ts";
import { schedule, unschedule } from "./deadlines.ts";
import { deliver, type Excused, obligations, UNEXCUSED, worstOf } from "./delivery.ts";
import { addExposure, bearable } from "./exposure.ts";
import { startTask } from "./grid/tasks.ts";
import { KEY } from "./keys.ts";
import { SLOT_MACHINE, step } from "./machines.ts";
import type { MeteredRecord, SlotRecord, Terms } from "./records.ts";
import { load, save } from "./stored.ts";
import { slotEnd } from "./time.ts";
import type { Carrier } from "./units.ts";

export type Settled = NonNullable<SlotRecord["settled"]>;

/** Contracts that one reading settles in its own transaction; of more than these a task settles the rest, within the sweep's limit. */
export const SETTLED_AT_ONCE = 5;

/** A party's meter has spoken for a slot: settles those of its contracts whose other side is metered too. */
export function settleMetered(context: Context, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  const shares: Shares = new Map();
  const prefix = KEY.deal(party, carrier, slot, "");
  // One more than may be settled tells whether a rest is left.
  const deals = Array.from(state.range(...under(prefix), { limit: SETTLED_AT_ONCE + 1 }), ([key]) =>
    key.slice(prefix.length),
  );
  for (const id of deals.slice(0, SETTLED_AT_ONCE)) settleIfMetered(context, id, slot, party, shares);
  if (deals.length > SETTLED_AT_ONCE) {
    const id = `settle.${party}.${carrier}.${slot}`;
    const task = { what: "settle", of: `${party}/${carrier}`, slot, last: slot } as const;
    startTask(context, id, task, deals[SETTLED_AT_ONCE - 1]);
  }
}

/** Settles a contract's pending slot for which one side is metered, when the other one is too. */
export function settleIfMetered(context: Context, id: string, slot: number, party: string, shares: Shares): void {
  const { terms } = contractOf(context, id);
  if (load.slot(context.state, id, slot).state !== "pending") return;
  const other = terms.seller === party ? terms.buyer : terms.seller;
  if (isMetered(load.metered(context.state, other, terms.carrier, slot))) settle(context, id, slot, shares);
}

/** The slot has ended: from here on its readings are awaited, on the administrative clock. */
export function awaitReadings(context: Context, carrier: Carrier, slot: number): void {
  const { params, clock, before, state } = context;
  const stood = Math.floor((clock.market - clock.adm) / 1000);
  const ended = slotEnd(gridOf(params, carrier), slot) - stood;
  // If the chain stood still over the slot's end, waiting starts when the chain moves again: nobody could send before.
  const stoodOver = clock.market - before.market > clock.adm - before.adm;
  const from = Math.max(ended, Math.floor((stoodOver ? clock.adm : before.adm) / 1000));
  schedule(state, "a", from + params.metering.grace, { what: "grace", carrier, slot });
}

/** Grace has ended: settles what is still pending for the slot, at most so many, the rest in the next block. Returns how many. */
export function settleOverdue(context: Context, carrier: Carrier, slot: number, most: number): number {
  const { state } = context;
  const shares: Shares = new Map();
  // One more than may be settled tells whether a rest is left.
  const pending = Array.from(
    state.range(...under(KEY.pending(carrier, slot, "")), { limit: most + 1 }),
    ([key]) => key,
  );
  for (const key of pending.slice(0, most)) settle(context, key.slice(key.lastIndexOf("/") + 1), slot, shares);
  if (pending.length > most) schedule(state, "a", context.adm, { what: "grace", carrier, slot });
  return Math.min(pending.length, most);
}

function settle(context: Context, id: string, slot: number, shares: Shares): void {
  const { state } = context;
  const { terms } = contractOf(context, id);
  const record = load.slot(state, id, slot);
  const seller = shareOfSide(context, terms, "seller", id, slot, shares);
  const buyer = shareOfSide(context, terms, "buyer", id, slot, shares);
  const settled = outcomeOf(context, terms, record, seller, buyer);
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "settle"),
    settled,
  } satisfies SlotRecord);
  state.delete(KEY.pending(terms.carrier, slot, id));
  const worst = worstOf(terms, record.q - record.cut);
  addExposure(state, terms.seller, { open: -worst.seller });
  addExposure(state, terms.buyer, { open: -worst.buyer });
  addUnpaid(context, terms, settled, 1);
  change(context, id, (progress) => ({
    ...progress,
    slots: { ...progress.slots, pending: progress.slots.pending - 1, provisional: progress.slots.provisional + 1 },
    delivered: progress.delivered + settled.delivered,
  }));
  schedule(state, "a", settled.finalFrom, { what: "final", contract: id, slot });
}

/** Energy of each side as the regulators find it, Wh; null: as settled. */
export interface Override {
  readonly aS: number | null;
  readonly aB: number | null;
}

/**
 * Settles a provisional slot anew: with the readings, the cut and the excuses as they are now, or
 * with the regulators' figures. Exposure and delivered sums follow, and the dispute window begins again. What was ruled on once
 * changes by another ruling alone; slots in other states stay as they are, and so does one whose new figures are beyond what money
 * can be counted in. True when it was done.
 */
export function resettle(
  context: Context,
  id: string,
  slot: number,
  override?: Override,
  shares: Shares = new Map(),
): boolean {
  const { state } = context;
  const { terms } = contractOf(context, id);
  const record = load.slot(state, id, slot);
  const before = record.settled;
  if (!before || record.state !== "provisional") return false;
  if (record.ruled && !override) return false;
  const share = (side: "seller" | "buyer"): Share =>
    override ? ruled(before, side, override) : shareOfSide(context, terms, side, id, slot, shares);
  const settled = outcomeOf(context, terms, record, share("seller"), share("buyer"));
  if (!bearable(state, obligations(terms, settled))) return false;
  unschedule(state, "a", before.finalFrom, { what: "final", contract: id, slot });
  for (const party of [terms.seller, terms.buyer]) state.delete(KEY.blocked(terms.carrier, slot, party, id));
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "remeter"),
    settled,
    ruled: record.ruled || override !== undefined,
  } satisfies SlotRecord);
  addUnpaid(context, terms, before, -1);
  addUnpaid(context, terms, settled, 1);
  change(context, id, (progress) => ({
    ...progress,
    delivered: progress.delivered - before.delivered + settled.delivered,
  }));
  schedule(state, "a", settled.finalFrom, { what: "final", contract: id, slot });
  return true;
}

/** One side's energy as ruled, else as settled before. */
function ruled(before: Settled, side: "seller" | "buyer", override: Override): Share {
  return side === "seller"
    ? { allocated: override.aS ?? before.aS, quality: before.qualityS }
    : { allocated: override.aB ?? before.aB, quality: before.qualityB };
}

/** What a slot's shares come to, with what operators cut of it and excuse. */
export function outcomeOf(
  context: Context,
  terms: Terms,
  { q, cut, excused }: SlotRecord,
  seller: Share,
  buyer: Share,
): Settled {
  const outcome = deliver(terms, q - cut, seller.allocated, buyer.allocated, excusedBy(excused));
  return {
    aS: seller.allocated,
    aB: buyer.allocated,
    ...outcome,
    // What was cut is owed by nobody; what was left of it, who fell short of it owes.
    liability: outcome.liability === "none" && cut > 0 ? "excused" : outcome.liability,
    qualityS: seller.quality,
    qualityB: buyer.quality,
    at: stamp(context),
    finalFrom: context.adm + context.params.settlement.dispute,
  };
}

function excusedBy(excuse: SlotRecord["excused"]): Excused {
  if (excuse?.what !== "outage") return UNEXCUSED;
  return { seller: excuse.side !== "buyer", buyer: excuse.side !== "seller" };
}

/** Adds (or with -1 takes away) what a settled slot makes its sides owe. */
function addUnpaid({ state }: Context, terms: Terms, settled: Settled, sign: 1 | -1): void {
  for (const { from, amount } of obligations(terms, settled)) addExposure(state, from, { unpaid: sign * amount });
}

function isMetered(record: MeteredRecord | undefined): boolean {
  return record !== undefined && record.sold !== null && record.bought !== null;
}
