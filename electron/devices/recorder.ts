/**
 * Gathers what devices count, one reading a minute of each register, and hands it on to be stored. What could not be stored is kept and
 * handed on again: the store takes the same readings twice without harm. Bounded; past the bound the oldest go, and counters go on.
 */
import { counterReading } from "../../shared/metering/live/counterReading.ts";
import type { LiveValue } from "../../shared/metering/live/value.ts";
import type { Reading } from "../../shared/metering/registers/reading.ts";
import type { DeviceReadings } from "../readings/liveReadings.ts";
import type { Device } from "./device.ts";

const PACE_MS = 10_000;
/** Two hundred devices of five registers for an hour. */
const PENDING_MAX = 60_000;

export class Recorder {
  readonly #store: (batch: readonly DeviceReadings[]) => Promise<void>;
  readonly #paceMs: number;
  /** The minute of the last reading, by device and register. */
  readonly #minutes = new Map<string, Map<string, number>>();
  #pending: { readonly device: string; readonly reading: Reading }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #handing: Promise<void> = Promise.resolve();

  constructor(store: (batch: readonly DeviceReadings[]) => Promise<void>, paceMs = PACE_MS) {
    this.#store = store;
    this.#paceMs = paceMs;
  }

  /** `values`: as shown, a turned sign already turned. `at`: ms. */
  heard({ id, name, source }: Device, values: readonly LiveValue[], at: number): void {
    const minutes = this.#minutes.get(id) ?? new Map<string, number>();
    this.#minutes.set(id, minutes);
    const by = { kind: source.kind === "mqtt" || source.kind === "sunspec" ? "device" : "meter", name } as const;
    for (const value of values) {
      const reading = counterReading(value, Math.floor(at / 1000), by);
      if (!reading) continue;
      const minute = Math.floor(reading.at / 60);
      if (minutes.get(reading.register) === minute) continue;
      minutes.set(reading.register, minute);
      this.#pending.push({ device: id, reading });
    }
    if (this.#pending.length > PENDING_MAX) this.#pending = this.#pending.slice(-PENDING_MAX);
    if (this.#pending.length > 0) this.#timer ??= setTimeout(() => void this.flush(), this.#paceMs);
  }

  /** Hands on what is there; resolves when that was stored, or could not be. One batch at a time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#handing = this.#handing.then(() => this.#hand());
    return this.#handing;
  }

  async #hand(): Promise<void> {
    const taken = this.#pending;
    if (taken.length === 0) return;
    this.#pending = [];
    const by = new Map<string, Reading[]>();
    for (const { device, reading } of taken) {
      const list = by.get(device);
      if (list) list.push(reading);
      else by.set(device, [reading]);
    }
    try {
      await this.#store([...by].map(([device, readings]) => ({ device, readings })));
    } catch {
      this.#pending = [...taken, ...this.#pending].slice(-PENDING_MAX);
      this.#timer ??= setTimeout(() => void this.flush(), this.#paceMs);
    }
  }

  /** A device that is no longer kept: when it comes back, its first reading counts anew. */
  forget(id: string): void {
    this.#minutes.delete(id);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
