/** Group `meters`: files from their bytes to stored and rolled up, a year's chart out of ten, bytes on disk per reading. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { REGISTER_SCHEMA } from "../../electron/readings/registerSchema.ts";
import { RegisterStore } from "../../electron/readings/registerStore.ts";
import { Readings } from "../../electron/readings/readings.ts";
import { PROFILE_SCHEMA } from "../../electron/readings/importProfiles.ts";
import { READINGS_SCHEMA } from "../../electron/readings/schema.ts";
import type { Reading } from "../../shared/metering/registers/reading.ts";
import { fixedZone } from "../../shared/metering/zoneTable.ts";
import { civilText } from "../../shared/metering/civilTime.ts";
import { feedText } from "../shared/metering/greenButton/feed.ts";
import { type Figure, median } from "./figure.ts";

const MINUTES = 525_600;
const QUARTERS = 35_040;
const RUNS = 3;
const START = 1_672_531_200;
const ZONE = fixedZone("Asia/Shanghai", 28_800);

export async function measure(report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-meters-"));
  try {
    const csv = join(folder, "minutes.csv");
    const rows = Array.from({ length: MINUTES }, (_, k) => `${civilText(START + k * 60)},${((k * 7) % 40) / 1000},${((k * 3) % 25) / 1000}`); // prettier-ignore
    writeFileSync(csv, `time,consumption kWh,generation kWh\n${rows.join("\n")}\n`);
    importing(report, folder, csv, "import.csv", `${MINUTES} rows; aim: 1,500 ms`);
    const xml = join(folder, "usage.xml");
    writeFileSync(
      xml,
      feedText({ start: START, readings: Array.from({ length: QUARTERS }, (_, k) => [(k * 7) % 900] as const) }),
    );
    importing(report, folder, xml, "import.greenbutton", `${QUARTERS} intervals`);
    registers(report, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Promise.resolve();
}

/** From the previewed file to stored and rolled up, in a database on disk; against previewing it alone. */
function importing(report: (figure: Figure) => void, folder: string, path: string, name: string, what: string): void {
  const imports: number[] = [];
  const work: number[] = [];
  const previews: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const db = new DatabaseSync(join(folder, `${name}-${run}.sqlite`));
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    for (const statement of [...READINGS_SCHEMA, ...PROFILE_SCHEMA]) db.exec(statement);
    const readings = new Readings(db);
    let began = performance.now();
    const { handle, choices } = readings.previewFile(path, null);
    previews.push(performance.now() - began);
    began = performance.now();
    const before = process.cpuUsage();
    readings.importFile(handle, choices, null);
    const { user, system } = process.cpuUsage(before);
    work.push((user + system) / 1000);
    imports.push(performance.now() - began);
    db.close();
  }
  const value = median(imports);
  report({ name, value, unit: "ms", ratio: value / median(previews), against: `its preview; ${what}` });
  report({ name: `${name}.cpu`, value: median(work), unit: "ms", ratio: median(work) / value, against: "the time that it took: under 1 other processes had the machine, over 1 collecting helped" }); // prettier-ignore
}

function registers(report: (figure: Figure) => void, folder: string): void {
  const open = (name: string) => {
    const path = join(folder, name);
    const db = new DatabaseSync(path);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    for (const statement of REGISTER_SCHEMA) db.exec(statement);
    const size = (): number => {
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      return statSync(path).size;
    };
    return { db, store: new RegisterStore(db), size };
  };
  const reading = (at: number, value: number): Reading => ({ register: "1-0:1.8.0", value, unit: "Wh", at, quality: "measured", source: { kind: "meter", name: "m" } }); // prettier-ignore

  const raw = open("raw.sqlite");
  const minutes = Array.from({ length: MINUTES }, (_, k) => reading(START + k * 60, k * 7));
  const began = performance.now();
  raw.store.record("m", minutes, ZONE, START);
  const ms = performance.now() - began;
  report({ name: "store", value: raw.size() / MINUTES, unit: "bytes", ratio: raw.size() / MINUTES / 16, against: "a time and a value of 8 bytes each; a year of minutes with its quarter-hours and days" }); // prettier-ignore
  const one: number[] = [];
  for (let k = 0; k < 60; k++) {
    const at = performance.now();
    raw.store.record("m", [reading(START + (MINUTES + k) * 60, (MINUTES + k) * 7)], ZONE, START);
    one.push((performance.now() - at) * 1000);
  }
  report({ name: "store.append", value: median(one), unit: "µs", ratio: (median(one) * MINUTES) / (ms * 1000), against: "the same reading among a year of them at once; one a minute, with its roll-ups" }); // prettier-ignore
  raw.db.close();

  const years = open("years.sqlite");
  for (let year = 0; year < 10; year++)
    years.store.record("m", Array.from({ length: QUARTERS }, (_, k) => reading(START + (year * QUARTERS + k) * 900, (year * QUARTERS + k) * 70)), ZONE, START); // prettier-ignore
  const charts: number[] = [];
  const quarters: number[] = [];
  for (let run = 0; run < 20; run++) {
    let at = performance.now();
    const days = years.store.days("m", "1-0:1.8.0", "2028-01-01", "2028-12-31");
    charts.push(performance.now() - at);
    if (days.length < 365) throw new Error(`${days.length} days`);
    at = performance.now();
    years.store.points("m", "1-0:1.8.0", START + 5 * QUARTERS * 900, START + 6 * QUARTERS * 900);
    quarters.push(performance.now() - at);
  }
  report({ name: "chart.year", value: median(charts), unit: "ms", ratio: median(charts) / median(quarters), against: "reading that year's quarter-hours; a year's days out of ten years; aim: 30 ms" }); // prettier-ignore
  years.db.close();
}
