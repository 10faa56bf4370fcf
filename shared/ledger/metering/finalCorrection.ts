/** A final slot corrected (DESIGN §4, Money): settled as the corrected reading has it, the difference owed in the running period. */
import { shareOfSide, type Shares } from "../allocation.ts";
import { sum } from "../amounts.ts";
import type { Context } from "../context.ts";
import { change, contractOf } from "../contracts.ts";
import { type Obligation, obligations } from "../delivery.ts";
import { addExposure, bearable } from "../exposure.ts";
import { KEY } from "../keys.ts";
import { SLOT_MACHINE, step } from "../machines.ts";
import type { SlotRecord, Terms } from "../records.ts";
import { outcomeOf, type Settled } from "../settlement.ts";
import { pairOf, stateSlot } from "../statements.ts";
import { load, save } from "../stored.ts";

/** A final slot of a contract gets the party's share of its corrected reading; the other side keeps what it was settled with. */
export function correctFinal(context: Context, id: string, slot: number, party: string, shares: Shares): void {
  const { state } = context;
  const record = load.slot(state, id, slot);
  const before = record.settled;
  if (record.state !== "final" || !before || record.ruled) return;
  const { terms } = contractOf(context, id);
  const sells = terms.seller === party;
  const share = shareOfSide(context, terms, sells ? "seller" : "buyer", id, slot, shares);
  const seller = sells ? share : { allocated: before.aS, quality: before.qualityS };
  const buyer = sells ? { allocated: before.aB, quality: before.qualityB } : share;
  const settled = { ...outcomeOf(context, terms, record, seller, buyer), finalFrom: before.finalFrom };
  const adjustments = adjustmentsOf(terms, before, settled);
  if (!bearable(state, adjustments)) return;
  save(state, KEY.slot(id, slot), {
    ...record,
    state: step(SLOT_MACHINE, record.state, "correct"),
    settled,
  } satisfies SlotRecord);
  change(context, id, (progress) => ({
    ...progress,
    delivered: progress.delivered - before.delivered + settled.delivered,
  }));
  for (const { from, amount } of adjustments) addExposure(state, from, { unpaid: amount });
  stateSlot(context, id, adjustments);
}

/** Per pair of parties, what they owe each other after a correction less what they did before: nothing where that is zero. */
export function adjustmentsOf(
  terms: Pick<Terms, "seller" | "buyer" | "operator">,
  before: Pick<Settled, "aS" | "aB" | "delivered" | "money">,
  after: Pick<Settled, "aS" | "aB" | "delivered" | "money">,
): readonly Obligation[] {
  const wh = Math.abs(after.delivered - before.delivered);
  const owed = [
    ...obligations(terms, after).map((one) => ({ ...one, sign: 1 })),
    ...obligations(terms, before).map((one) => ({ ...one, sign: -1 })),
  ];
  return [pairOf(terms.seller, terms.buyer), pairOf(terms.buyer, terms.operator)].flatMap(({ a, b }, i, pairs) => {
    // The operator may be the seller: then there is one pair.
    if (a === b || (i > 0 && pairs[0]?.a === a && pairs[0].b === b)) return [];
    const between = owed.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
    const amount = sum(between.map((one) => one.sign * (one.from === a ? one.amount : -one.amount)));
    if (amount === 0) return [];
    const [from, to] = amount > 0 ? [a, b] : [b, a];
    return [{ from, to, what: "adjustment" as const, wh, amount: Math.abs(amount) }];
  });
}
