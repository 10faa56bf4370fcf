/** Whose energy goes to which contract of a slot (DESIGN §4, Delivery): the state's side of the arithmetic in delivery.ts. */
import { under } from "../state/reader.ts";
import type { Quality } from "./bodies/meters.ts";
import type { Context } from "./context.ts";
import { allocate } from "./delivery.ts";
import { KEY } from "./keys.ts";
import type { Terms } from "./records.ts";
import { load } from "./stored.ts";

/**
 * What each contract of a party and side gets of its measured energy in one slot, worked out once for all of them: the deals of a
 * slot and its readings stand still while the slot is settled.
 */
export type Shares = Map<string, ReadonlyMap<string, number>>;

/** Wh that fall to a contract, and what kind of reading they rest on; 0 while there is none. */
export interface Share {
  readonly allocated: number;
  readonly quality: Quality;
}

/** Share of one side's measured energy that falls to a contract, over all contracts of that party and slot together. */
export function shareOfSide(
  context: Context,
  terms: Terms,
  side: "seller" | "buyer",
  id: string,
  slot: number,
  shares: Shares,
): Share {
  const metered = load.metered(context.state, terms[side], terms.carrier, slot);
  const energy = side === "seller" ? metered?.sold : metered?.bought;
  if (!metered || energy == null) return { allocated: 0, quality: "missing" };
  const who = `${side} ${terms[side]}`;
  let own = shares.get(who);
  if (own === undefined) {
    own = sharesOf(context, energy, KEY.deal(terms[side], terms.carrier, slot, ""));
    shares.set(who, own);
  }
  return { allocated: own.get(id) ?? 0, quality: metered.quality };
}

function sharesOf({ state }: Context, energy: number, prefix: string): ReadonlyMap<string, number> {
  const claims = Array.from(state.range(...under(prefix)), ([key, q]) => ({
    id: key.slice(prefix.length),
    q: q as number,
  }));
  const allocated = allocate(energy, claims);
  return new Map(claims.map((claim, i) => [claim.id, allocated[i] ?? 0]));
}
