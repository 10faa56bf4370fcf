/** The desk of "Save everything" and "Delete everything" over the parts of the running program. */
import { join } from "node:path";
import { app } from "electron";
import { LIMITS_FILE, AUTOMATIC_FILE, Limits, Signatures } from "../agent/agentBook.ts";
import { Book, BOOK_FILE } from "../book/addressBook.ts";
import type { DeviceList } from "../devices/deviceList.ts";
import { beginErasing } from "../erase/erase.ts";
import { recordsOf, withoutPasswords } from "../export/records.ts";
import type { LocalPort } from "../local/port.ts";
import { SealedFile } from "../records/sealedFile.ts";
import type { SettingsStore } from "../settings/settings.ts";
import type { Wallets } from "../vault/wallets.ts";
import { CONTRACT } from "../../shared/ipc/contract.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { Remote } from "../../shared/link/link.ts";
import { EverythingDesk } from "./everythingDesk.ts";

export interface Here {
  readonly folder: string;
  readonly wallets: Wallets;
  readonly local: () => Promise<Remote<LocalPort>>;
  readonly settings: SettingsStore;
  readonly devices: DeviceList;
  readonly network: () => NetworkFile | undefined;
  readonly chooseFolder: () => Promise<string | null>;
}

export function everythingHere({
  folder,
  wallets,
  local,
  settings,
  devices,
  network,
  chooseFolder,
}: Here): EverythingDesk {
  const sealed = (address: string) => {
    const at = join(wallets.home, "records");
    return {
      addressBook: new SealedFile(at, address, BOOK_FILE, Book, wallets.vault),
      limits: new SealedFile(at, address, LIMITS_FILE, Limits, wallets.vault),
      automatic: new SealedFile(at, address, AUTOMATIC_FILE, Signatures, wallets.vault),
    };
  };
  const others = () => wallets.all.filter(({ id }) => id !== wallets.id).length;
  return new EverythingDesk({
    get vault() {
      return wallets.vault;
    },
    everything: {
      accounts: () => wallets.vault.accounts,
      front: () => wallets.vault.account?.address ?? "",
      dataFolder: (address) => wallets.dataFolderOf(address),
      records: (address) => recordsOf(sealed(address)),
      writeAccount: async (into, from) => await (await local()).writeAccount(into, from),
      shared: () =>
        Promise.resolve({
          "settings.json": { ...settings.get(), network: settings.network },
          "network.json": network(),
          "devices.json": withoutPasswords(devices.devices),
        }),
      now: Date.now,
    },
    chooseFolder,
    others,
    waiting: async () => {
      const entries = CONTRACT["outbox.list"].output.parse(await (await local()).read("outbox.list", {}));
      return entries.filter(({ state }) => state === "signed" || state === "sent").length;
    },
    erase: () => {
      beginErasing(folder, wallets.id, others() === 0);
      // The page gets its answer before the program ends.
      setImmediate(() => app.quit());
    },
  });
}
