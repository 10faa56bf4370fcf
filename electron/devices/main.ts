/** Entry of the devices' worker: a thread of the main process that speaks to the home's devices. It has no key and no disk. */
import { parentPort } from "node:worker_threads";
import { link, type Remote } from "../link/link.ts";
import { messagePort } from "../link/ports.ts";
import type { Device } from "./device.ts";
import { House } from "./house.ts";
import type { DevicesHost } from "./port.ts";
import { Recorder } from "./recorder.ts";
import { Scan } from "./scan.ts";
import type { ScanRequest } from "../../shared/ipc/scanViews.ts";

if (!parentPort) throw new Error("this is the entry of a worker thread");

const PACE_MS = 400;
let told: NodeJS.Timeout | undefined;
const changed = (): void => {
  told ??= setTimeout(() => {
    told = undefined;
    host.changed().catch(() => undefined);
  }, PACE_MS);
};
const house = new House(changed, new Recorder((batch) => host.counted(batch)));
const scan = new Scan(changed);
// A device that is silent becomes stale without saying anything.
setInterval(() => house.live().length > 0 && changed(), 5_000).unref();
const host: Remote<DevicesHost> = link<DevicesHost>(messagePort(parentPort), {
  keep: (devices: readonly Device[]) => house.keep(devices),
  live: () => house.live(),
  scan: (request: ScanRequest) => scan.start(request),
  stopScan: () => scan.stop(),
  scanned: () => scan.view,
  close: async () => {
    await scan.stop();
    await house.close();
  },
});
