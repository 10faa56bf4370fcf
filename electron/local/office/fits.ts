/** How much of a held contract the rules that hold it would have let pass: each rule's figure over scaled energy, searched by halving. */
import type { Finding, Terms } from "../../../shared/ledger/records.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { worstOfAll } from "../../../shared/ledger/screening.ts";

/** Wh; null where no amount passes, as for a party that is watched. */
export function fitting(terms: Terms, held: readonly Finding[]): number | null {
  const passes = (part: number): boolean => {
    const worst = worstOfAll({ ...terms, energy: scaled(terms, part) });
    return held.every(({ rule, limit }) => {
      if (rule === "seller.review") return worst.seller <= limit;
      return rule === "buyer.review" && worst.buyer <= limit;
    });
  };
  // Thousandths of the energy: what is worst grows with it, so the largest part that passes is found by halving.
  let low = 0;
  let high = 1000;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  const wh = sum(scaled(terms, low).wh);
  return wh === 0 ? null : wh;
}

const scaled = ({ energy }: Terms, part: number): Terms["energy"] => ({
  first: energy.first,
  wh: energy.wh.map((wh) => Math.floor((wh * part) / 1000)),
});
