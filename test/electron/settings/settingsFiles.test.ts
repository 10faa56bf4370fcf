import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { keepDamagedSettings } from "../../../electron/settings/damagedSettings.ts";
import { closeToOthers } from "../../../electron/settings/ownFolder.ts";

const NOW = new Date("2026-05-04T03:02:01Z");
const fresh = () => temporaryFolder();

it.each(["{", "", "[]", "null", '{"lang":"en"'])("keeps a damaged settings file (%s) under a dated name", (text) => {
  const folder = fresh();
  for (const name of ["settings.damaged-20260504T030201.json", "settings.damaged-20260504T030201-2.json"]) {
    writeFileSync(join(folder, "settings.json"), text);
    expect(keepDamagedSettings(folder, NOW)).toBe(join(folder, name));
    expect(readFileSync(join(folder, name), "utf8")).toBe(text);
  }
  expect(readdirSync(folder)).not.toContain("settings.json");
});

it("keeps whatever else stands in the place of the file: a folder, a link to nothing", () => {
  const folder = fresh();
  mkdirSync(join(folder, "settings.json", "inside"), { recursive: true });
  const kept = keepDamagedSettings(folder, NOW);
  expect(kept).toBe(join(folder, "settings.damaged-20260504T030201.json"));
  expect(readdirSync(String(kept))).toEqual(["inside"]);
  symlinkSync(join(folder, "nowhere"), join(folder, "settings.json"));
  expect(keepDamagedSettings(folder, NOW)).toBe(join(folder, "settings.damaged-20260504T030201-2.json"));
  expect(readdirSync(folder)).not.toContain("settings.json");
});

it("leaves a sound file, or none, alone", () => {
  const folder = fresh();
  expect(keepDamagedSettings(folder, NOW)).toBeNull();
  writeFileSync(join(folder, "settings.json"), "{}");
  expect(keepDamagedSettings(folder, NOW)).toBeNull();
  expect(readdirSync(folder)).toEqual(["settings.json"]);
});

it.skipIf(process.platform === "win32")("narrows folders and files that others could read", () => {
  const folder = fresh();
  for (const name of ["wallet", "demo-node"]) mkdirSync(join(folder, name), { mode: 0o755 });
  writeFileSync(join(folder, "vault.json"), "{}", { mode: 0o644 });
  closeToOthers(folder);
  const mode = (name: string) => statSync(join(folder, name)).mode & 0o777;
  expect([mode("wallet"), mode("demo-node"), mode("vault.json")]).toEqual([0o700, 0o700, 0o600]);
});
