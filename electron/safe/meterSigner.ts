/**
 * What the agent in the local worker may have signed without asking: the demo meter's own data, on a simulated network that
 * was joined, while the vault is open. Nothing else is ever signed without a window.
 */
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { TxBody as Body } from "../../shared/ledger/transactions.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { LocalHost } from "../local/port.ts";
import type { Vault } from "../vault/vault.ts";

export function meterSigner(
  vault: Pick<Vault, "is" | "signMeter" | "meterSalt" | "localDataKey">,
  network: () => Pick<NetworkFile, "simulated" | "chainId"> | undefined,
): Pick<LocalHost, "signMeter" | "meterSalt" | "localDataKey"> {
  return {
    signMeter: (body: TxBody, chainId: string) => {
      const joined = network();
      if (vault.is !== "open" || !joined?.simulated || joined.chainId !== chainId) return null;
      const parsed = Body.safeParse(body);
      return parsed.success ? vault.signMeter(parsed.data, chainId) : null;
    },
    meterSalt: () => (vault.is === "open" ? vault.meterSalt() : null),
    localDataKey: () => (vault.is === "open" ? vault.localDataKey() : null),
  };
}
