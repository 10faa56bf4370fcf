/**
 * When a settled slot becomes final (DESIGN §4, Meters and Money): once the dispute window has passed, and not on the word of a meter
 * whose key its owner holds: a side of class B waits until its operator's totals agree, the operator substitutes, or the regulators rule.
 */
import { type Context, stamp } from "./context.ts";
import { change, contractOf, retireLater, zonesOf } from "./contracts.ts";
import { obligations } from "./delivery.ts";
import { underRuling } from "./ends/disputeRecord.ts";
import { KEY } from "./keys.ts";
import { CONTRACT_MACHINE, SLOT_MACHINE, step } from "./machines.ts";
import { meterAt } from "./parties/holders.ts";
import { finalByItself } from "./parties/meterClass.ts";
import type { MeteredRecord, SlotRecord } from "./records.ts";
import { stateSlot } from "./statements.ts";
import { type ContractProgress, load, save } from "./stored.ts";
import type { Carrier } from "./units.ts";

/**
 * The dispute window has passed: the slot is final and enters the statements of the running period, unless an operator or a ruling is
 * awaited. `ruled`: by a ruling that nobody can appeal against any more, whatever its window.
 */
export function finalise(context: Context, id: string, slot: number, ruled = false): void {
  const { state } = context;
  // A slot that was disputed can have a deadline left from before, even after its contract has left the state.
  const record = load.findSlot(state, id, slot);
  if (record?.state !== "provisional" || !record.settled || underRuling(state, record)) return;
  if (!ruled && context.adm < record.settled.finalFrom) return;
  const { terms } = contractOf(context, id);
  if (!record.ruled) {
    const unspoken = [terms.seller, terms.buyer].filter((party) => !spokenFor(context, party, terms.carrier, slot));
    for (const party of unspoken) save(state, KEY.blocked(terms.carrier, slot, party, id), 1);
    if (unspoken.length > 0) return;
  }
  const period = stateSlot(context, id, obligations(terms, record.settled));
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "finalise"),
    settled: { ...record.settled, finalFrom: context.adm },
    period,
    finalAt: stamp(context),
  } satisfies SlotRecord);
  for (const zone of zonesOf(terms)) state.delete(KEY.inZone(zone, terms.carrier, slot, id));
  change(context, id, (progress) => {
    const slots = {
      ...progress.slots,
      provisional: progress.slots.provisional - 1,
      final: progress.slots.final + 1,
    };
    const all = slots.pending === 0 && slots.provisional === 0 && slots.disputed === 0;
    const state =
      all && progress.state === "admitted" ? step(CONTRACT_MACHINE, progress.state, "deliver") : progress.state;
    return { ...progress, slots, state } as ContractProgress;
  });
  retireLater(context, id);
}

/** A party's reading of a slot is not its owner's word alone; a reading that is missing is one, while the meter is of class B. */
export function spokenFor({ state }: Context, party: string, carrier: Carrier, slot: number): boolean {
  const metered = load.metered(state, party, carrier, slot);
  if (!metered) {
    const record = load.party(state, party);
    return finalByItself(record && meterAt(state, record, slot)?.class);
  }
  if (metered.source !== "owner") return true;
  return agrees(metered, load.totals(state, carrier, slot, party));
}

/** The operator's totals are what the meter says. */
export function agrees(
  metered: MeteredRecord,
  totals: { readonly sold: number; readonly bought: number } | undefined,
): boolean {
  return totals !== undefined && metered.sold === totals.sold && metered.bought === totals.bought;
}
