/**
 * What live devices counted, on its way into the registers' store: one batch of several devices, each device in one transaction, so that what
 * one of them says wrongly is refused alone. The same batch twice changes nothing; so whoever hands it over may try again.
 */
import { type Fault, FaultError } from "../../shared/ipc/fault.ts";
import type { Reading } from "../../shared/metering/registers/reading.ts";
import type { ZoneTable } from "../../shared/metering/zoneTable.ts";
import { zoneTable } from "../../shared/metering/zones.ts";
import type { RegisterStore } from "./registerStore.ts";

/** Counters that one device showed, at most one of each register a minute. `device`: its id on the list. */
export interface DeviceReadings {
  readonly device: string;
  readonly readings: readonly Reading[];
}
export interface Recorded {
  readonly added: number;
  readonly refused: readonly { readonly device: string; readonly fault: Fault }[];
}

/** What a device says was read longer ago, or later than now, was read by a clock that is wrong, seconds. */
const OLDEST = 40 * 86_400;
const AHEAD = 3600;

/** `zone`: IANA name of the home's local days. `now`: UTC seconds. */
export function recordLive(
  store: RegisterStore,
  batch: readonly DeviceReadings[],
  zone: string,
  now: number,
): Recorded {
  const days = zoneOfNow(zone, now);
  const refused: { device: string; fault: Fault }[] = [];
  let added = 0;
  for (const { device, readings } of batch) {
    const known = readings.filter(({ at }) => at > now - OLDEST && at < now + AHEAD);
    try {
      added += store.record(device, known, days, now).added;
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      refused.push({ device, fault: error.fault });
    }
  }
  return { added, refused };
}

/** A year and more of a zone's clock changes, worked out once a day. */
let last: { readonly table: ZoneTable; readonly day: number } | undefined;
export function zoneOfNow(zone: string, now: number): ZoneTable {
  const day = Math.floor(now / 86_400);
  if (last?.day !== day || last.table.zone !== zone)
    last = { day, table: zoneTable(zone, now - 800 * 86_400, now + 8 * 86_400) };
  return last.table;
}
