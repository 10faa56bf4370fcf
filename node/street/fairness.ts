/** What a resident finds fair: to buy for less than the utility charges all in, to sell for more than it pays. Micro per kWh. */
import type { Charges, Limits } from "../../shared/ledger/params.ts";

/** What a seller wants above the feed-in tariff. */
export const MARGIN = 20_000;

/** What a buyer pays per kWh with network charge, levy, tax and loss; tax and loss are shares of the energy's price. */
export function allIn(price: number, charges: Charges): number {
  return price + charges.network + charges.levy + Math.ceil((price * (charges.taxPpm + charges.lossPpm)) / 1_000_000);
}

export function fairToBuy(price: number, charges: Charges, tariff: Limits["tariff"]): boolean {
  return allIn(price, charges) < tariff.retail;
}

export function fairToSell(price: number, tariff: Limits["tariff"]): boolean {
  return price >= tariff.feedIn + MARGIN;
}
