/**
 * How a contract forms (DESIGN §4, Contract): what two parties agreed is screened for both, and its terms are frozen with the charges
 * in force at its first slot. The same for what is taken from the book and what is negotiated.
 */
import { type Context, gridOf } from "./context.ts";
import { filledSlots } from "./positions.ts";
import type { PartyRecord, Refusal, Terms } from "./records.ts";
import { refusalOf, type Verdict } from "./rules.ts";
import { screenContract, type Who } from "./screening.ts";
import { load } from "./stored.ts";
import { termsOf } from "./terms.ts";
import { slotStart } from "./time.ts";
import type { Energy } from "./units.ts";

export interface Agreed {
  /** Its carrier has a grid on this chain. */
  readonly agreed: Pick<Terms, "type" | "carrier" | "price" | "damages" | "technology">;
  readonly seller: PartyRecord;
  readonly buyer: PartyRecord;
  readonly energy: Energy;
  /** Whose live offer already reserves the energy; null when none does. */
  readonly offeredBy: Who | null;
  /** Zone whose hours the text states. */
  readonly hoursOf: string;
}

/** Terms and the verdicts of screening, none of which refuses; or the refusal. Changes nothing. */
export function formContract(
  context: Context,
  { agreed, seller, buyer, energy, offeredBy, hoursOf: hours }: Agreed,
): { readonly terms: Terms; readonly verdicts: readonly Verdict[] } | { readonly refusal: Refusal } {
  const { state, params, market } = context;
  const grid = gridOf(params, agreed.carrier);
  const first = slotStart(grid, filledSlots(energy)[0]?.slot ?? energy.first);
  const charges = load.charges(state, agreed.carrier, seller.zone, buyer.zone, first);
  const verdicts = [...screenContract(state, params, market, { ...agreed, seller, buyer, energy, offeredBy, charges })];
  const refusal = refusalOf(verdicts);
  if (refusal) return { refusal };
  const hoursOf = load.zone(state, hours);
  const buyerZone = load.zone(state, buyer.zone);
  if (!charges || !hoursOf || !buyerZone) throw new RangeError("a contract passed screening without its zones");
  return { terms: termsOf({ agreed, seller, buyer, energy, charges, grid, hoursOf, buyerZone }), verdicts };
}
