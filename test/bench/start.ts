/**
 * Group `start`: how soon the wallet is usable, what it weighs when idle, and how long import and unlock take; each beside the least
 * that could do the like, measured in the same run: a bare window of the same runtime, plain inserts, the key derivation alone.
 */
import { scrypt } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import type { ElectronApplication } from "playwright-core";
import { bundleIfStale, ROOT } from "../../build/bundle.ts";
import { provideElectron } from "../../build/runtime/electron.ts";
import { hasDisplay, provideDisplay } from "../../build/system/display.ts";
import { provideLibraries } from "../../build/system/libraries.ts";
import { Readings } from "../../electron/readings/readings.ts";
import { PROFILE_SCHEMA } from "../../electron/readings/importProfiles.ts";
import { READINGS_SCHEMA } from "../../electron/readings/schema.ts";
import { KDF_FLOOR } from "../../electron/vault/kdf.ts";
import { Vault } from "../../electron/vault/vault.ts";
import { newRecovery } from "../../electron/vault/words.ts";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { Journey, PASSPHRASE } from "../e2e/journey.ts";
import { launchWallet } from "../e2e/launch.ts";
import { bareWindow } from "./bare.ts";
import { type Figure, median } from "./figure.ts";
import { memory } from "./memory.ts";

const RUNS = 7;
const SAMPLE = join(ROOT, "..", "shared", "data", "meters", "ausgrid-home-12-2011-2012.csv");
const say = (line: string): void => console.error(line);

export async function measure(report: (figure: Figure) => void): Promise<void> {
  const runtime = await provideElectron(say);
  provideLibraries(runtime.executable, { virtualDisplay: !hasDisplay() }, say);
  await bundleIfStale(say);
  const display = await provideDisplay();
  Object.assign(process.env, display.env, { WATTLIGHT_ELECTRON: runtime.executable });
  const folder = mkdtempSync(join(tmpdir(), "wattlight-bench-"));
  try {
    await prepareWallet(folder);
    await start(folder, runtime.executable, report);
    await memory(folder, runtime.executable, report);
    importing(folder, report);
    await unlock(report);
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A wallet as a returning user has it: created, joined, locked. */
async function prepareWallet(folder: string): Promise<void> {
  const { app } = await launchWallet({ data: join(folder, "data") });
  const journey = new Journey({ app, meter: "", rate: 15, pictures: null, say: () => undefined });
  await journey.createWallet();
  await journey.join();
  await app.close();
}

async function start(folder: string, executable: string, report: (figure: Figure) => void): Promise<void> {
  const wallet: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await usableAfter(await bareWindow(executable), "button"));
    wallet.push(await usableAfter((await launchWallet({ data: join(folder, "data") })).app, "input"));
  }
  report({
    name: "start",
    value: median(wallet),
    unit: "ms",
    ratio: median(wallet) / median(bare),
    against: "a bare window's start",
  });
}

/** From the creation of the process to the first frame that shows the control, ms. */
async function usableAfter(app: ElectronApplication, control: string): Promise<number> {
  const page = await app.firstWindow();
  const shown = await page.evaluate(async (selector) => {
    while (document.querySelector(selector) === null) await new Promise(requestAnimationFrame);
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return performance.timeOrigin + Math.max(paint?.startTime ?? 0, paint ? 0 : performance.now());
  }, control);
  const created = await app.evaluate(() => process.getCreationTime() ?? Number.NaN);
  await app.close();
  return shown - created;
}

/** A year of half-hours (a generated home where the sample is not there) against inserting as many rows without reading a file. */
function importing(folder: string, report: (figure: Figure) => void): void {
  const file = existsSync(SAMPLE) ? SAMPLE : join(folder, "home.csv");
  if (file !== SAMPLE) writeFileSync(file, generateHome(1));
  const times: number[] = [];
  const inserts: number[] = [];
  let rows = 0;
  for (let run = 0; run < RUNS; run++) {
    const db = new DatabaseSync(join(folder, `import-${run}.sqlite`));
    for (const statement of [...READINGS_SCHEMA, ...PROFILE_SCHEMA]) db.exec(statement);
    const readings = new Readings(db);
    const began = performance.now();
    const { handle, choices } = readings.previewFile(file, null);
    rows = readings.importFile(handle, choices, null).readings;
    times.push(performance.now() - began);
    db.close();
    inserts.push(plainInserts(join(folder, `plain-${run}.sqlite`), rows * 2));
  }
  report({
    name: "start.import",
    value: median(times),
    unit: "ms",
    ratio: median(times) / median(inserts),
    against: `inserting the ${rows * 2} quarter-hours alone into SQLite`,
  });
}

function plainInserts(path: string, rows: number): number {
  const db = new DatabaseSync(path);
  db.exec("CREATE TABLE reading (at INTEGER PRIMARY KEY, a INTEGER, b INTEGER, quality INTEGER)");
  const insert = db.prepare("INSERT INTO reading VALUES (?, ?, ?, ?)");
  const began = performance.now();
  db.exec("BEGIN");
  for (let i = 0; i < rows; i++) insert.run(i * 900, i, i * 2, 0);
  db.exec("COMMIT");
  const took = performance.now() - began;
  db.close();
  return took;
}

async function unlock(report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-vault-"));
  const vault = await Vault.at(folder);
  await vault.create(newRecovery(24, "english"), PASSPHRASE);
  const times: number[] = [];
  const alone: number[] = [];
  const { n: N, r, p } = KDF_FLOOR;
  for (let run = 0; run < RUNS; run++) {
    vault.lock();
    const began = performance.now();
    await vault.unlock(PASSPHRASE);
    times.push(performance.now() - began);
    const derived = performance.now();
    await promisify<string, string, number, object, Buffer>(scrypt)(PASSPHRASE, "salt", 32, {
      N,
      r,
      p,
      maxmem: 2 ** 28,
    });
    alone.push(performance.now() - derived);
  }
  rmSync(folder, { recursive: true, force: true });
  report({
    name: "start.unlock",
    value: median(times),
    unit: "ms",
    ratio: median(times) / median(alone),
    against: "its key derivation (scrypt) alone",
  });
}
