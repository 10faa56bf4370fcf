/** The contracts of a party in a slot, with the state that each has reached: as many as its position holds Wh, at most. */
import type { Reader } from "../../state/reader.ts";
import { under } from "../../state/reader.ts";
import { loadGrid } from "../grid/records.ts";
import { KEY } from "../keys.ts";
import type { SlotRecord } from "../records.ts";
import { load, namesUnder } from "../stored.ts";
import type { Carrier } from "../units.ts";

export interface Deal {
  readonly id: string;
  readonly record: SlotRecord;
}

/** A copy, so that the state may change while it is gone through; contracts that left the state are left out. */
export function dealsOf(reader: Reader, party: string, carrier: Carrier, slot: number): readonly Deal[] {
  return namesUnder(reader, KEY.deal(party, carrier, slot, "")).flatMap((id) => {
    const record = load.findSlot(reader, id, slot);
    return record ? [{ id, record }] : [];
  });
}

/** Somebody's money rests on the party's reading of the slot: it has a contract, or answered a call. */
export function awaited(reader: Reader, party: string, carrier: Carrier, slot: number): boolean {
  if (loadGrid.answered(reader, carrier, slot, party) !== undefined) return true;
  for (const _ of reader.range(...under(KEY.deal(party, carrier, slot, "")), { limit: 1 })) return true;
  return false;
}
