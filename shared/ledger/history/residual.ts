/**
 * Residual allocations (DESIGN §4, Delivery): what of a party's metered energy its contracts did not deliver goes to, or comes from, its
 * residual supplier. Contracted and residual together are what was metered, so that no kWh is billed twice. The content is sealed to
 * the supplier in private; each figure of it is checked against the ledger.
 */
import { z } from "zod";
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { isRemetered } from "../metering/remeter.ts";
import { load, namesUnder } from "../stored.ts";
import { Carrier, PartyId, Slot } from "../units.ts";

const figure = z.number().int();
export const ResidualSlot = z.strictObject({
  slot: Slot,
  /** Boundary registers, Wh. */
  sold: figure.min(0),
  bought: figure.min(0),
  /** Delivered by the party's contracts of the slot, Wh. */
  contractedSold: figure.min(0),
  contractedBought: figure.min(0),
  /** For the supplier, Wh. Negative where the regulators ruled that more was delivered than was metered. */
  residualSold: figure,
  residualBought: figure,
});
export type ResidualSlot = z.infer<typeof ResidualSlot>;

/** What a party tells its residual supplier: slots ascending, each once. */
export const Residual = z.strictObject({
  supplier: PartyId,
  party: PartyId,
  carrier: Carrier,
  slots: z.array(ResidualSlot).max(100),
});
export type Residual = z.infer<typeof Residual>;

/** The slots, of those asked for, that are metered and whose contracts are all final; undefined for a party without a supplier. */
export function residualOf(r: Reader, party: string, carrier: Carrier, slots: readonly number[]): Residual | undefined {
  const supplier = load.party(r, party)?.supplier;
  if (!supplier) return undefined;
  return { supplier, party, carrier, slots: slots.flatMap((slot) => residualSlot(r, party, carrier, slot) ?? []) };
}

/** Undefined while the slot is not metered, a contract of it can still change, or some wait for their share of a corrected reading. */
export function residualSlot(r: Reader, party: string, carrier: Carrier, slot: number): ResidualSlot | undefined {
  const metered = load.metered(r, party, carrier, slot);
  if (metered?.sold == null || metered.bought == null || isRemetered(r, party, carrier, slot)) return undefined;
  const { sold, bought } = metered;
  let [contractedSold, contractedBought] = [0, 0];
  for (const contract of namesUnder(r, KEY.deal(party, carrier, slot, ""))) {
    const record = load.slot(r, contract, slot);
    if (record.state !== "final" || !record.settled) return undefined;
    if (load.contractBase(r, contract)?.terms.seller === party) contractedSold += record.settled.delivered;
    else contractedBought += record.settled.delivered;
  }
  return {
    slot,
    sold,
    bought,
    contractedSold,
    contractedBought,
    residualSold: sold - contractedSold,
    residualBought: bought - contractedBought,
  };
}

export type ResidualFault =
  | { readonly fault: "supplier"; readonly expected: string | null }
  | { readonly fault: "order"; readonly slot: number }
  | { readonly fault: "notFinal"; readonly slot: number }
  | { readonly fault: "figures"; readonly slot: number; readonly expected: ResidualSlot };

/** What in a residual allocation is not so on the ledger; empty when all of it is. */
export function checkResidual(r: Reader, told: Residual): readonly ResidualFault[] {
  const { party, carrier } = told;
  const supplier = load.party(r, party)?.supplier ?? null;
  return residualFaults(told, supplier, (slot) => residualSlot(r, party, carrier, slot));
}

/** The same, of what was asked of the ledger: the party's supplier, and each slot as the query `residual` has it. */
export function residualFaults(
  { supplier, slots }: Residual,
  expected: string | null,
  slotOf: (slot: number) => ResidualSlot | undefined,
): readonly ResidualFault[] {
  const faults: ResidualFault[] = [];
  if (expected !== supplier) faults.push({ fault: "supplier", expected });
  slots.forEach((told, i) => {
    const { slot } = told;
    if (slot <= (slots[i - 1]?.slot ?? -1)) faults.push({ fault: "order", slot });
    const found = slotOf(slot);
    if (!found) faults.push({ fault: "notFinal", slot });
    else if (FIGURES.some((name) => found[name] !== told[name]))
      faults.push({ fault: "figures", slot, expected: found });
  });
  return faults;
}

const FIGURES = [
  "sold",
  "bought",
  "contractedSold",
  "contractedBought",
  "residualSold",
  "residualBought",
] as const satisfies readonly (keyof ResidualSlot)[];
