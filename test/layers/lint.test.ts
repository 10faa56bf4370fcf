import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "wattlight-lint-"));
copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names of the rules that a source breaks when it stands at `path`. */
function broken(path: string, source: string): string[] {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const run = spawnSync(join(root, "node_modules/.bin/oxlint"), ["--format=json", path], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string }[] };
  return diagnostics.map((diagnostic) => diagnostic.code);
}

describe("lint keeps consensus code deterministic", () => {
  it.each([
    ["the clock", "export const a = (): number => Date.now();", "eslint(no-restricted-globals)"],
    ["a random source", "export const a = (): number => Math.random();", "eslint(no-restricted-properties)"],
    [
      "local order",
      'export const a = (b: string): number => b.localeCompare("c");',
      "eslint(no-restricted-properties)",
    ],
    [
      "local formats",
      "export const a = (b: number): string => new Intl.NumberFormat().format(b);",
      "eslint(no-restricted-globals)",
    ],
    ["normalisation", "export const a = (b: string): string => b.normalize();", "eslint(no-restricted-properties)"],
  ])("refuses %s in shared/ledger, shared/state and shared/codec", (_, source, rule) => {
    for (const layer of ["ledger", "state", "codec"]) expect(broken(`shared/${layer}/x.ts`, source)).toContain(rule);
    expect(broken("electron/x.ts", source)).not.toContain(rule);
  });

  it("lets only one file of the door import ipcMain", () => {
    const source = 'import { ipcMain } from "electron";\nipcMain.handle("a", () => 1);';
    for (const path of ["electron/window/x.ts", "electron/door/x.ts"])
      expect(broken(path, source)).toContain("eslint(no-restricted-imports)");
    expect(broken("electron/door/ipcMain.ts", source)).not.toContain("eslint(no-restricted-imports)");
  });
});
