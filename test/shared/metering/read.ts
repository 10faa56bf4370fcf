/** Reads a whole text as the importer does, for tests: proposes choices where none are given. */
import type { ImportChoices } from "../../../shared/ipc/energyViews.ts";
import { type Aligned, align } from "../../../shared/metering/alignment.ts";
import { type History, historyOf } from "../../../shared/metering/history.ts";
import { MeterScan, type Scanned } from "../../../shared/metering/meterScan.ts";
import { layoutOf, understand } from "../../../shared/metering/understand.ts";
import type { ZoneTable } from "../../../shared/metering/zoneTable.ts";
import type { Fault } from "../../../shared/ipc/fault.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { SHANGHAI } from "./zones.ts";

export function scanText(
  text: string,
  wanted: Partial<ImportChoices> = {},
): { scanned: Scanned; choices: ImportChoices } {
  const choices: ImportChoices = { ...understand(text, true), zone: "UTC", ...wanted };
  const scan = new MeterScan(layoutOf(text, true, choices));
  for (let at = 0; at < text.length; at += 1000) scan.push(text.slice(at, at + 1000));
  return { scanned: scan.end(), choices };
}

export function readText(
  text: string,
  zone: ZoneTable = SHANGHAI,
  wanted: Partial<ImportChoices> = {},
): { aligned: Aligned; history: History; choices: ImportChoices } {
  const { scanned, choices } = scanText(text, wanted);
  const counters = choices.meaning === "counters";
  const power = !counters && (choices.unit === "kW" || choices.unit === "W");
  const aligned = align(scanned, { zone, timeColumn: choices.timeColumn, power, counters });
  return { aligned, history: historyOf(aligned, choices.meaning), choices };
}

export function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("nothing was wrong");
}
