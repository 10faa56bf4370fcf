/** A keeper on a device for tests: waits until its view is as wanted, and stops it at the end of the test. */
import { afterEach } from "vitest";
import type { Adapter } from "../../../electron/devices/device.ts";
import { Keeper, type KeeperDeps } from "../../../electron/devices/keeper.ts";
import type { DeviceEntry, DeviceView } from "../../../shared/ipc/deviceViews.ts";

const running: Keeper[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((keeper) => keeper.stop()));
});

export const sunspecAt = (port: number): DeviceEntry["source"] => ({
  kind: "sunspec",
  host: "127.0.0.1",
  port,
  unit: 1,
});

export function keep(adapter: Adapter, entry: Partial<DeviceEntry> = {}, deps: Partial<KeeperDeps> = {}) {
  const waiting = new Set<() => void>();
  const look = (): void => waiting.forEach((one) => one());
  const device = { id: "0000000000000001", name: "Roof", source: sunspecAt(502), reversed: false, ...entry };
  const keeper = new Keeper(device, adapter, { now: Date.now, changed: look, ...deps });
  running.push(keeper);
  return {
    keeper,
    /** The first view that fits; the test's own time limit ends the wait. */
    until: (fits: (view: DeviceView) => boolean): Promise<DeviceView> =>
      new Promise((resolve) => {
        const check = (): void => {
          const view = keeper.view();
          if (!fits(view)) return;
          waiting.delete(check);
          resolve(view);
        };
        waiting.add(check);
        check();
      }),
    look,
  };
}
