/**
 * What every protocol's adapter is: one function that opens the line to a device, hands on what it says and ends with an error when
 * the line ends. Trying again, silence and staleness are the keeper's (keeper.ts), the same for all.
 */
import type { DeviceEntry, DeviceFault } from "../../shared/ipc/deviceViews.ts";
import type { LiveValue } from "../../shared/metering/live/value.ts";

export interface Device extends DeviceEntry {
  readonly id: string;
}

export interface Hear {
  /** Maker, model and number, once they are known. */
  identity(text: string): void;
  /** Figures that came just now; those that came before stay beside them. */
  values(list: readonly LiveValue[]): void;
}

/** Never resolves while all is well; rejects with a DeviceError. Ends when `signal` aborts. */
export type Session = (hear: Hear, signal: AbortSignal) => Promise<never>;

export interface Adapter {
  readonly session: Session;
  /** A figure older than this is stale, ms. */
  readonly silenceMs: number;
}

export class DeviceError extends Error {
  readonly fault: DeviceFault;
  constructor(code: DeviceFault["code"], data: DeviceFault["data"] = {}) {
    super(`${code} ${JSON.stringify(data)}`);
    this.fault = { code, data };
  }
}
