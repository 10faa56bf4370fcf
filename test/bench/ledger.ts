/** Group `ledger`: what the market's rules cost. One file per figure in `ledger/`. */
import type { Figure } from "./figure.ts";
import { apply } from "./ledger/apply.ts";
import { auction } from "./ledger/auction.ts";
import { clearing } from "./ledger/clearing.ts";
import { settle } from "./ledger/settle.ts";

export function measure(report: (figure: Figure) => void): Promise<void> {
  auction(report);
  clearing(report);
  settle(report);
  apply(report);
  return Promise.resolve();
}
