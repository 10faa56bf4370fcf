/** All devices of a home: one keeper each, for exactly those that are on the list. */
import type { DeviceView } from "../../shared/ipc/deviceViews.ts";
import { adapterOf } from "./adapters.ts";
import type { Adapter, Device } from "./device.ts";
import { Keeper } from "./keeper.ts";
import type { Recorder } from "./recorder.ts";

export class House {
  readonly #keepers = new Map<string, Keeper>();
  readonly #changed: () => void;
  readonly #recorder: Recorder;
  readonly #adapter: (device: Device) => Adapter;
  #order: readonly string[] = [];

  constructor(
    changed: () => void,
    recorder: Recorder,
    adapter: (device: Device) => Adapter = ({ source }) => adapterOf(source),
  ) {
    this.#changed = changed;
    this.#recorder = recorder;
    this.#adapter = adapter;
  }

  async keep(devices: readonly Device[]): Promise<void> {
    const wanted = new Map(devices.map((device) => [device.id, device]));
    this.#order = devices.map(({ id }) => id);
    const gone = [...this.#keepers].filter(([id, { device }]) => {
      const now = wanted.get(id);
      return !now || JSON.stringify(now) !== JSON.stringify(device);
    });
    for (const [id] of gone) this.#keepers.delete(id);
    await Promise.all(gone.map(([, keeper]) => keeper.stop()));
    for (const [id] of gone) this.#recorder.forget(id);
    for (const device of devices) {
      if (this.#keepers.has(device.id)) continue;
      const deps = {
        now: Date.now,
        changed: this.#changed,
        heard: (...heard: Parameters<Recorder["heard"]>) => this.#recorder.heard(...heard),
      };
      this.#keepers.set(device.id, new Keeper(device, this.#adapter(device), deps));
    }
    this.#changed();
  }

  live(): readonly DeviceView[] {
    return this.#order.flatMap((id) => this.#keepers.get(id)?.view() ?? []);
  }

  async close(): Promise<void> {
    await this.keep([]);
    await this.#recorder.flush();
    this.#recorder.stop();
  }
}
