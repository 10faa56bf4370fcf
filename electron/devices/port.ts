/** The devices' worker as the main process sees it, and the other way round. */
import type { DeviceView } from "../../shared/ipc/deviceViews.ts";
import type { ScanRequest, ScanView } from "../../shared/ipc/scanViews.ts";
import type { DeviceReadings } from "../readings/liveReadings.ts";
import type { Device } from "./device.ts";

/** Main process → worker. */
export interface DevicesPort {
  /** Speaks to exactly these from now on; who is on the list as before is not interrupted. */
  keep(devices: readonly Device[]): Promise<void>;
  live(): readonly DeviceView[];
  /** Looks for devices; one search at a time. */
  scan(request: ScanRequest): Promise<void>;
  stopScan(): Promise<void>;
  scanned(): ScanView;
  close(): Promise<void>;
}
/** Worker → main process. */
export interface DevicesHost {
  /** Something that a window may show is different; at most every 400 ms. */
  changed(): void;
  /** Counters to be stored; rejects where they could not be, and then they come again. */
  counted(batch: readonly DeviceReadings[]): Promise<void>;
}
