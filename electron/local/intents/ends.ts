/**
 * Ends and disputes of one's own contracts. Faults: "compose.contract" {contract}, "compose.closed" when nothing of it can be ended any more,
 * "compose.dispute" {dispute}.
 */
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { Input } from "../../../shared/ipc/contract.ts";
import { gateOf, headerTime } from "../../../shared/ledger/time.ts";
import type { Draft, Drawing } from "../drawing.ts";
import { gridFor } from "../market.ts";
import { endCost } from "../views/ending.ts";

/** Ends it alone: what that costs is in the draft, as the ledger will count it. */
export async function endContract(drawing: Drawing, { contract: id, from }: Input<"sign.end">): Promise<Draft> {
  const { at } = drawing;
  const { contract, slots, other } = await ownContract(drawing, id);
  const { terms } = contract;
  const grid = gridFor(at.params, terms.carrier);
  const start = Math.max(from, terms.energy.first);
  const gate = gateOf(grid, start);
  if (contract.state !== "admitted" || at.now >= gate) throw new FaultError("compose.closed", {}, "correct");
  const side = terms.seller === drawing.joined.account.address ? "seller" : "buyer";
  const cost = endCost(terms, slots, side, start);
  if (cost.slots === 0) throw new FaultError("compose.closed", {}, "correct");
  return {
    body: { kind: "contract.end", contract: id, from: start, mutual: false },
    until: Math.ceil(headerTime(at.params.clock, gate) / 1000),
    counterparty: other,
    carrier: terms.carrier,
    amount: cost.owed,
  };
}

export async function raiseDispute(drawing: Drawing, input: Input<"sign.dispute">): Promise<Draft> {
  const { other, contract } = await ownContract(drawing, input.contract);
  return { body: { kind: "dispute.raise", ...input }, counterparty: other, carrier: contract.terms.carrier };
}

export async function withdrawDispute(drawing: Drawing, { dispute: id }: { readonly dispute: string }): Promise<Draft> {
  const { other } = await ownDispute(drawing, id);
  return { body: { kind: "dispute.withdraw", dispute: id }, counterparty: other };
}

export async function appealRuling(drawing: Drawing, input: Input<"sign.appeal">): Promise<Draft> {
  const { other } = await ownDispute(drawing, input.dispute);
  return { body: { kind: "dispute.appeal", ...input }, counterparty: other };
}

async function ownContract({ joined, page }: Drawing, id: string) {
  const me = joined.account.address;
  const found = await page.query("contract", { id });
  const terms = found?.contract.terms;
  if (!found || !terms || (terms.seller !== me && terms.buyer !== me))
    throw new FaultError("compose.contract", { contract: id }, "correct");
  return { ...found, other: terms.seller === me ? terms.buyer : terms.seller };
}

async function ownDispute(drawing: Drawing, id: string) {
  const dispute = await drawing.page.query("dispute", { id });
  if (!dispute) throw new FaultError("compose.dispute", { dispute: id }, "correct");
  return await ownContract(drawing, dispute.contract);
}
