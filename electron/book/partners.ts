/** Parties of this wallet's verified contracts, for the address book's page. */
import { CONTRACT } from "../../shared/ipc/contract.ts";
import type { Remote } from "../../shared/link/link.ts";
import type { LocalPort } from "../local/port.ts";

/** None while nothing is verified. */
export async function partnersOf(local: Pick<Remote<LocalPort>, "read">): Promise<readonly string[]> {
  const contracts = CONTRACT["contracts.list"].output.parse(await local.read("contracts.list", {}));
  return contracts.state === "verified" ? contracts.value.map(({ party }) => party.id) : [];
}
