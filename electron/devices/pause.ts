/** Waits, and ends the wait with the device's own end. */
import { setTimeout as wait } from "node:timers/promises";
import { DeviceError } from "./device.ts";

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal, ref: false });
  } catch {
    throw new DeviceError("closed");
  }
}
