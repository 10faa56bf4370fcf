/** `ledger.auction`: the arithmetic of clearing 100,000 orders, against sorting the same orders by price. */
import { clearAt, type Bid } from "../../../shared/ledger/auction/uniformPrice.ts";
import { type Figure, median } from "../figure.ts";

const ORDERS = 100_000;
const RUNS = 15;

export function auction(report: (figure: Figure) => void): void {
  const orders = book();
  const clearings: number[] = [];
  const sorts: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    sorts.push(took(() => orders.toSorted((a, b) => a.price - b.price)));
    clearings.push(took(() => clearAt(orders, Number.MAX_SAFE_INTEGER)));
  }
  report({
    name: "ledger.auction",
    value: median(clearings),
    unit: "ms",
    ratio: median(clearings) / median(sorts),
    against: `sorting the same ${ORDERS} orders by price`,
  });
}

function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Orders at prices of a tenth of a fen, so that each price has many; a linear congruential generator, the same in every run. */
function book(): readonly Bid[] {
  let seed = 20_190_617;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: ORDERS }, (_, i) => ({
    id:
      next(2 ** 32)
        .toString(16)
        .padStart(8, "0") + i.toString(16).padStart(56, "0"),
    side: next(2) === 0 ? ("sell" as const) : ("buy" as const),
    wh: 1 + next(2500),
    price: 200_000 + 1000 * next(700),
  }));
}
