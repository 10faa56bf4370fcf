/** The reader's devices: the list on disk and the worker that keeps them, changed together. */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { DevicesWorker } from "../children/devicesWorker.ts";
import type { DeviceList } from "./deviceList.ts";

export class DevicesDesk {
  readonly #kept: DeviceList;
  readonly #worker: Pick<DevicesWorker, "keep" | "live" | "scan" | "stopScan" | "scanned">;

  constructor(kept: DeviceList, worker: Pick<DevicesWorker, "keep" | "live" | "scan" | "stopScan" | "scanned">) {
    this.#kept = kept;
    this.#worker = worker;
  }

  /** Lets the worker keep what the list says now. */
  keep(): Promise<void> {
    return this.#worker.keep(this.#kept.devices);
  }

  async list(): Promise<Output<"devices.list">> {
    return [...(await this.#worker.live())];
  }

  scan(request: Input<"devices.scan">): Promise<void> {
    return this.#worker.scan(request);
  }

  stopScan(): Promise<void> {
    return this.#worker.stopScan();
  }

  async scanned(): Promise<Output<"devices.scanned">> {
    return this.#worker.scanned();
  }

  /** Faults: those of the list. */
  async add(entry: Input<"devices.add">): Promise<Output<"devices.add">> {
    const { id } = await this.#kept.add(entry);
    await this.keep();
    return { id };
  }

  async change({ id, name, reversed }: Input<"devices.change">): Promise<void> {
    await this.#kept.change(id, { name, reversed });
    await this.keep();
  }

  async remove(id: string): Promise<void> {
    await this.#kept.remove(id);
    await this.keep();
  }
}
