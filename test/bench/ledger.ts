/** Group `ledger`: what the market's rules cost. One file per figure in `ledger/`. */
import type { Figure } from "./figure.ts";
import { auction } from "./ledger/auction.ts";

export function measure(report: (figure: Figure) => void): Promise<void> {
  auction(report);
  return Promise.resolve();
}
