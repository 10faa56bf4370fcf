/**
 * A contract's life on the ledger (DESIGN §4): it enters admitted or held, whatever it rests on; a held one is released or refused;
 * from some slot on it can fall away. Everything that follows for positions, balances, exposure and deadlines is kept in step here.
 */
import { type Context, gridOf, stamp } from "./context.ts";
import { schedule, unschedule } from "./deadlines.ts";
import { worstOf } from "./delivery.ts";
import { addExposure } from "./exposure.ts";
import { keptFor } from "./kept.ts";
import { KEY } from "./keys.ts";
import { CONTRACT_MACHINE, SLOT_MACHINE, step } from "./machines.ts";
import { contractBalance, contractPosition, filledSlots } from "./positions.ts";
import type { Basis, Ending, Excuse, PartyRecord, SlotRecord, Stamp, Terms } from "./records.ts";
import { heldBy, type Verdict } from "./rules.ts";
import { type ContractBase, type ContractProgress, load, save } from "./stored.ts";
import { gateOf, slotEnd } from "./time.ts";

export interface NewContract {
  readonly id: string;
  readonly terms: Terms;
  readonly basis: Basis;
  readonly offeredAt: Stamp;
}

export function contractOf(context: Context, id: string): ContractBase {
  const base = load.contractBase(context.state, id);
  if (!base) throw new RangeError(`the state lacks contract ${id}`);
  return base;
}

/** A party that a record names. */
export function knownParty(context: Context, id: string): PartyRecord {
  const party = load.party(context.state, id);
  if (!party) throw new RangeError(`the state lacks party ${id}`);
  return party;
}

/** Writes the contract, admitted or held as its verdicts say (none of them refuses), and its slots. */
export function enter(context: Context, contract: NewContract, verdicts: readonly Verdict[]): void {
  const { state, params } = context;
  const { id, terms } = contract;
  const held = heldBy(verdicts);
  const findings = verdicts.map(({ finding }) => finding);
  save(state, KEY.contract(id), {
    ...contract,
    admitted: { ...stamp(context), findings, held },
  } satisfies ContractBase);
  const slots = filledSlots(terms.energy);
  save(state, KEY.contractProgress(id), {
    state: step(CONTRACT_MACHINE, CONTRACT_MACHINE.initial, held.length > 0 ? "hold" : "admit"),
    slots: { pending: slots.length, provisional: 0, disputed: 0, final: 0 },
    delivered: 0,
    ending: null,
  } as ContractProgress);
  save(state, KEY.contractOf(terms.seller, context.height, id), 1);
  save(state, KEY.contractOf(terms.buyer, context.height, id), 1);
  const grid = gridOf(params, terms.carrier);
  for (const { slot, q } of slots) {
    const record: SlotRecord = {
      contract: id,
      slot,
      state: SLOT_MACHINE.initial,
      q,
      cut: 0,
      excused: null,
      settled: null,
      dispute: null,
      ruled: false,
      period: null,
      finalAt: null,
    };
    save(state, KEY.slot(id, slot), record);
    save(state, KEY.deal(terms.seller, terms.carrier, slot, id), q);
    save(state, KEY.deal(terms.buyer, terms.carrier, slot, id), q);
    save(state, KEY.pending(terms.carrier, slot, id), 1);
    for (const zone of zonesOf(terms)) save(state, KEY.inZone(zone, terms.carrier, slot, id), 1);
    reserveSlot(context, terms, slot, q, 1);
    schedule(state, "m", slotEnd(grid, slot), { what: "slotEnd", carrier: terms.carrier, slot });
  }
  if (held.length > 0) schedule(state, "m", holdEnd(context, terms), { what: "hold", contract: id });
}

/** A held contract binds from now on. */
export function release(context: Context, id: string): void {
  const { terms } = contractOf(context, id);
  unschedule(context.state, "m", holdEnd(context, terms), { what: "hold", contract: id });
  change(context, id, (progress) => ({
    ...progress,
    state: step(CONTRACT_MACHINE, progress.state, "release") as "admitted",
  }));
  save(context.state, KEY.released(id), stamp(context));
}

/** A held contract is refused: by decision, by both its sides, or because its first gate closed without one. Nobody owes anything. */
export function refuseHeld(
  context: Context,
  id: string,
  event: "refuse" | "lapse" | "void" | "withdraw" | "closeOut",
  by: string | null,
  reason: string,
): void {
  const { terms } = contractOf(context, id);
  if (event !== "lapse") unschedule(context.state, "m", holdEnd(context, terms), { what: "hold", contract: id });
  const ending: Ending = { by, from: terms.energy.first, liability: "none", reason, at: stamp(context) };
  change(context, id, (progress) => ({
    ...progress,
    state: step(CONTRACT_MACHINE, progress.state, event) as "refused",
    ending,
  }));
  fallAway(context, id, terms.energy.first, { what: "refused", side: "both", by: by ?? id });
}

/** The gate of a held contract's first slot has come without a decision. */
export function lapseHold(context: Context, id: string): void {
  if (load.contractProgress(context.state, id).state === "held") refuseHeld(context, id, "lapse", null, "no decision");
}

/** Ends an admitted contract from a slot on: what is still pending from there falls away, what came before goes on to its settlement. */
export function endFrom(
  context: Context,
  id: string,
  event: "terminate" | "void" | "closeOut",
  ending: Ending,
): readonly SlotRecord[] {
  change(context, id, (progress) => ({
    ...progress,
    state: step(CONTRACT_MACHINE, progress.state, event) as "terminated",
    ending,
  }));
  const what = event === "terminate" ? "ended" : event === "void" ? "voided" : "closedOut";
  return fallAway(context, id, ending.from, { what, side: "both", by: ending.by ?? id });
}

/** The pending slots of a contract from one on become final without delivery; what they reserved is free again. They are returned. */
export function fallAway(context: Context, id: string, from: number, excused: Excuse): readonly SlotRecord[] {
  const { state } = context;
  const { terms } = contractOf(context, id);
  const fallen: SlotRecord[] = [];
  for (const { slot } of filledSlots(terms.energy)) {
    if (slot < from) continue;
    const record = load.slot(state, id, slot);
    if (record.state !== "pending") continue;
    fallen.push(record);
    freeSlot(context, terms, record);
    save(state, KEY.slot(id, slot), {
      ...record,
      state: step(SLOT_MACHINE, record.state, "fallAway"),
      // A confirmed outage stays the reason why nobody owes anything for the slot, whatever ended the contract.
      excused: record.excused?.what === "outage" ? record.excused : excused,
      finalAt: stamp(context),
    } satisfies SlotRecord);
  }
  change(context, id, (progress) => ({
    ...progress,
    slots: {
      ...progress.slots,
      pending: progress.slots.pending - fallen.length,
      final: progress.slots.final + fallen.length,
    },
  }));
  retireLater(context, id);
  return fallen;
}

/** The zones of a contract, each once: where operators find its slots that are not final. */
export function zonesOf({ sellerZone, buyerZone }: Pick<Terms, "sellerZone" | "buyerZone">): readonly string[] {
  return sellerZone === buyerZone ? [sellerZone] : [sellerZone, buyerZone];
}

/** With its last slot final a contract begins to wait for its retirement (history/retention.ts). */
export function retireLater(context: Context, id: string): void {
  const { pending, provisional, disputed } = load.contractProgress(context.state, id).slots;
  if (pending + provisional + disputed > 0) return;
  // Market time never runs behind administrative time, so that a window of either clock has passed by then.
  schedule(context.state, "a", context.market + keptFor(context), { what: "retire", contract: id });
}

/** A pending slot leaves positions, balances, exposure and the lists that settlement reads. */
function freeSlot(context: Context, terms: Terms, { contract, slot, q, cut }: SlotRecord): void {
  const { state } = context;
  state.delete(KEY.deal(terms.seller, terms.carrier, slot, contract));
  state.delete(KEY.deal(terms.buyer, terms.carrier, slot, contract));
  state.delete(KEY.pending(terms.carrier, slot, contract));
  for (const zone of zonesOf(terms)) state.delete(KEY.inZone(zone, terms.carrier, slot, contract));
  reserveSlot(context, terms, slot, q - cut, -1);
}

/** Adds (or with -1 takes away) one slot's energy for positions, balances, flows and the worst that each side can come to owe. */
export function reserveSlot(context: Context, terms: Terms, slot: number, q: number, sign: 1 | -1): void {
  const { state } = context;
  const energy = { first: slot, wh: [q] };
  contractPosition(state, terms.seller, "sell", terms.carrier, energy, sign);
  contractPosition(state, terms.buyer, "buy", terms.carrier, energy, sign);
  contractBalance(state, { ...terms, energy, firm: terms.type === "firm" }, sign);
  const worst = worstOf(terms, q);
  addExposure(state, terms.seller, { open: sign * worst.seller });
  addExposure(state, terms.buyer, { open: sign * worst.buyer });
}

export function change(context: Context, id: string, changed: (progress: ContractProgress) => ContractProgress): void {
  const { state } = context;
  save(state, KEY.contractProgress(id), changed(load.contractProgress(state, id)));
}

/** Market second at which a hold lapses: the gate of the first slot with energy. */
function holdEnd(context: Context, terms: Terms): number {
  return gateOf(gridOf(context.params, terms.carrier), terms.energy.first);
}
