import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MIGRATIONS } from "../../../electron/store/migrations.ts";
import { openStore } from "../../../electron/store/store.ts";
import { type Fault, FaultError } from "../../../shared/ipc/fault.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const NOW = new Date("2026-11-23T09:40:00Z");
const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("no fault");
};
const filled = (folder: string): string => {
  const store = openStore(folder, NOW);
  store.atomic(() => {
    const insert = store.db.prepare("INSERT INTO network VALUES (?, ?, 1)");
    for (let i = 0; i < 2_000; i++) insert.run(`key ${i}`, "x".repeat(200));
  });
  store.close();
  return store.file;
};

test("opens anew, closes, opens again without migrating", () => {
  const folder = temporaryFolder();
  const first = openStore(folder, NOW);
  expect(first.migratedFrom).toBeNull();
  expect(first.db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  first.close();
  const second = openStore(folder, NOW);
  expect(second.migratedFrom).toBeNull();
  expect(second.db.prepare("PRAGMA user_version").get()).toEqual({ user_version: MIGRATIONS.length });
  second.close();
});

test.each(MIGRATIONS.map((_, i) => i).slice(1))("migrates from version %i and keeps a copy of before", (version) => {
  const folder = temporaryFolder();
  const old = openStore(folder, NOW, MIGRATIONS.slice(0, version));
  old.db.exec("INSERT INTO network VALUES ('chain', 'file', 1)");
  old.close();
  const now = openStore(folder, NOW);
  expect(now.migratedFrom).toBe(version);
  expect(now.db.prepare("SELECT file FROM network").get()).toEqual({ file: "file" });
  now.close();
  const copy = new DatabaseSync(`${now.file}.before-version-${version + 1}`);
  expect(copy.prepare("PRAGMA user_version").get()).toEqual({ user_version: version });
  copy.close();
});

test("a step that fails leaves the old version, and the fault names it", () => {
  const folder = temporaryFolder();
  const file = filled(folder);
  const broken = [...MIGRATIONS, { name: "broken", sql: "CREATE TABLE half (a); CREATE TABLE half (a);" }];
  expect(faultOf(() => openStore(folder, NOW, broken))).toMatchObject({
    code: "store.migration",
    data: { file, step: "broken" },
  });
  const store = openStore(folder, NOW);
  expect(store.db.prepare("SELECT count(*) AS n FROM network").get()).toEqual({ n: 2_000 });
  expect(store.db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  store.close();
});

test("a file of a newer program is not touched", () => {
  const folder = temporaryFolder();
  const newer = openStore(folder, NOW, [...MIGRATIONS, { name: "later", sql: "CREATE TABLE later (a)" }]);
  newer.close();
  expect(faultOf(() => openStore(folder, NOW))).toMatchObject({
    code: "store.newer",
    data: { version: MIGRATIONS.length + 1, known: MIGRATIONS.length },
  });
  expect(existsSync(newer.file)).toBe(true);
});

const damages: [string, (file: string) => void][] = [
  ["overwritten in the middle", (file) => writeAt(file, 4096 * 3, Buffer.alloc(4096 * 8, 0xaa))],
  ["cut off", (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ["not a database", (file) => writeFileSync(file, "hello, this is no database at all, but text ".repeat(50))],
];
test.each(damages)("%s: kept under a dated name, named in the fault, never overwritten", (_, damage) => {
  const folder = temporaryFolder();
  const file = filled(folder);
  damage(file);
  const bytes = readFileSync(file);
  const fault = faultOf(() => openStore(folder, NOW));
  expect(fault).toMatchObject({ code: "store.damaged", data: { file }, next: "restore" });
  const kept = String(fault.data["kept"]);
  expect(kept).toBe(join(folder, "wallet.damaged-20261123T094000.sqlite"));
  expect(readFileSync(kept).equals(bytes)).toBe(true);
  const fresh = openStore(folder, NOW);
  fresh.close();
  expect(readFileSync(kept).equals(bytes)).toBe(true);
  writeFileSync(fresh.file, "damaged once more, within the same second ".repeat(100));
  expect(faultOf(() => openStore(folder, NOW)).data["kept"]).toMatch(/-2\.sqlite$/);
  expect(readdirSync(folder).filter((name) => name.startsWith("wallet.damaged"))).toHaveLength(2);
});

test("two processes on one folder: the second is told", { timeout: 20_000 }, async () => {
  const folder = temporaryFolder();
  const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../../electron/store/store.ts"))};
    openStore(${JSON.stringify(folder)}, new Date()); console.log("open"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  expect(faultOf(() => openStore(folder, NOW))).toMatchObject({ code: "store.inUse" });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
  openStore(folder, NOW).close();
});

test("a folder that cannot be made is named", () => {
  const folder = join(temporaryFolder(), "file");
  writeFileSync(folder, "");
  expect(faultOf(() => openStore(join(folder, "inner"), NOW))).toMatchObject({ code: "store.unwritable" });
});

function writeAt(file: string, at: number, bytes: Buffer): void {
  const all = readFileSync(file);
  bytes.copy(all, at);
  writeFileSync(file, all);
}
