/**
 * Rulings on disputes (DESIGN §4): the regulators' quorum states each side's energy, who is liable, and an award. The first ruling
 * becomes final when nobody appeals in time, the second one at once; then its award and its slots enter the statements.
 */
import type { Ruling } from "../bodies/decisions.ts";
import { cappedSum } from "../amounts.ts";
import { type Context, stamp } from "../context.ts";
import { contractOf } from "../contracts.ts";
import { schedule, unschedule } from "../deadlines.ts";
import { obligations } from "../delivery.ts";
import { addExposure } from "../exposure.ts";
import { KEY } from "../keys.ts";
import { DISPUTE_MACHINE, next, step } from "../machines.ts";
import type { Liability, SlotRecord, Terms } from "../records.ts";
import { atMost, holds, type Verdict } from "../rules.ts";
import { finalise } from "../finality.ts";
import { resettle } from "../settlement.ts";
import { oweNow } from "../statements.ts";
import { load, save } from "../stored.ts";
import { type DisputeRecord, loadDispute, moveSlot, saveDispute } from "./disputeRecord.ts";

/** Most that awards can let a party come to owe, with all else it owes, micro: the bound of exposure, so that sums stay within 2^53-1. */
export const MOST_OWED = 4_000_000_000_000_000;

/** What a ruling must keep to, when it is proposed and again when it takes effect. */
export function* ruleRules(context: Context, id: string, ruling: Ruling): Iterable<Verdict> {
  const { state } = context;
  const dispute = loadDispute(state, id);
  yield holds("ruling.dispute", dispute !== undefined);
  if (!dispute) return;
  yield holds("ruling.awaited", next(DISPUTE_MACHINE, dispute.state, "rule") !== undefined);
  const named = ruling.slots.map(({ slot }) => slot);
  yield holds("ruling.slots", new Set(named).size === named.length && named.every((s) => dispute.slots.includes(s)));
  for (const { slot, aS, aB } of ruling.slots) {
    const record = load.findSlot(state, dispute.contract, slot);
    if (record) yield atMost("ruling.energy", Math.max(aS ?? 0, aB ?? 0), record.q - record.cut, "Wh", slot);
  }
  const { award } = ruling;
  if (!award) return;
  const { terms } = contractOf(context, dispute.contract);
  const { unpaid, open } = load.exposure(state, terms[award.from]);
  const waiting = dispute.rulings.at(-1)?.ruling.award;
  // A second ruling takes the place of the first one's award.
  const instead = waiting?.from === award.from ? waiting.amount : 0;
  yield atMost("ruling.award", cappedSum([unpaid, open - instead, award.amount]), MOST_OWED, "micro");
}

/** Carries a ruling out that passed its rules. */
export function rule(context: Context, id: string, ruling: Ruling, decision: string, reason: string): void {
  const { state, params } = context;
  const dispute = loadDispute(state, id);
  if (!dispute) throw new RangeError(`the state lacks dispute ${id}`);
  const second = dispute.state === "appealed";
  const { terms } = contractOf(context, dispute.contract);
  for (const slot of dispute.slots) {
    moveSlot(context, dispute.contract, slot, "rule", id);
    const found = ruling.slots.find((named) => named.slot === slot);
    settleAsRuled(context, terms, dispute.contract, slot, found ?? { aS: null, aB: null }, ruling.liability);
  }
  state.delete(KEY.awaiting(id));
  if (dispute.until !== null) unschedule(state, "a", dispute.until, { what: "unruled", dispute: id });
  reserve(context, dispute, -1);
  const until = second ? null : context.adm + params.supervision.appeal;
  const ruled: DisputeRecord = {
    ...dispute,
    state: step(DISPUTE_MACHINE, dispute.state, "rule"),
    rulings: [...dispute.rulings, { decision, reason, ruling, at: stamp(context) }],
    until,
    closedAt: second ? stamp(context) : null,
  };
  saveDispute(context, ruled);
  reserve(context, ruled, 1);
  if (until === null) conclude(context, ruled);
  else schedule(state, "a", until, { what: "appeal", dispute: id });
}

/** Nobody appealed in time: the ruling is final. */
export function closeRuling(context: Context, id: string): void {
  const dispute = loadDispute(context.state, id);
  if (dispute?.state !== "ruled") return;
  const closed: DisputeRecord = {
    ...dispute,
    state: step(DISPUTE_MACHINE, dispute.state, "expire"),
    until: null,
    closedAt: stamp(context),
  };
  saveDispute(context, closed);
  conclude(context, closed);
}

/** Nobody ruled on the appeal in time: the slots stand as they were ruled first, for good. */
export function standAsRuled(context: Context, dispute: DisputeRecord): void {
  const { id, contract, slots } = dispute;
  for (const slot of slots) moveSlot(context, contract, slot, "rule", id);
  context.state.delete(KEY.awaiting(id));
  const closed: DisputeRecord = {
    ...dispute,
    state: step(DISPUTE_MACHINE, dispute.state, "lapse"),
    until: null,
    closedAt: stamp(context),
  };
  saveDispute(context, closed);
  conclude(context, closed);
}

/** Slots of a ruling that nothing can change any more become final; its award is owed. */
function conclude(context: Context, dispute: DisputeRecord): void {
  const { contract, slots, rulings } = dispute;
  for (const slot of slots) finalise(context, contract, slot, true);
  reserve(context, dispute, -1);
  const award = rulings.at(-1)?.ruling.award;
  if (!award) return;
  const { seller, buyer } = contractOf(context, contract).terms;
  const [from, to] = award.from === "seller" ? [seller, buyer] : [buyer, seller];
  oweNow(context, contract, { from, to, what: "award", wh: 0, amount: award.amount });
}

/** An award counts as open from its ruling on, so that awards which wait for an appeal cannot add up to more than can be owed. */
function reserve(context: Context, { contract, rulings }: DisputeRecord, sign: 1 | -1): void {
  const award = rulings.at(-1)?.ruling.award;
  if (award) addExposure(context.state, contractOf(context, contract).terms[award.from], { open: sign * award.amount });
}

/** Energies as ruled (null: as the slot stands); who is liable owes the agreed damages for its own shortfall, nobody else does. */
function settleAsRuled(
  context: Context,
  terms: Terms,
  contract: string,
  slot: number,
  found: { readonly aS: number | null; readonly aB: number | null },
  liability: Liability,
): void {
  const { state } = context;
  const stood = load.slot(state, contract, slot).settled;
  if (!stood) return;
  resettle(context, contract, slot, { aS: found.aS ?? stood.aS, aB: found.aB ?? stood.aB });
  const record = load.slot(state, contract, slot);
  if (!record.settled) return;
  const { money } = record.settled;
  const settled = {
    ...record.settled,
    liability,
    money: {
      ...money,
      damagesSeller: liability === "seller" ? money.damagesSeller : 0,
      damagesBuyer: liability === "buyer" ? money.damagesBuyer : 0,
    },
  };
  for (const { from, amount } of obligations(terms, record.settled)) addExposure(state, from, { unpaid: -amount });
  for (const { from, amount } of obligations(terms, settled)) addExposure(state, from, { unpaid: amount });
  save(state, KEY.slot(contract, slot), { ...record, settled } satisfies SlotRecord);
}
