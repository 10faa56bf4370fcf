/**
 * Who holds a meter in which slots, and which meter measured a party's slot (DESIGN §4): a house is handed over, or a meter
 * replaced, at the start of a slot; what came before stays with whom, and with what, it was.
 */
import type { MeterIdentity } from "../bodies/parties.ts";
import { type Reader, under } from "../../state/reader.ts";
import { type Context, gridOf } from "../context.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord } from "../records.ts";
import { save } from "../stored.ts";
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
  if (state.get(KEY.holder(meter, 0)) === undefined) save(state, KEY.holder(meter, 0), before ?? NOBODY);
  save(state, KEY.holder(meter, from), to ?? NOBODY);
}

/** A party that was admitted without a hand-over holds its meter from now on, if others held it before. */
export function takeMeter(context: Context, { id, meter, carriers }: PartyRecord): void {
  const carrier = carriers[0];
  if (!meter || !carrier || context.state.get(KEY.holder(meter.id, 0)) === undefined) return;
  save(context.state, KEY.holder(meter.id, slotOf(gridOf(context.params, carrier), context.market)), id);
}

/** What a meter was for a party's slots before `until`. */
export function keepFormer({ state }: Context, party: string, meter: MeterIdentity, until: number): void {
  const key = KEY.former(party, until, meter.id);
  // Changed twice within a slot: what it was before the first change counts.
  if (state.get(key) === undefined) save(state, key, { meter, until } satisfies FormerMeter);
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
