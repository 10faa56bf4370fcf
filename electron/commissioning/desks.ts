/** Both desks of commissioning, from the parts of the main process: the installer's jobs and the owner's test reading. */
import type { DeviceView } from "../../shared/ipc/deviceViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { KnownParties } from "../book/addressBook.ts";
import type { Place } from "../confirm/desk.ts";
import type { Device } from "../devices/device.ts";
import type { DevicesDesk } from "../devices/devicesDesk.ts";
import type { Vault } from "../vault/vault.ts";
import { JobFiles } from "./jobFiles.ts";
import { JobsDesk, type JobsDeskDeps } from "./jobsDesk.ts";
import { ReadingDesk } from "./readingDesk.ts";

export interface CommissioningDeps extends Pick<
  JobsDeskDeps,
  "network" | "openFile" | "openPhoto" | "saveFile" | "changed"
> {
  readonly vault: () => Vault;
  /** Where sealed records lie. */
  readonly records: () => string;
  readonly devices: Pick<DevicesDesk, "list" | "change">;
  readonly entered: () => readonly Device[];
  readonly place: () => Place;
  readonly nameOf: (address: string) => ConfirmView["key"]["name"];
  readonly known: () => Promise<KnownParties>;
}

export function commissioningDesks(deps: CommissioningDeps): {
  readonly jobs: JobsDesk;
  readonly readingDesk: ReadingDesk;
} {
  const { vault, network, place } = deps;
  const account = (): string => {
    const { is, account: active } = vault();
    if (is !== "open" || !active) throw new FaultError("vault.locked", {}, "retry");
    return active.address;
  };
  const keyName = (): ConfirmView["key"] => ({ address: account(), name: deps.nameOf(account()) });
  const files = new JobFiles({ folder: deps.records, account, vault, now: Date.now });
  const jobs = new JobsDesk({
    files,
    installerKey: () => (account() !== "" && vault().canSign ? vault().installerKey() : undefined),
    network,
    live: (): Promise<readonly DeviceView[]> => deps.devices.list(),
    entered: deps.entered,
    turn: ({ id, name }, reversed) => deps.devices.change({ id, name, reversed }),
    place,
    keyName,
    sign: (unsigned) => vault().signHandover(unsigned),
    openFile: deps.openFile,
    openPhoto: deps.openPhoto,
    saveFile: deps.saveFile,
    changed: deps.changed,
    now: Date.now,
  });
  const readingDesk = new ReadingDesk({
    account: () => (account() === "" ? null : vault().account),
    network,
    known: deps.known,
    keyName,
    place,
    sign: (unsigned) => vault().signTestReading(unsigned),
    openFile: deps.openFile,
  });
  return { jobs, readingDesk };
}
