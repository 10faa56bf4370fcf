/** The part of contracts.get about ends: what ending costs from each slot on, disputes with their rulings, slots that can be disputed. */
import type { ContractEnds, DisputeView, EndOption } from "../../../shared/ipc/contractEndViews.ts";
import type { DisputeRecord } from "../../../shared/ledger/ends/disputeRecord.ts";
import type { ClockRecord } from "../../../shared/ledger/records.ts";
import { gateOf } from "../../../shared/ledger/time.ts";
import { gridFor } from "../market.ts";
import type { ContractFacts } from "./contractFacts.ts";
import { endCost } from "./ending.ts";

type Side = "seller" | "buyer";

/** `me`: the reader's address. `clock`: of the page, for deadlines, which run on the administrative clock. */
export function endsOf(
  facts: ContractFacts,
  me: string,
  disputes: readonly DisputeRecord[],
  clock: ClockRecord,
): ContractEnds {
  const { contract, slots } = facts;
  const { terms, ending, state } = contract;
  const side: Side | undefined = terms.seller === me ? "seller" : terms.buyer === me ? "buyer" : undefined;
  const closed = new Set(disputes.filter((one) => closesTo(one, me)).flatMap((one) => one.slots));
  const how =
    state === "refused" || state === "terminated" || state === "voided" || state === "closedOut" ? state : undefined;
  return {
    held: state === "held" ? [...contract.admitted.held] : [],
    ended:
      ending && how
        ? {
            how,
            from: ending.from,
            liability: ending.liability,
            reason: ending.reason,
            at: ending.at.market,
            height: ending.at.height,
          }
        : null,
    options: side === undefined ? [] : optionsOf(facts, side),
    disputes: disputes.map((one) => disputeView(one, me, side, clock)),
    disputable:
      side === undefined
        ? []
        : slots.filter(({ slot, state: at }) => at === "provisional" && !closed.has(slot)).map(({ slot }) => slot),
  };
}

/** As the ledger's rule `dispute.once` has it (docs/protocol/ends.md). */
const closesTo = ({ by, state }: DisputeRecord, me: string): boolean =>
  by === me || (state !== "withdrawn" && state !== "lapsed");

function optionsOf({ contract, slots, params, now }: ContractFacts, side: Side): EndOption[] {
  if (contract.state !== "admitted") return [];
  const grid = gridFor(params, contract.terms.carrier);
  return slots
    .filter(({ slot, state }) => state === "pending" && now < gateOf(grid, slot))
    .map(({ slot }) => ({ from: slot, ...endCost(contract.terms, slots, side, slot) }))
    .filter((option) => option.slots > 0);
}

function disputeView(dispute: DisputeRecord, me: string, side: Side | undefined, clock: ClockRecord): DisputeView {
  const { by, state, until, appeal } = dispute;
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  return {
    id: dispute.id,
    mine: by === me,
    state,
    slots: [...dispute.slots],
    reason: dispute.reason,
    evidence: dispute.evidence,
    raisedAt: dispute.at.market,
    height: dispute.at.height,
    until: until === null ? null : until + behind,
    rulings: dispute.rulings.map(({ reason, ruling, at }) => ({
      reason,
      liability: ruling.liability,
      award: ruling.award && (ruling.award.from === side ? 0 - ruling.award.amount : ruling.award.amount),
      slots: ruling.slots.map((one) => ({ ...one })),
      at: at.market,
      height: at.height,
    })),
    appeal: appeal && { mine: appeal.by === me, reason: appeal.reason },
    mayWithdraw: by === me && state === "open",
    mayAppeal: side !== undefined && state === "ruled" && dispute.rulings.length === 1,
  };
}
