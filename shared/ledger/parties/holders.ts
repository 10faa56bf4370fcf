/**
 * Who holds a meter in which slots, and which meter measured a party's slot (DESIGN §4): a house is handed over, or a meter
 * replaced, at the start of a slot; what came before stays with whom, and with what, it was.
 */
import type { MeterIdentity } from "../bodies/parties.ts";
import { type Reader, under, type Writer } from "../../state/reader.ts";
import { type Context, gridOf } from "../context.ts";
import { keptFor } from "../kept.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord } from "../records.ts";
import { load, save } from "../stored.ts";
import { slotOf } from "../time.ts";
import type { Carrier } from "../units.ts";
import type { FormerMeter } from "./records.ts";

/** No party's. */
const NOBODY = "";

/**
 * The holder of a meter by slot. A meter that never changed hands is its party's for every slot. There are as many entries as
 * regulators and operators made: one per hand-over or replacement.
 */
export function holderOf(reader: Reader, meter: string): (slot: number) => string | undefined {
  const prefix = KEY.holdersOf(meter);
  const entries = Array.from(reader.range(...under(prefix)), ([key, party]) => ({
    from: Number(key.slice(prefix.length)),
    party: party as string,
  }));
  if (entries.length === 0) {
    const party = reader.get(KEY.meter(meter)) as string | undefined;
    return () => party;
  }
  return (slot) => entries.findLast(({ from }) => from <= slot)?.party || undefined;
}

/** Of a meter that ever changed hands the last entry stays. */
function changedHands(reader: Reader, meter: string): boolean {
  return [...reader.range(...under(KEY.holdersOf(meter)), { limit: 1 })].length > 0;
}

/** First slot of the current holder as far as that is recorded; 0 for a meter that never changed hands. */
export function heldSince(reader: Reader, meter: string): number {
  const prefix = KEY.holdersOf(meter);
  for (const [key] of reader.range(...under(prefix), { reverse: true, limit: 1 })) {
    return Number(key.slice(prefix.length));
  }
  return 0;
}

/** First slot that has not begun. */
export function nextSlot(context: Context, carrier: Carrier): number {
  return slotOf(gridOf(context.params, carrier), context.market - 1) + 1;
}

/** From slot `from` on the meter is `to`'s (nobody's: null); until then it was `before`'s, or nobody's. */
export function passMeter(
  { state }: Context,
  meter: string,
  from: number,
  to: string | null,
  before: string | null,
): void {
  if (!changedHands(state, meter)) save(state, KEY.holder(meter, 0), before ?? NOBODY);
  save(state, KEY.holder(meter, from), to ?? NOBODY);
}

/** A party that was admitted without a hand-over holds its meter from now on, if others held it before. */
export function takeMeter(context: Context, { id, meter, carriers }: PartyRecord): void {
  const carrier = carriers[0];
  if (!meter || !carrier || !changedHands(context.state, meter.id)) return;
  save(context.state, KEY.holder(meter.id, slotOf(gridOf(context.params, carrier), context.market)), id);
}

/** What a meter was for a party's slots before `until`. */
export function keepFormer(context: Context, party: string, meter: MeterIdentity, until: number): void {
  const { state, adm } = context;
  const key = KEY.former(party, until, meter.id);
  // Changed twice within a slot: what it was before the first change counts.
  if (state.get(key) !== undefined) return;
  save(state, key, { meter, until } satisfies FormerMeter);
  schedule(state, "a", adm + meterKeptFor(context), { what: "unmeter", party, until, meter: meter.id });
}

/** A meter's last slot is read, settled, disputed and corrected by then. */
function meterKeptFor(context: Context): number {
  const { metering, settlement } = context.params;
  return metering.grace + settlement.dispute + keptFor(context);
}

/** What a party's meter was before a slot leaves, unless a contract still rests on a slot of it; and who held it before its last change. */
export function forgetMeter(context: Context, party: string, until: number, meter: string): void {
  const { state, adm, params } = context;
  const carrier = load.party(state, party)?.carriers[0];
  if (carrier && hasDealBefore(state, party, carrier, until)) {
    return schedule(state, "a", adm + params.settlement.period, { what: "unmeter", party, until, meter });
  }
  state.delete(KEY.former(party, until, meter));
  forgetHolders(state, meter, until);
}

function hasDealBefore(state: Reader, party: string, carrier: Carrier, until: number): boolean {
  const range = state.range(KEY.deal(party, carrier, 0, ""), KEY.deal(party, carrier, until, ""), { limit: 1 });
  return [...range].length > 0;
}

/** Of the holders before a slot the last one stays: it is the holder until the next entry. */
function forgetHolders(state: Writer, meter: string, before: number): void {
  const keys = Array.from(state.range(KEY.holder(meter, 0), KEY.holder(meter, before)), ([key]) => key);
  for (const key of keys.slice(0, -1)) state.delete(key);
}

/** A party's former meters, oldest first. As many as operators and regulators changed. */
export function formerMeters(reader: Reader, party: string): readonly FormerMeter[] {
  return Array.from(reader.range(...under(KEY.formerOf(party))), ([, former]) => former as unknown as FormerMeter);
}

/** A party's meter of that name: its own, or one that it had. Whose slots it may still speak for, holderOf says. */
export function meterNamed(reader: Reader, party: PartyRecord | undefined, name: string): MeterIdentity | undefined {
  if (!party) return undefined;
  if (party.meter?.id === name) return party.meter;
  return formerMeters(reader, party.id).findLast(({ meter }) => meter.id === name)?.meter;
}

/** The meter that counts for a party's slot, with the class it had then. */
export function meterAt(reader: Reader, party: PartyRecord, slot: number): MeterIdentity | undefined {
  return formerMeters(reader, party.id).find(({ until }) => slot < until)?.meter ?? party.meter ?? undefined;
}
