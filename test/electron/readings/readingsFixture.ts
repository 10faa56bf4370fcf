/** A readings database in a folder of its own, the sample home, and files written for one test. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { Readings } from "../../../electron/readings/readings.ts";
import { PROFILE_SCHEMA } from "../../../electron/readings/importProfiles.ts";
import { REGISTER_SCHEMA } from "../../../electron/readings/registerSchema.ts";
import { READINGS_SCHEMA } from "../../../electron/readings/schema.ts";
import { type Fault, FaultError } from "../../../shared/ipc/fault.ts";

export const SAMPLE = join(import.meta.dirname, "../../../../shared/data/meters/ausgrid-home-12-2011-2012.csv");
export const hasSample = existsSync(SAMPLE);
if (!hasSample) console.warn("SKIPPED: the sample home is not in ../shared/data/meters");

export interface Fixture {
  readonly folder: string;
  readonly db: DatabaseSync;
  readonly readings: Readings;
  readonly file: (name: string, content: string | Uint8Array) => string;
}

export function openReadings(file = ":memory:"): { db: DatabaseSync; readings: Readings } {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL");
  if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meter_file'").get())
    for (const statement of [...READINGS_SCHEMA, ...REGISTER_SCHEMA, ...PROFILE_SCHEMA]) db.exec(statement);
  return { db, readings: new Readings(db) };
}

export function fixture(): Fixture {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-readings-"));
  const { db, readings } = openReadings();
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    db,
    readings,
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** Previews by proposal and imports. */
export function importPath(readings: Readings, path: string, market: Parameters<Readings["importFile"]>[2] = null) {
  const preview = readings.previewFile(path, null);
  return { preview, report: readings.importFile(preview.handle, preview.choices, market) };
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

export const rowsIn = (db: DatabaseSync): number[] =>
  ["meter_file", "meter_counter", "meter_day"].map((table) =>
    Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"]),
  );
