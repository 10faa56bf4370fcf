/** The street's files are counted and thrown away; the kiosk's PIN and settings are not among them. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dropStreet, sizeOf } from "../../../electron/kiosk/streetFiles.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

it("counts the ledger and what was verified of it, drops both and nothing else", async () => {
  const folder = temporaryFolder();
  expect(await sizeOf(folder)).toBe(0);
  for (const [name, file, bytes] of [
    ["demo-node", "chain.db", 700],
    ["wallet", "wallet.sqlite", 300],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, file), new Uint8Array(bytes));
  }
  writeFileSync(join(folder, "kiosk-pin.json"), "{}");
  writeFileSync(join(folder, "settings.json"), "{}");
  expect(await sizeOf(folder)).toBe(1000);
  await dropStreet(folder);
  expect(await sizeOf(folder)).toBe(0);
  expect(readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["kiosk-pin.json", "settings.json"]);
});
