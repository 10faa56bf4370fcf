/** What the main process keeps beside the databases: an account's sealed files, and what all accounts of this computer share. */
import type { DeviceEntry } from "../../shared/ipc/deviceViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { SealedFile } from "../records/sealedFile.ts";
import type { AccountRecords } from "./everything.ts";
import type { Without } from "./without.ts";

type Reads = Pick<SealedFile<unknown>, "read">;

export async function recordsOf(files: {
  readonly addressBook: Reads;
  readonly limits: Reads;
  readonly automatic: Reads;
}): Promise<AccountRecords> {
  const without: Without[] = [];
  const value = async (file: Reads, what: string): Promise<unknown> => {
    try {
      const found = await file.read();
      if (found.is === "damaged") without.push({ what, why: "record.damaged" });
      return found.is === "value" ? found.value : undefined;
    } catch (error) {
      // A lock in the middle ends all of it; a file that cannot be read is named.
      if (!(error instanceof FaultError) || error.fault.code === "vault.locked") throw error;
      without.push({ what, why: error.fault.code });
      return undefined;
    }
  };
  const addressBook = await value(files.addressBook, "address-book.json");
  const limits = await value(files.limits, "agent.json");
  const signed = await value(files.automatic, "agent.json");
  const agent =
    limits === undefined && signed === undefined ? undefined : { limits: limits ?? null, signed: signed ?? null };
  return { addressBook, agent, without };
}

/** A broker's password opens something else: it stays out. */
export function withoutPasswords(devices: readonly DeviceEntry[]): readonly unknown[] {
  return devices.map(({ source, ...device }) => ({
    ...device,
    source: "password" in source ? { ...source, password: null } : source,
  }));
}
