/**
 * `ledger.clearing`: the block of a gate that finds a full book: every order judged again, its pairs screened and made contracts, and the
 * state's root; against the block that placed the same orders. Signatures are not checked.
 */
import { BOOK_LIMIT } from "../../../shared/ledger/auction/rules.ts";
import { Chain, genesis, home, keyOf, TRUSTING } from "../../shared/ledger/market.ts";
import { buys, clearing as recordOf, gateOf, sells } from "../../shared/ledger/auction/book.ts";
import { type Figure, median } from "../figure.ts";

const RUNS = 3;
const PLENTY = 1_000_000_000;

export function clearing(report: (figure: Figure) => void): void {
  const document = genesis(Array.from({ length: BOOK_LIMIT }, (_, i) => home(`home-${i}`)));
  const limits = document.limits.map((entry) => ({
    ...entry,
    limits: { ...entry.limits, deliverable: PLENTY, demand: PLENTY },
  }));
  const placed: number[] = [];
  const cleared: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const chain = new Chain({ ...document, limits }, TRUSTING);
    const slot = chain.slot + 2;
    const orders = Array.from({ length: BOOK_LIMIT }, (_, i) => {
      const wh = 500 + ((i * 37) % 900);
      const above = (i % 100) * 1000;
      const order = i % 2 === 0 ? sells(slot, wh, 300_000 + above) : buys(slot, wh, 500_000 + above);
      return chain.sign(keyOf(`home-${i}`), order);
    });
    placed.push(took(() => chain.block(orders)));
    chain.until(gateOf(slot) - 30);
    cleared.push(took(() => chain.block([], 2)));
    const { contracts } = recordOf(chain, slot).cleared ?? { contracts: 0 };
    if (contracts < BOOK_LIMIT / 2) throw new Error(`the book made ${contracts} contracts`);
  }
  report({
    name: "ledger.clearing",
    value: median(cleared),
    unit: "ms",
    ratio: median(cleared) / median(placed),
    against: `placing the same ${BOOK_LIMIT} orders in one block`,
  });
}

/** Processor time of this process: what else runs on the machine does not count. */
function took(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
