/**
 * Contracts under way pass to who takes a connection over (DESIGN §4, Moving house). The part of a contract that has not begun goes on
 * as a contract of its own between the successor and the other side, on the same terms and resting on the same signatures; the
 * slots that began stay where they are. What the successor cannot hold ends there without damages.
 */
import { encodeCanonical } from "../../codec/canonical.ts";
import { toHex } from "../../codec/bytes.ts";
import { taggedHash } from "../../codec/hash.ts";
import { type Context, stamp } from "../context.ts";
import { change, contractOf, enter, fallAway, refuseHeld, reserveSlot } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { CONTRACT_MACHINE, step } from "../machines.ts";
import { filledSlots } from "../positions.ts";
import type { Ending, PartyRecord, SlotRecord, Terms } from "../records.ts";
import { refusalOf, type Verdict } from "../rules.ts";
import { origin, position } from "../screening.ts";
import { load, save } from "../stored.ts";
import type { Carrier, Energy } from "../units.ts";
import { type Reader, under } from "../../state/reader.ts";
import type { AssignedRecord } from "./records.ts";

export interface Passing {
  readonly from: PartyRecord;
  readonly to: PartyRecord;
  /** First slot that passes. */
  readonly boundary: number;
  /** The mover's transaction. */
  readonly move: string;
  readonly contracts: "assign" | "end";
  /** Contracts that entered the ledger after this height end: the successor could not know them when it signed. */
  readonly known: number;
}

export type Passed = "assigned" | "ended";

const REASON = "the connection was handed over";

/** Id of the contract that goes on with the rest of another: both are named, so that it is one alone. */
export function assignedId(chainId: string, contract: string, to: string): string {
  return toHex(taggedHash("assigned", chainId, encodeCanonical({ contract, to })));
}

/** Contract slots of a party from one slot on, at most `limit`: what a hand-over would have to go through. */
export function dealsFrom(reader: Reader, party: string, carrier: Carrier, slot: number, limit: number): number {
  const [, to] = under(KEY.dealsOf(party, carrier));
  return Array.from(reader.range(KEY.deal(party, carrier, slot, ""), to, { limit })).length;
}

/** Ids of the contracts with slots from one slot on, by first such slot, then id. */
export function contractsFrom(reader: Reader, party: string, carrier: Carrier, slot: number): readonly string[] {
  const [, to] = under(KEY.dealsOf(party, carrier));
  const keys = Array.from(reader.range(KEY.deal(party, carrier, slot, ""), to), ([key]) => key);
  return [...new Set(keys.map((key) => key.slice(key.lastIndexOf("/") + 1)))];
}

/** Passes the rest of one contract on, or ends it there; a held one is refused. Nobody owes damages for it. */
export function passContract(context: Context, id: string, passing: Passing): Passed {
  const { state } = context;
  const base = contractOf(context, id);
  if (load.contractProgress(state, id).state === "held") {
    refuseHeld(context, id, "refuse", passing.move, REASON);
    return "ended";
  }
  const records = pendingFrom(context, base.terms, id, passing.boundary);
  if (records.length === 0) return "ended";
  const terms = assignedTerms(base.terms, passing, records);
  const verdicts = [...successorRules(context, terms, passing.to)];
  const assign =
    passing.contracts === "assign" && base.admitted.height < passing.known && refusalOf(verdicts) === undefined;
  const to = assignedId(context.params.chainId, id, passing.to.id);
  const deals = records.map(({ slot }) => state.get(KEY.deal(passing.from.id, terms.carrier, slot, id)) as number);
  endThere(context, id, passing, assign ? to : null);
  if (!assign) return "ended";
  enter(context, { id: to, terms, basis: base.basis, offeredAt: base.offeredAt }, verdicts);
  records.forEach((record, i) => carryOver(context, to, terms, record, deals[i] ?? record.q));
  save(state, KEY.assigned(id), {
    contract: to,
    from: passing.from.id,
    to: passing.to.id,
    slot: passing.boundary,
  } satisfies AssignedRecord);
  save(state, KEY.assignedFrom(to), id);
  return "assigned";
}

/** The successor has room for the energy, and is of the origin that the terms state. */
function* successorRules(context: Context, terms: Terms, to: PartyRecord): Iterable<Verdict> {
  const sells = terms.seller === to.id;
  if (sells) yield origin(to, terms.technology);
  yield position(sells ? "seller" : "buyer", context.state, context.params, to, terms.carrier, terms.energy, false);
}

/** A contract that ended before keeps its ending; what is still pending of it passes or falls away all the same. */
function endThere(context: Context, id: string, { boundary, move }: Passing, assigned: string | null): void {
  const ending: Ending = { by: move, from: boundary, liability: "none", reason: REASON, at: stamp(context) };
  if (load.contractProgress(context.state, id).state === "admitted") {
    change(context, id, (progress) => ({
      ...progress,
      state: step(CONTRACT_MACHINE, "admitted", "terminate") as "terminated",
      ending,
    }));
  }
  fallAway(
    context,
    id,
    boundary,
    assigned === null ? { what: "ended", side: "both", by: move } : { what: "assigned", side: "both", by: assigned },
  );
}

function pendingFrom(context: Context, terms: Terms, id: string, boundary: number): readonly SlotRecord[] {
  return filledSlots(terms.energy).flatMap(({ slot }) => {
    if (slot < boundary) return [];
    const record = load.slot(context.state, id, slot);
    return record.state === "pending" ? [record] : [];
  });
}

/** The same terms with the successor in the mover's place, over the slots that pass. */
function assignedTerms(terms: Terms, { from, to }: Passing, records: readonly SlotRecord[]): Terms {
  return {
    ...terms,
    seller: terms.seller === from.id ? to.id : terms.seller,
    buyer: terms.buyer === from.id ? to.id : terms.buyer,
    energy: energyOf(records),
  };
}

function energyOf(records: readonly SlotRecord[]): Energy {
  const first = records[0]?.slot ?? 0;
  const last = records.at(-1)?.slot ?? first;
  const wh = Array.from({ length: last - first + 1 }, () => 0);
  for (const { slot, q } of records) wh[slot - first] = q;
  return { first, wh };
}

/** What an operator curtailed or excused in a slot, and what it left to deliver, goes with it. */
function carryOver(context: Context, id: string, terms: Terms, before: SlotRecord, deal: number): void {
  const { state } = context;
  const { slot, q, cut, excused } = before;
  if (cut > 0) {
    reserveSlot(context, terms, slot, q, -1);
    reserveSlot(context, terms, slot, q - cut, 1);
  }
  if (cut > 0 || excused) save(state, KEY.slot(id, slot), { ...load.slot(state, id, slot), cut, excused });
  if (deal === q) return;
  for (const party of [terms.seller, terms.buyer]) save(state, KEY.deal(party, terms.carrier, slot, id), deal);
}

/** The contract that a contract is the rest of, and the one that goes on with its own rest. */
export function assignmentOf(
  reader: Reader,
  contract: string,
): {
  readonly before: string | null;
  readonly after: AssignedRecord | null;
} {
  return {
    before: (reader.get(KEY.assignedFrom(contract)) as string | undefined) ?? null,
    after: (reader.get(KEY.assigned(contract)) as unknown as AssignedRecord | undefined) ?? null,
  };
}
