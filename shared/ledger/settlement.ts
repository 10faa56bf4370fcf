/**
 * Settlement of contract slots (DESIGN §4): provisional when both sides are metered, or when grace ends and what is missing counts
 * as zero for damages; final when the dispute window has passed, and then stated between the pairs.
 */
import { type Context, gridOf, stamp } from "./context.ts";
import { contractOf, retireLater } from "./contracts.ts";
import { schedule } from "./deadlines.ts";
import { allocate, deliver, obligations, worstOf } from "./delivery.ts";
import { underRuling } from "./ends/disputeRecord.ts";
import { addExposure } from "./exposure.ts";
import { KEY } from "./keys.ts";
import { CONTRACT_MACHINE, SLOT_MACHINE, step } from "./machines.ts";
import type { MeteredRecord, SlotRecord, Terms } from "./records.ts";
import { under } from "../state/reader.ts";
import { stateSlot } from "./statements.ts";
import { type ContractProgress, load, namesUnder, save } from "./stored.ts";
import { slotEnd } from "./time.ts";
import type { Quality } from "./bodies/meters.ts";
import type { Carrier } from "./units.ts";

/** A party's meter has spoken for a slot: settles those of its contracts whose other side is metered too. */
export function settleMetered(context: Context, party: string, carrier: Carrier, slot: number): void {
  const shares: Shares = new Map();
  for (const id of namesUnder(context.state, KEY.deal(party, carrier, slot, ""))) {
    const { terms } = contractOf(context, id);
    if (load.slot(context.state, id, slot).state !== "pending") continue;
    const other = terms.seller === party ? terms.buyer : terms.seller;
    if (isMetered(load.metered(context.state, other, carrier, slot))) settle(context, id, slot, shares);
  }
}

/** The slot has ended: from here on its readings are awaited, on the administrative clock. */
export function awaitReadings(context: Context, carrier: Carrier, slot: number): void {
  const { params, clock, before, state } = context;
  const stood = Math.floor((clock.market - clock.adm) / 1000);
  const ended = slotEnd(gridOf(params, carrier), slot) - stood;
  // If the chain stood still over the slot's end, waiting starts when the chain moves again.
  const from = Math.max(ended, Math.floor(before.adm / 1000));
  schedule(state, "a", from + params.metering.grace, { what: "grace", carrier, slot });
}

/** Grace has ended: settles what is still pending for the slot. */
export function settleOverdue(context: Context, carrier: Carrier, slot: number): void {
  const shares: Shares = new Map();
  for (const id of namesUnder(context.state, KEY.pending(carrier, slot, ""))) settle(context, id, slot, shares);
}

/**
 * What each contract of a party and side gets of its measured energy in one slot, worked out once for all of them: the deals of a
 * slot and its readings stand still while the slot is settled.
 */
type Shares = Map<string, ReadonlyMap<string, number>>;

function settle(context: Context, id: string, slot: number, shares: Shares): void {
  const { state, params } = context;
  const { terms } = contractOf(context, id);
  const record = load.slot(state, id, slot);
  const seller = measured(context, terms, "seller", id, slot, shares);
  const buyer = measured(context, terms, "buyer", id, slot, shares);
  const q = record.q - record.cut;
  const outcome = deliver(terms, q, seller.allocated, buyer.allocated, record.excused !== null);
  const settled = {
    aS: seller.allocated,
    aB: buyer.allocated,
    ...outcome,
    qualityS: seller.quality,
    qualityB: buyer.quality,
    at: stamp(context),
  };
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "settle"),
    settled,
  } satisfies SlotRecord);
  state.delete(KEY.pending(terms.carrier, slot, id));
  const worst = worstOf(terms, q);
  addExposure(state, terms.seller, { open: -worst.seller });
  addExposure(state, terms.buyer, { open: -worst.buyer });
  for (const { from, amount } of obligations(terms, settled)) addExposure(state, from, { unpaid: amount });
  const progress = load.contractProgress(state, id);
  save(state, KEY.contractProgress(id), {
    ...progress,
    slots: { ...progress.slots, pending: progress.slots.pending - 1, provisional: progress.slots.provisional + 1 },
    delivered: progress.delivered + outcome.delivered,
  } satisfies ContractProgress);
  schedule(state, "a", context.adm + params.settlement.dispute, { what: "final", contract: id, slot });
}

/** The dispute window has passed: the slot is final and enters the statements of the running period. */
export function finalise(context: Context, id: string, slot: number): void {
  const { state } = context;
  // A slot that was disputed can have a deadline left from before, even after its contract has left the state.
  const record = load.slotIfAny(state, id, slot);
  if (record?.state !== "provisional" || !record.settled || underRuling(state, record)) return;
  const { terms } = contractOf(context, id);
  const period = stateSlot(context, id, obligations(terms, record.settled));
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "finalise"),
    period,
    finalAt: stamp(context),
  } satisfies SlotRecord);
  const progress = load.contractProgress(state, id);
  const slots = {
    ...progress.slots,
    provisional: progress.slots.provisional - 1,
    final: progress.slots.final + 1,
  };
  const all = slots.pending === 0 && slots.provisional === 0 && slots.disputed === 0;
  save(state, KEY.contractProgress(id), {
    ...progress,
    slots,
    state: all && progress.state === "admitted" ? step(CONTRACT_MACHINE, progress.state, "deliver") : progress.state,
  } as ContractProgress);
  retireLater(context, id);
}

/** Settles a provisional slot anew: with what is metered now, or with the energies given for either side. */
export function resettle(
  context: Context,
  id: string,
  slot: number,
  override: { readonly aS: number | null; readonly aB: number | null } = { aS: null, aB: null },
): void {
  const { state } = context;
  const { terms } = contractOf(context, id);
  const record = load.slot(state, id, slot);
  const before = record.settled;
  if (!before) return;
  const shares: Shares = new Map();
  const seller = measured(context, terms, "seller", id, slot, shares);
  const buyer = measured(context, terms, "buyer", id, slot, shares);
  const [aS, aB] = [override.aS ?? seller.allocated, override.aB ?? buyer.allocated];
  const outcome = deliver(terms, record.q - record.cut, aS, aB, record.excused !== null);
  const qualities = { qualityS: seller.quality, qualityB: buyer.quality };
  const settled = { aS, aB, ...outcome, ...qualities, at: stamp(context) };
  for (const { from, amount } of obligations(terms, before)) addExposure(state, from, { unpaid: -amount });
  for (const { from, amount } of obligations(terms, settled)) addExposure(state, from, { unpaid: amount });
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "remeter"),
    settled,
  } satisfies SlotRecord);
  const progress = load.contractProgress(state, id);
  const delivered = progress.delivered + settled.delivered - before.delivered;
  save(state, KEY.contractProgress(id), { ...progress, delivered } satisfies ContractProgress);
}

/** Share of one side's measured energy that falls to a contract, over all contracts of that party and slot together. */
function measured(
  context: Context,
  terms: Terms,
  side: "seller" | "buyer",
  id: string,
  slot: number,
  shares: Shares,
): { readonly allocated: number; readonly quality: Quality } {
  const { state } = context;
  const metered = load.metered(state, terms[side], terms.carrier, slot);
  const energy = side === "seller" ? metered?.sold : metered?.bought;
  if (!metered || energy == null) return { allocated: 0, quality: "missing" };
  const who = `${side} ${terms[side]}`;
  let own = shares.get(who);
  if (own === undefined) {
    own = sharesOf(context, energy, KEY.deal(terms[side], terms.carrier, slot, ""));
    shares.set(who, own);
  }
  return { allocated: own.get(id) ?? 0, quality: metered.quality };
}

function sharesOf({ state }: Context, energy: number, prefix: string): ReadonlyMap<string, number> {
  const claims = Array.from(state.range(...under(prefix)), ([key, q]) => ({
    id: key.slice(prefix.length),
    q: q as number,
  }));
  const allocated = allocate(energy, claims);
  return new Map(claims.map((claim, i) => [claim.id, allocated[i] ?? 0]));
}

function isMetered(record: MeteredRecord | undefined): boolean {
  return record !== undefined && record.sold !== null && record.bought !== null;
}
