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
  inFront: () => Pick<Vault, "is" | "account" | "signMeter" | "meterSalt" | "localDataKey">,
  network: () => Pick<NetworkFile, "simulated" | "chainId"> | undefined,
): Pick<LocalHost, "signMeter" | "meterSalt" | "localDataKey"> {
  return {
    signMeter: (body: TxBody, chainId: string) => {
      const joined = network();
      const vault = inFront();
      if (!hasMeter(vault) || !joined?.simulated || joined.chainId !== chainId) return null;
      const parsed = Body.safeParse(body);
      return parsed.success ? vault.signMeter(parsed.data, chainId) : null;
    },
    meterSalt: () => {
      const vault = inFront();
      return hasMeter(vault) ? vault.meterSalt() : null;
    },
    localDataKey: () => {
      const vault = inFront();
      return vault.is === "open" ? vault.localDataKey() : null;
    },
  };
}

/** Open, and of an account with keys here: a watched one has no meter. */
const hasMeter = (vault: Pick<Vault, "is" | "account">): boolean =>
  vault.is === "open" && vault.account?.meterKey != null;
