/**
 * The devices that the reader entered, `devices.json` in the wallet's folder, for this user alone. A broker's password lies in it
 * as it was typed (docs/security.md). A damaged list is kept aside, and the list begins anew.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DeviceEntry, DeviceId, DEVICES_MAX } from "../../shared/ipc/deviceViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";
import type { Device } from "./device.ts";

const Stored = z.strictObject({
  version: z.literal(1),
  devices: z.array(DeviceEntry.extend({ id: DeviceId })).max(DEVICES_MAX),
});

export class DeviceList {
  readonly #file: string;
  #devices: readonly Device[];

  constructor(folder: string, log: (line: string) => void) {
    this.#file = join(folder, "devices.json");
    this.#devices = read(this.#file, log);
  }

  get devices(): readonly Device[] {
    return this.#devices;
  }

  /** Durable when it answers. Faults: "devices.tooMany", "devices.write". */
  async add(entry: DeviceEntry): Promise<Device> {
    if (this.#devices.length >= DEVICES_MAX) throw new FaultError("devices.tooMany", { limit: DEVICES_MAX }, "correct");
    const device = { ...entry, id: randomBytes(8).toString("hex") };
    await this.#write([...this.#devices, device]);
    return device;
  }

  /** Faults: "devices.unknown", "devices.write". */
  async change(id: string, change: Pick<DeviceEntry, "name" | "reversed">): Promise<void> {
    this.#known(id);
    await this.#write(this.#devices.map((device) => (device.id === id ? { ...device, ...change } : device)));
  }

  async remove(id: string): Promise<void> {
    this.#known(id);
    await this.#write(this.#devices.filter((device) => device.id !== id));
  }

  #known(id: string): void {
    if (!this.#devices.some((device) => device.id === id)) throw new FaultError("devices.unknown", {}, "correct");
  }

  async #write(devices: readonly Device[]): Promise<void> {
    try {
      await writeAtomic(this.#file, `${JSON.stringify({ version: 1, devices }, undefined, 2)}\n`);
    } catch (error) {
      throw new FaultError("devices.write", { why: codeOf(error) ?? "unknown" }, "retry");
    }
    this.#devices = devices;
  }
}

function read(file: string, log: (line: string) => void): readonly Device[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") log(`${file} cannot be read (${codeOf(error) ?? "unknown"}); no device is read`);
    return [];
  }
  try {
    return Stored.parse(JSON.parse(text)).devices;
  } catch {
    const kept = `${file}.damaged-${Date.now()}`;
    renameSync(file, kept);
    log(`devices.json is not as it should be; it was kept as ${kept}, and the list begins anew`);
    return [];
  }
}
