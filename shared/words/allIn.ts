/** What a buyer pays per kWh with everything, micro-currency. */
import { ppmOf } from "../ledger/amounts.ts";
import type { Charges } from "../ledger/params.ts";

/** Price, network, levy, and tax and loss as shares of the price. */
export function allInPrice(price: number, charges: Charges): number {
  return price + charges.network + charges.levy + ppmOf(price, charges.taxPpm) + ppmOf(price, charges.lossPpm);
}
