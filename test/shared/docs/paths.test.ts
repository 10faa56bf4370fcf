/** The documentation names files, switches and variables: each must be there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codeIn, markdownUnder, pathsIn, ROOT, textOf } from "./markdown.ts";

describe.each(markdownUnder("docs"))("%s", (path) => {
  test("names only files and folders that exist", () => {
    expect(pathsIn(path).filter((named) => !existsSync(join(ROOT, named)))).toEqual([]);
  });
  test("names no path of somebody's machine", () => {
    expect(textOf(path)).not.toMatch(/(?:^|[\s`(])\/(?:work|home|root|tmp|Users)\//m);
  });
});

test("a missing file would be noticed", () => {
  expect(pathsIn("docs/security.md").length).toBeGreaterThan(20);
  expect(existsSync(join(ROOT, "test/shared/docs/no-such.test.ts"))).toBe(false);
});

describe("docs/operations.md", () => {
  const code = [...codeIn(textOf("docs/operations.md"))].join(" ");
  const variables = ["electron/window/options.ts", "build/runtime/cache.ts", "build/runtime/electron.ts"].flatMap(
    (file) => Array.from(textOf(file).matchAll(/env\["(WATTLIGHT_\w+|ELECTRON_\w+)"\]/g), ([, name]) => name ?? ""),
  );
  test("the variables are found in the code", () => expect(variables.length).toBeGreaterThanOrEqual(4));
  test.each([...new Set(variables)])("%s", (name) => expect(code).toContain(name));

  const walletSwitches = Array.from(
    textOf("electron/window/options.ts").matchAll(/valueOf\(argv, "([\w-]+)"\)/g),
    ([, name]) => `--${name}`,
  );
  const nodeSwitches = Array.from(textOf("node/demoNode.ts").matchAll(/^ {2}(--[\w-]+)/gm), ([, name]) => name ?? "");
  test("the switches are found in the code", () => {
    expect(walletSwitches).toContain("--data");
    expect(nodeSwitches).toContain("--port");
  });
  test.each([...new Set([...walletSwitches, ...nodeSwitches])])("%s", (name) => expect(code).toContain(name));
});
