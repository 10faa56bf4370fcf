/**
 * Early ends of contracts (DESIGN §4, Termination): by both sides without damages, or by one side, which owes the agreed damages for
 * every slot that falls away. Slots whose gate has closed stay binding.
 */
import { lineAmount } from "../amounts.ts";
import { type Context, gridOf, stamp } from "../context.ts";
import { contractOf, endFrom, refuseHeld } from "../contracts.ts";
import { CONTRACT_MACHINE, next } from "../machines.ts";
import { filledSlots } from "../positions.ts";
import type { Ending, Evidence, Refusal, SlotRecord, Terms } from "../records.ts";
import { atLeast, atMost, earlier, holds, refusalOf, type Verdict } from "../rules.ts";
import { oweNow } from "../statements.ts";
import { load } from "../stored.ts";
import { gateOf } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import { isSide } from "./disputes.ts";

export function end(context: Context, { id, body }: Evidence<TxOf<"contract.end">>): Refusal | undefined {
  const refusal = refusalOf(endRules(context, body));
  if (refusal) return refusal;
  const { contract, mutual } = body;
  const { terms } = contractOf(context, contract);
  if (load.contractProgress(context.state, contract).state === "held") {
    refuseHeld(context, contract, "withdraw", id, "both sides");
    return undefined;
  }
  const side = terms.seller === body.sender ? "seller" : "buyer";
  const ending: Ending = {
    by: id,
    from: startOf(terms, body.from),
    liability: mutual ? "none" : side,
    reason: mutual ? "both sides" : side,
    at: stamp(context),
  };
  const fallen = endFrom(context, contract, "terminate", ending);
  if (!mutual) oweDamages(context, contract, side, fallen);
  return undefined;
}

function* endRules(context: Context, body: TxOf<"contract.end">): Iterable<Verdict> {
  const { state, params, market } = context;
  const contract = load.contractBase(state, body.contract);
  yield holds("end.contract", contract !== undefined);
  if (!contract) return;
  const { terms } = contract;
  yield holds("end.side", isSide(contract, body.sender));
  const at = load.contractProgress(state, body.contract).state;
  yield holds("end.state", at === "held" || next(CONTRACT_MACHINE, at, "terminate") !== undefined);
  const from = startOf(terms, body.from);
  if (at === "held") {
    // It bound nobody yet, so that nobody can owe damages for it, and it does not end in part.
    yield holds("end.mutual", body.mutual);
    yield atMost("end.whole", from, terms.energy.first, "count");
  }
  yield earlier("end.gate", market, gateOf(gridOf(params, terms.carrier), from), from);
  yield atLeast("end.slots", filledSlots(terms.energy).filter(({ slot }) => slot >= from).length, 1, "count");
}

/** The slot that is meant: the contract's first one when an earlier one is named. */
function startOf(terms: Terms, from: number): number {
  return Math.max(from, terms.energy.first);
}

/** A firm side that is liable for the end owes its agreed damages for each slot that fell away, but for what an outage excused. */
export function oweDamages(
  context: Context,
  contract: string,
  side: "seller" | "buyer",
  fallen: readonly SlotRecord[],
): void {
  const { terms } = contractOf(context, contract);
  if (terms.type !== "firm") return;
  const [from, to] = side === "seller" ? [terms.seller, terms.buyer] : [terms.buyer, terms.seller];
  for (const { q, cut, excused } of fallen) {
    if (excused?.what === "outage") continue;
    const amount = lineAmount(q - cut, terms.damages[side]);
    oweNow(context, contract, { from, to, what: "termination", wh: q - cut, amount });
  }
}
