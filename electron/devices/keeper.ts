/**
 * Keeps one device spoken to: opens its line, tries again with growing pauses when it ends, remembers what was said and when. What a
 * device no longer says stays as it was, marked stale with its time; silence is never a zero.
 */
import type { DeviceFault, DeviceView, LiveReading } from "../../shared/ipc/deviceViews.ts";
import { type LiveValue, registerOf, turned } from "../../shared/metering/live/value.ts";
import { BackOff } from "../children/backOff.ts";
import { type Adapter, type Device, DeviceError } from "./device.ts";
import { pause } from "./pause.ts";
import { placeOf } from "./place.ts";

/** More figures than this nobody reads; further ones of the device are not kept. */
const VALUES_MAX = 256;
const TEXT_MAX = 120;

export interface KeeperDeps {
  readonly now: () => number;
  readonly changed: () => void;
  /** Figures that came, as they are shown: with the sign that the reader chose. */
  readonly heard?: (device: Device, values: readonly LiveValue[], at: number) => void;
  /** Waits before the next try. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export class Keeper {
  readonly #device: Device;
  readonly #adapter: Adapter;
  readonly #deps: KeeperDeps;
  readonly #end = new AbortController();
  readonly #values = new Map<string, { readonly value: LiveValue; readonly at: number }>();
  readonly done: Promise<void>;
  #identity: string | null = null;
  #heardAt: number | null = null;
  #fault: DeviceFault | null = null;

  constructor(device: Device, adapter: Adapter, deps: KeeperDeps) {
    this.#device = device;
    this.#adapter = adapter;
    this.#deps = deps;
    this.done = this.#run();
  }

  get device(): Device {
    return this.#device;
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.done;
  }

  view(): DeviceView {
    const { id, name, source, reversed } = this.#device;
    const now = this.#deps.now();
    const stale = (at: number): boolean => now - at > this.#adapter.silenceMs;
    const values = [...this.#values.values()].map(({ value, at }): LiveReading => {
      const shown = reversed ? turned(value) : value;
      const { id, role, phase, name, unit, milli } = shown;
      const quality = stale(at) ? "stale" : "measured";
      return { id, role, phase, name, unit, milli, register: registerOf(shown), at, quality };
    });
    const state = this.#heardAt === null ? "starting" : stale(this.#heardAt) ? "stale" : "live";
    const { kind } = source;
    const place = placeOf(source);
    const identity = this.#identity;
    return { id, name, kind, place, reversed, identity, state, heardAt: this.#heardAt, fault: this.#fault, values };
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    const backOff = new BackOff(this.#deps.now);
    while (!signal.aborted) {
      backOff.started();
      try {
        await this.#adapter.session(
          {
            identity: (text) => {
              this.#identity = text.slice(0, TEXT_MAX);
              this.#deps.changed();
            },
            values: (list) => this.#heard(list),
          },
          signal,
        );
      } catch (error) {
        if (signal.aborted) return;
        this.#fault = error instanceof DeviceError ? error.fault : { code: "internal", data: { why: String(error) } };
        this.#deps.changed();
      }
      await (this.#deps.pause ?? pause)(backOff.next(), signal).catch(() => undefined);
    }
  }

  #heard(list: readonly LiveValue[]): void {
    const at = this.#deps.now();
    for (const value of list) {
      if (!this.#values.has(value.id) && this.#values.size >= VALUES_MAX) continue;
      this.#values.set(value.id, { value, at });
    }
    this.#heardAt = at;
    this.#fault = null;
    this.#deps.heard?.(this.#device, this.#device.reversed ? list.map(turned) : list, at);
    this.#deps.changed();
  }
}
