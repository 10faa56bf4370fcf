/**
 * The history of a contract (DESIGN §5): every stamped event from its offer to the last payment, in the order of the blocks. What a
 * record does not stamp by height (an answer's silence, say) is stamped by the record that it changed.
 */
import type { Reader } from "../../state/reader.ts";
import { loadDispute } from "../ends/disputeRecord.ts";
import { KEY } from "../keys.ts";
import type { SlotRecord, Stamp } from "../records.ts";
import { type ContractBase, load, namesUnder, type StatementBase } from "../stored.ts";
import { floorDiv } from "../amounts.ts";

export type EventWhat =
  | "offered"
  | "screened"
  | "held"
  | "admitted"
  | "released"
  | "ended"
  | "committed"
  | "settled"
  | "disputed"
  | "ruled"
  | "appealed"
  | "withdrawn"
  | "closed"
  | "final"
  | "stated"
  | "adjusted"
  | "fellDue"
  | "claimed"
  | "denied"
  | "paid";

export interface ContractEvent {
  readonly what: EventWhat;
  readonly height: number;
  /** Market second; null where only the height is known. */
  readonly market: number | null;
  readonly slot: number | null;
  /** The party, transaction, decision or rule behind it. */
  readonly by: string | null;
  /** The pair's statement that it is about. */
  readonly statement: { readonly a: string; readonly b: string; readonly period: number } | null;
}

/** At most 100 slots with a handful of events each, three pairs' statements, and the disputes. */
export function eventsOf(r: Reader, id: string): readonly ContractEvent[] | null {
  const base = load.contractBase(r, id);
  if (!base) return null;
  const events: ContractEvent[] = [...entered(r, base)];
  for (const slot of slotsOf(r, id)) events.push(...slotEvents(r, base, slot));
  for (const name of namesUnder(r, `disputeof/${id}/`)) events.push(...disputeEvents(r, name.split("/")[1] ?? ""));
  for (const name of namesUnder(r, `lineof/${id}/`)) {
    const [period = "", a = "", b = ""] = name.split("/");
    const statement = load.statement(r, a, b, Number(period));
    if (statement) events.push(...statementEvents(r, id, statement, r.get(`lineof/${id}/${name}`) as unknown as Stamp));
  }
  // The list above is in the order of a life; equal heights keep it, since the sort is stable.
  return events.toSorted((x, y) => x.height - y.height);
}

function event(
  what: EventWhat,
  at: { readonly height: number; readonly market: number | null },
  by: string | null = null,
  slot: number | null = null,
  statement: ContractEvent["statement"] = null,
): ContractEvent {
  return { what, height: at.height, market: at.market, slot, by, statement };
}

function* entered(r: Reader, { id, offeredAt, admitted }: ContractBase): Iterable<ContractEvent> {
  yield event("offered", offeredAt);
  yield event("screened", admitted);
  for (const rule of admitted.held) yield event("held", admitted, rule);
  if (admitted.held.length === 0) yield event("admitted", admitted);
  const released = r.get(KEY.released(id)) as Stamp | undefined;
  if (released) yield event("released", released);
  const { ending } = load.contractProgress(r, id);
  if (ending) yield event("ended", ending.at, ending.by, ending.from);
}

function slotsOf(r: Reader, id: string): readonly SlotRecord[] {
  return namesUnder(r, `slot/${id}/`).map((name) => load.slot(r, id, Number(name)));
}

function* slotEvents(r: Reader, { terms }: ContractBase, record: SlotRecord): Iterable<ContractEvent> {
  const { slot, settled, finalAt } = record;
  for (const party of [terms.seller, terms.buyer]) {
    const meter = load.party(r, party)?.meter;
    const batch = meter && load.batch(r, meter.id, floorDiv(slot, load.params(r).metering.batchSlots));
    if (batch && settled) yield event("committed", { height: batch.height, market: null }, party, slot);
  }
  if (settled) yield event("settled", settled.at, null, slot);
  if (finalAt) yield event("final", finalAt, record.excused?.by ?? null, slot);
}

function* disputeEvents(r: Reader, id: string): Iterable<ContractEvent> {
  const dispute = loadDispute(r, id);
  if (!dispute) return;
  const { slots, by, at, rulings, appeal, state, closedAt } = dispute;
  const first = slots[0] ?? null;
  yield event("disputed", at, by, first);
  const [one, two] = rulings;
  if (one) yield event("ruled", one.at, one.decision, first);
  if (appeal) yield event("appealed", appeal.at, appeal.by, first);
  if (two) yield event("ruled", two.at, two.decision, first);
  if (closedAt) yield event(state === "withdrawn" ? "withdrawn" : "closed", closedAt, null, first);
}

/** `first`: when the contract's first line entered the statement. */
function* statementEvents(
  r: Reader,
  contract: string,
  statement: StatementBase,
  first: Stamp,
): Iterable<ContractEvent> {
  const { a, b, period, state, at, claim, denied, paid } = statement;
  const pair = { a, b, period };
  const lines = load.lines(r, a, b, period, contract);
  yield event("stated", first, null, null, pair);
  if (lines.some(({ what }) => what === "adjustment")) yield event("adjusted", first, null, null, pair);
  if (state !== "open" && statement.due !== 0) yield event("fellDue", at, statement.due > 0 ? a : b, null, pair);
  if (claim) yield event("claimed", claim, statement.due > 0 ? a : b, null, pair);
  if (denied) yield event("denied", { height: denied.height, market: null }, denied.reason, null, pair);
  if (paid) yield event("paid", paid, paid.by, null, pair);
}
