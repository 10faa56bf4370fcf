/** Group `ledger`: what the market's rules cost. One file per figure in `ledger/`. */
import type { Figure } from "./figure.ts";
import { apply } from "./ledger/apply.ts";
import { auction } from "./ledger/auction.ts";
import { settle } from "./ledger/settle.ts";

export function measure(report: (figure: Figure) => void): Promise<void> {
  auction(report);
  settle(report);
  apply(report);
  return Promise.resolve();
}
