/** The devices' worker in its thread: started with the first device, ended with the last, brought back when it dies. */
import { Worker } from "node:worker_threads";
import type { DeviceView } from "../../shared/ipc/deviceViews.ts";
import { NO_SCAN, type ScanRequest, type ScanView } from "../../shared/ipc/scanViews.ts";
import { link, type Remote } from "../../shared/link/link.ts";
import type { Device } from "../devices/device.ts";
import type { DevicesHost, DevicesPort } from "../devices/port.ts";
import { workerPort } from "../link/ports.ts";
import { BackOff } from "./backOff.ts";

export interface DevicesWorkerDeps {
  readonly script: string;
  readonly changed: () => void;
  /** Stores what devices counted. */
  readonly counted: DevicesHost["counted"];
  readonly log: (line: string) => void;
}
/** Whatever devices say, this thread's memory is bounded; running out of it ends the thread alone. */
const HEAP_MB = 128;

export class DevicesWorker {
  readonly #deps: DevicesWorkerDeps;
  readonly #backOff = new BackOff(Date.now);
  #devices: readonly Device[] = [];
  #running: { readonly worker: Worker; readonly remote: Remote<DevicesPort> } | undefined;
  #stopped = false;

  constructor(deps: DevicesWorkerDeps) {
    this.#deps = deps;
  }

  async keep(devices: readonly Device[]): Promise<void> {
    this.#devices = devices;
    if (this.#stopped) return;
    if (devices.length > 0) {
      this.#running ??= this.#launch();
      await this.#running.remote.keep(devices);
    } else await this.#end();
    this.#deps.changed();
  }

  async live(): Promise<readonly DeviceView[]> {
    return this.#running ? this.#running.remote.live() : [];
  }

  /** Looks for devices, also where there is none on the list yet: the worker then stays until the search is over and was seen. */
  async scan(request: ScanRequest): Promise<void> {
    if (this.#stopped) return;
    this.#running ??= this.#launch();
    await this.#running.remote.scan(request);
  }

  async stopScan(): Promise<void> {
    await this.#running?.remote.stopScan();
  }

  async scanned(): Promise<ScanView> {
    return this.#running ? this.#running.remote.scanned() : NO_SCAN;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.remote.close().catch(() => undefined);
    await running?.worker.terminate();
  }

  #launch(): { worker: Worker; remote: Remote<DevicesPort> } {
    const worker = new Worker(this.#deps.script, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    this.#backOff.started();
    worker.on("error", (error) => this.#deps.log(`devices: ${error.stack ?? error.message}`));
    worker.once("exit", (code) => this.#ended(worker, code));
    const host: DevicesHost = { changed: this.#deps.changed, counted: this.#deps.counted };
    return { worker, remote: link<DevicesPort>(workerPort(worker), host) };
  }

  #ended(worker: Worker, code: number): void {
    if (this.#running?.worker !== worker) return;
    this.#running = undefined;
    const wait = this.#backOff.next();
    this.#deps.log(`the devices' worker ended with code ${code}; starting it again in ${wait} ms`);
    setTimeout(() => {
      this.keep(this.#devices).catch((error: unknown) => this.#deps.log(`devices: ${String(error)}`));
    }, wait);
  }
}
