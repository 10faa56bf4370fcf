/**
 * Delivery and its money (DESIGN §4): pure arithmetic. Each side's measured energy is allocated to its contracts of the slot, what
 * both allocations cover is delivered, and every line is rounded once: floor((Wh * price + 500) / 1000) per contract and slot.
 */
import { cappedSum, lineAmount, ppmOf } from "./amounts.ts";
import type { Liability, SlotMoney, StatementLine, Terms } from "./records.ts";

export interface Claim {
  /** Contract id: the tie-break of equal remainders, ascending. */
  readonly id: string;
  readonly q: number;
}

/**
 * Allocates min(measured, sum of q) in proportion to q; what rounding leaves goes one Wh each to the largest remainders. Wh.
 * The result is aligned with the claims, whatever their order.
 */
export function allocate(measured: number, claims: readonly Claim[]): readonly number[] {
  const total = claims.reduce((sum, { q }) => sum + BigInt(q), 0n);
  if (total === 0n) return claims.map(() => 0);
  const pot = BigInt(measured) < total ? BigInt(measured) : total;
  const shares = claims.map(({ id, q }, at) => ({
    at,
    id,
    whole: (pot * BigInt(q)) / total,
    rest: (pot * BigInt(q)) % total,
  }));
  let left = shares.reduce((rest, { whole }) => rest - whole, pot);
  const result = shares.map(({ whole }) => Number(whole));
  const ranked = shares.toSorted((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  for (const { at } of ranked) {
    if (left === 0n) break;
    result[at] = (result[at] ?? 0) + 1;
    left -= 1n;
  }
  return result;
}

export interface Delivery {
  readonly delivered: number;
  readonly liability: Liability;
  readonly money: SlotMoney;
}

/** Whose shortfalls an outage excuses. */
export interface Excused {
  readonly seller: boolean;
  readonly buyer: boolean;
}
export const UNEXCUSED: Excused = { seller: false, buyer: false };

export type Priced = Pick<Terms, "type" | "price" | "damages" | "charges">;

/**
 * D = min(aS, aB). A firm seller owes rS (aB - D), a firm buyer rB (aS - D); a shortfall of both owes nothing, nor does one that is
 * excused.
 */
export function deliver(terms: Priced, q: number, aS: number, aB: number, excused: Excused = UNEXCUSED): Delivery {
  const delivered = Math.min(aS, aB);
  const firm = terms.type === "firm";
  const energy = lineAmount(delivered, terms.price);
  return {
    delivered,
    liability: firm ? liabilityOf(q, aS, aB, excused) : delivered < q && anyOf(excused) ? "excused" : "none",
    money: {
      energy,
      damagesSeller: firm && !excused.seller ? lineAmount(aB - delivered, terms.damages.seller) : 0,
      damagesBuyer: firm && !excused.buyer ? lineAmount(aS - delivered, terms.damages.buyer) : 0,
      network: lineAmount(delivered, terms.charges.network),
      levy: lineAmount(delivered, terms.charges.levy),
      tax: ppmOf(energy, terms.charges.taxPpm),
      loss: ppmOf(energy, terms.charges.lossPpm),
    },
  };
}

const anyOf = ({ seller, buyer }: Excused): boolean => seller || buyer;

/** Who fell short, of those whom nothing excuses; `excused` when all who did are. */
function liabilityOf(q: number, aS: number, aB: number, excused: Excused): Liability {
  if (aS === aB && aS >= q) return "none";
  const seller = aS <= aB && !excused.seller;
  const buyer = aB <= aS && !excused.buyer;
  if (seller && buyer) return "both";
  return seller ? "seller" : buyer ? "buyer" : "excused";
}

/** The most that each side can come to owe for a slot of quantity q: what exposure counts until it is settled. */
export function worstOf(terms: Priced, q: number): { readonly seller: number; readonly buyer: number } {
  const { money } = deliver({ ...terms, type: "asProduced" }, q, q, q);
  const firm = terms.type === "firm";
  return {
    seller: firm ? lineAmount(q, terms.damages.seller) : 0,
    buyer: cappedSum([
      money.energy,
      money.network,
      money.levy,
      money.tax,
      money.loss,
      firm ? lineAmount(q, terms.damages.buyer) : 0,
    ]),
  };
}

export interface Obligation {
  readonly from: string;
  readonly to: string;
  readonly what: StatementLine["what"];
  readonly wh: number;
  readonly amount: number;
}

/** Who owes what to whom for a settled slot; nothing for amounts of zero, nor from a party to itself. */
export function obligations(
  terms: Pick<Terms, "seller" | "buyer" | "operator">,
  settled: { readonly aS: number; readonly aB: number; readonly delivered: number; readonly money: SlotMoney },
): readonly Obligation[] {
  const { seller, buyer, operator } = terms;
  const { aS, aB, delivered: d, money } = settled;
  const all: Obligation[] = [
    { from: buyer, to: seller, what: "energy", wh: d, amount: money.energy },
    { from: seller, to: buyer, what: "damagesSeller", wh: aB - d, amount: money.damagesSeller },
    { from: buyer, to: seller, what: "damagesBuyer", wh: aS - d, amount: money.damagesBuyer },
    { from: buyer, to: operator, what: "network", wh: d, amount: money.network },
    { from: buyer, to: operator, what: "levy", wh: d, amount: money.levy },
    { from: buyer, to: operator, what: "tax", wh: d, amount: money.tax },
    { from: buyer, to: operator, what: "loss", wh: d, amount: money.loss },
  ];
  return all.filter(({ from, to, amount }) => amount > 0 && from !== to);
}
