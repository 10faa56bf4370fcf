/**
 * Disputes (DESIGN §4): either side names provisional slots and evidence, which freezes these slots alone; it can take the dispute
 * back, and appeal once against the ruling. Rulings themselves: rulings.ts.
 */
import { type Context, stamp } from "../context.ts";
import { schedule, unschedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { DISPUTE_MACHINE, next, step } from "../machines.ts";
import { filledSlots } from "../positions.ts";
import type { Evidence, Refusal, SlotRecord } from "../records.ts";
import { atLeast, earlier, holds, refusalOf, type Verdict } from "../rules.ts";
import { resettle } from "../settlement.ts";
import { type ContractBase, load, namesUnder, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { type DisputeRecord, loadDispute, moveSlot, saveDispute } from "./disputeRecord.ts";

import { standAsRuled } from "./rulings.ts";

export { closeRuling, rule, ruleRules } from "./rulings.ts";

export function raise(context: Context, { id, body }: Evidence<TxOf<"dispute.raise">>): Refusal | undefined {
  const { state } = context;
  const refusal = refusalOf(raiseRules(context, body));
  if (refusal) return refusal;
  const { contract, evidence, reason } = body;
  const slots = slotsIn(context, body).map(({ slot }) => slot);
  saveDispute(context, {
    id,
    contract,
    by: body.sender,
    state: DISPUTE_MACHINE.initial,
    slots,
    evidence,
    reason,
    at: stamp(context),
    rulings: [],
    appeal: null,
    until: awaitRuling(context, id),
    closedAt: null,
  });
  save(state, KEY.disputeOf(contract, context.height, id), 1);
  for (const slot of slots) moveSlot(context, contract, slot, "dispute", id);
  return undefined;
}

function* raiseRules(context: Context, body: TxOf<"dispute.raise">): Iterable<Verdict> {
  const contract = load.contractBase(context.state, body.contract);
  yield holds("dispute.contract", contract !== undefined);
  yield holds("dispute.side", contract !== undefined && isSide(contract, body.sender));
  const slots = slotsIn(context, body);
  yield atLeast("dispute.slots", slots.length, 1, "count");
  const closed = closedTo(context, body.contract, body.sender);
  for (const record of slots) {
    yield bySlot(holds("dispute.provisional", record.state === "provisional"), record.slot);
    yield bySlot(holds("dispute.once", !closed.has(record.slot)), record.slot);
  }
}

/**
 * A slot is ruled on once; and a side whose dispute of it ended without a ruling does not raise another, so that not even both
 * together put its end off for good. A contract has at most two disputes for each of its slots. Gives the slots that are closed to a side.
 */
function closedTo({ state }: Context, contract: string, sender: string): ReadonlySet<number> {
  const disputes = namesUnder(state, `disputeof/${contract}/`).flatMap(
    (name) => loadDispute(state, name.slice(name.indexOf("/") + 1)) ?? [],
  );
  const closing = disputes.filter(
    (dispute) => dispute.by === sender || (dispute.state !== "withdrawn" && dispute.state !== "lapsed"),
  );
  return new Set(closing.flatMap((dispute) => dispute.slots));
}

/** The contract's slots that a body names, as they are: at most as many as a contract has. */
function slotsIn({ state }: Context, body: TxOf<"dispute.raise">): readonly SlotRecord[] {
  const contract = load.contractBase(state, body.contract);
  if (!contract) return [];
  return filledSlots(contract.terms.energy)
    .filter(({ slot }) => body.first <= slot && slot < body.first + body.count)
    .map(({ slot }) => load.slot(state, body.contract, slot));
}

/** The slots go on as they were settled; their time to become final begins anew where it ran out meanwhile. */
export function withdraw(context: Context, body: TxOf<"dispute.withdraw">): Refusal | undefined {
  const { state } = context;
  const dispute = loadDispute(state, body.dispute);
  const refusal = refusalOf([
    holds("dispute.known", dispute !== undefined),
    holds("dispute.mine", dispute?.by === body.sender),
    holds("dispute.open", dispute !== undefined && next(DISPUTE_MACHINE, dispute.state, "withdraw") !== undefined),
  ]);
  if (refusal || !dispute) return refusal;
  if (dispute.until !== null) unschedule(state, "a", dispute.until, { what: "unruled", dispute: dispute.id });
  endUnruled(context, dispute, "withdraw");
  return undefined;
}

/** The regulators see it from now on, and have until then. Returns the second at which it lapses. */
function awaitRuling({ state, adm, params }: Context, id: string): number {
  const until = adm + params.supervision.rule;
  save(state, KEY.awaiting(id), 1);
  schedule(state, "a", until, { what: "unruled", dispute: id });
  return until;
}

/** The slots stand as they were settled, with what operators stated meanwhile; the dispute window begins again. */
function endUnruled(context: Context, dispute: DisputeRecord, event: "withdraw" | "lapse"): void {
  const { state, adm, params } = context;
  const { id, contract } = dispute;
  state.delete(KEY.awaiting(id));
  saveDispute(context, {
    ...dispute,
    state: step(DISPUTE_MACHINE, "open", event),
    until: null,
    closedAt: stamp(context),
  });
  for (const slot of dispute.slots) {
    moveSlot(context, contract, slot, "withdraw", id);
    if (resettle(context, contract, slot)) continue;
    schedule(state, "a", adm + params.settlement.dispute, { what: "final", contract, slot });
  }
}

/** Nobody ruled in time: a dispute ends as if it had been taken back, an appeal with the first ruling. */
export function lapseDispute(context: Context, id: string): void {
  const dispute = loadDispute(context.state, id);
  if (dispute?.state === "open") endUnruled(context, dispute, "lapse");
  else if (dispute?.state === "appealed") standAsRuled(context, dispute);
}

export function appeal(context: Context, body: TxOf<"dispute.appeal">): Refusal | undefined {
  const { state } = context;
  const dispute = loadDispute(state, body.dispute);
  const refusal = refusalOf(appealRules(context, body, dispute));
  if (refusal || !dispute) return refusal;
  const { id, contract, until } = dispute;
  if (until !== null) unschedule(state, "a", until, { what: "appeal", dispute: id });
  saveDispute(context, {
    ...dispute,
    state: step(DISPUTE_MACHINE, dispute.state, "appeal"),
    appeal: { by: body.sender, reason: body.reason, at: stamp(context) },
    until: awaitRuling(context, id),
  });
  for (const slot of dispute.slots) moveSlot(context, contract, slot, "dispute", id);
  return undefined;
}

function* appealRules(
  context: Context,
  body: TxOf<"dispute.appeal">,
  dispute: DisputeRecord | undefined,
): Iterable<Verdict> {
  const contract = dispute && load.contractBase(context.state, dispute.contract);
  yield holds("dispute.known", dispute !== undefined);
  yield holds("dispute.side", contract !== undefined && isSide(contract, body.sender));
  yield holds("appeal.ruled", dispute !== undefined && next(DISPUTE_MACHINE, dispute.state, "appeal") !== undefined);
  // The sweep that closes it comes after the transactions of the block that passes its time.
  yield earlier("appeal.window", context.adm, dispute?.until ?? 0);
}

export function isSide({ terms }: Pick<ContractBase, "terms">, party: string): boolean {
  return terms.seller === party || terms.buyer === party;
}

export function bySlot(verdict: Verdict, slot: number): Verdict {
  return { ...verdict, finding: { ...verdict.finding, slot } };
}
