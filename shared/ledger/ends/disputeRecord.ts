/** What the state holds of a dispute, and how its slots move in and out of it (DESIGN §4, Termination, dispute, ruling). */
import type { Reader } from "../../state/reader.ts";
import type { Ruling } from "../bodies/decisions.ts";
import type { Context } from "../context.ts";
import { change, contractOf } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { SLOT_MACHINE, step } from "../machines.ts";
import type { SlotRecord, Stamp } from "../records.ts";
import { load, save } from "../stored.ts";

export type DisputeState = "open" | "ruled" | "appealed" | "closed" | "withdrawn" | "lapsed";

/** One ruling as the regulators carried it. */
export interface Ruled {
  /** The decision that carried it. */
  readonly decision: string;
  readonly reason: string;
  readonly ruling: Ruling;
  readonly at: Stamp;
}

/** `dispute/<id>`; id is that of the transaction that raised it. */
export interface DisputeRecord {
  readonly id: string;
  readonly contract: string;
  /** Who raised it. */
  readonly by: string;
  readonly state: DisputeState;
  /** Slots of the contract that it froze, at most 100. */
  readonly slots: readonly number[];
  /** Hash of what the regulators are shown. */
  readonly evidence: string;
  readonly reason: string;
  readonly at: Stamp;
  /** The first ruling, and the second one after an appeal. */
  readonly rulings: readonly Ruled[];
  readonly appeal: { readonly by: string; readonly reason: string; readonly at: Stamp } | null;
  /** Administrative second at which it lapses without a ruling, or the first one can no longer be appealed against; null when nothing runs. */
  readonly until: number | null;
  /** When it was withdrawn, lapsed, or its last ruling became final. */
  readonly closedAt: Stamp | null;
}

export function loadDispute(reader: Reader, id: string): DisputeRecord | undefined {
  return reader.get(KEY.dispute(id)) as DisputeRecord | undefined;
}

export function saveDispute(context: Context, dispute: DisputeRecord): void {
  save(context.state, KEY.dispute(dispute.id), dispute);
}

/** The dispute named by a slot is not over: nothing but its ruling changes the slot, and it does not become final. */
export function underRuling(reader: Reader, slot: Pick<SlotRecord, "dispute">): boolean {
  const state = slot.dispute === null ? undefined : loadDispute(reader, slot.dispute)?.state;
  return state === "open" || state === "ruled" || state === "appealed";
}

/** Moves a slot between provisional and disputed; the contract's counts follow. */
export function moveSlot(
  context: Context,
  contract: string,
  slot: number,
  event: "dispute" | "rule" | "withdraw",
  dispute: string,
): void {
  const { state } = context;
  const record = load.slot(state, contract, slot);
  const to = step(SLOT_MACHINE, record.state, event);
  save(state, KEY.slot(contract, slot), { ...record, state: to, dispute } satisfies SlotRecord);
  const { terms } = contractOf(context, contract);
  for (const party of [terms.seller, terms.buyer]) state.delete(KEY.blocked(terms.carrier, slot, party, contract));
  change(context, contract, (progress) => {
    const without = { ...progress.slots, [record.state]: progress.slots[record.state] - 1 };
    return { ...progress, slots: { ...without, [to]: without[to] + 1 } };
  });
}
