/** What ending a contract early comes to: which slots fall away, and what the side that ends it alone owes for them. */
import { lineAmount, sum } from "../../../shared/ledger/amounts.ts";
import { filledSlots } from "../../../shared/ledger/positions.ts";
import type { SlotRecord, Terms } from "../../../shared/ledger/records.ts";

export interface EndCost {
  /** Slots that fall away, and their energy, Wh. */
  readonly slots: number;
  readonly wh: number;
  /** Micro: line(q - cut, damages of the side) per slot, nothing as produced nor where an outage excused (docs/protocol/ends.md). */
  readonly owed: number;
}

/** `from`: the first slot that falls away, with those after it that hold energy. */
export function endCost(
  terms: Pick<Terms, "type" | "damages" | "energy">,
  slots: readonly Pick<SlotRecord, "slot" | "state" | "q" | "cut" | "excused">[],
  side: "seller" | "buyer",
  from: number,
): EndCost {
  const filled = new Set(filledSlots(terms.energy).map(({ slot }) => slot));
  const fallen = slots.filter(({ slot, state }) => slot >= from && state === "pending" && filled.has(slot));
  const counted = terms.type === "firm" ? fallen.filter(({ excused }) => excused?.what !== "outage") : [];
  return {
    slots: fallen.length,
    wh: sum(fallen.map(({ q, cut }) => q - cut)),
    owed: sum(counted.map(({ q, cut }) => lineAmount(q - cut, terms.damages[side]))),
  };
}
