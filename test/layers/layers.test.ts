import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breachesIn, checkLayers } from "../../build/checks/layers.ts";

const root = join(import.meta.dirname, "../..");

describe("layers", () => {
  it("the house obeys its dependency table", () => {
    const { files, breaches } = checkLayers(root);
    expect(breaches).toEqual([]);
    expect(files).toBeGreaterThan(30);
  });

  it.each([
    ["shared", "shared/ledger/x.ts", 'import { a } from "../../electron/main.ts";', "shared may not import electron"],
    ["shared", "shared/ledger/x.ts", 'export type { A } from "../../node/a.ts";', "shared may not import node"],
    ["shared", "shared/x.ts", 'import { readFileSync } from "node:fs";', "shared may not use node:fs"],
    ["shared", "shared/x.ts", 'const a = await import("ws");', "shared may not use ws"],
    ["shared", "shared/x.ts", 'type A = import("../renderer/a.ts").A;', "shared may not import renderer"],
    [
      "renderer",
      "renderer/x.tsx",
      'import { Vault } from "../electron/vault/vault.ts"; <a />;',
      "renderer may not import electron",
    ],
    ["renderer", "renderer/x.tsx", 'import { ipcRenderer } from "electron";', "renderer may not use electron"],
    ["node", "node/x.ts", 'import "../electron/main.ts";', "node may not import electron"],
    ["electron", "electron/x.ts", 'import { a } from "../node/embedded/chain.ts";', "electron may not import node"],
    ["electron", "electron/x.ts", 'import { a } from "../test/a.ts";', "electron may not import test"],
  ] as const)("a forbidden import is found: %s %s %s", (layer, file, source, why) => {
    expect(breachesIn(root, layer, file, source)).toEqual([expect.objectContaining({ file, why })]);
  });

  it.each([
    [
      "electron",
      "electron/x.ts",
      'import type { P } from "../node/embedded/port.ts"; import "node:fs"; import "../shared/a.ts";',
    ],
    ["renderer", "renderer/x.tsx", 'import { useState } from "react"; import "../shared/ipc/contract.ts";'],
    ["test", "test/x.ts", 'import "../node/a.ts"; import "../electron/a.ts";'],
  ] as const)("an allowed import is not: %s", (layer, file, source) => {
    expect(breachesIn(root, layer, file, source)).toEqual([]);
  });
});
