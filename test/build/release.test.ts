/** A release is made of the official Electron alone, and the configuration names what every system's package needs. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../build/bundle.ts";
import { configuration, FILE, LINK_SCHEME } from "../../build/package/configuration.ts";
import { fusedProgram } from "../../build/package/fuses.ts";
import { checkedForRelease } from "../../build/package/releaseRuntime.ts";
import { fallbackFolder, fallbackVersion } from "../../build/runtime/fallback.ts";
import { officialFolder, officialVersion } from "../../build/runtime/official.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

function folderOf(version: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "version"), version);
  return folder;
}

describe("a release refuses", () => {
  it("the stand-in runtime", () => {
    const runtime = { folder: fallbackFolder(), executable: join(fallbackFolder(), "electron"), official: false };
    expect(() => checkedForRelease(runtime)).toThrow(/official Electron alone, not of the stand-in/);
  });

  it("a folder that says it is official and lies elsewhere", () => {
    const folder = folderOf(officialVersion);
    expect(() => checkedForRelease({ folder, executable: join(folder, "electron"), official: true })).toThrow(folder);
    expect(folder).not.toBe(officialFolder());
  });

  it("from the command line, before anything is written", () => {
    const folder = folderOf(fallbackVersion);
    writeFileSync(join(folder, "electron"), "");
    const before = existsSync(join(ROOT, "dist", "app"));
    const run = spawnSync(process.execPath, ["build/package/command.ts", "--release"], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder },
    });
    expect(run.stderr).toContain("a release takes no Electron from ELECTRON_OVERRIDE_DIST_PATH");
    expect(run.status).toBe(1);
    expect(existsSync(join(ROOT, "dist", "app"))).toBe(before);
  });

  it("an argument that it does not know", () => {
    const run = spawnSync(process.execPath, ["build/package/command.ts", "--relase"], { cwd: ROOT, encoding: "utf8" });
    expect(run.stderr).toContain("unknown argument --relase");
    expect(run.status).toBe(1);
  });
});

describe("the configuration", () => {
  const config = configuration({
    root: ROOT,
    staged: "staged",
    output: "output",
    runtime: { folder: "runtime", version: "1.2.3" },
    beside: ["LICENSE"],
    executable: "wattlight",
    product: "Wattlight",
  });

  it("takes the runtime that it was given and publishes nowhere", () => {
    expect(config).toMatchObject({ electronDist: "runtime", electronVersion: "1.2.3", asar: true, publish: null });
  });

  it("names the packages of each system", () => {
    expect(config.linux?.target).toEqual(["AppImage", "deb"]);
    expect(config.mac?.target).toEqual(["dmg"]);
    expect(config.win?.target).toEqual(["nsis"]);
  });

  it("opens our files and links with the program", () => {
    expect(config.fileAssociations).toEqual([
      expect.objectContaining({ ext: FILE.extension, mimeType: FILE.mimeType }),
    ]);
    expect(config.protocols).toEqual([expect.objectContaining({ schemes: [LINK_SCHEME] })]);
  });

  it("takes its icons from the drawn ones", () => {
    const drawn = config.directories?.buildResources ?? "";
    for (const icon of [config.linux?.icon, config.mac?.icon, config.win?.icon])
      expect(existsSync(join(drawn, String(icon)))).toBe(true);
  });

  it.each([
    ["linux", "out/wattlight"],
    ["darwin", "out/Wattlight.app"],
    ["win32", "out/Wattlight.exe"],
  ] as const)("finds the program that carries the fuses on %s", (platform, program) => {
    expect(fusedProgram("out", platform, "Wattlight", "wattlight")).toBe(join(program));
  });
});

describe("the release workflow", () => {
  const workflow = parse(readFileSync(join(ROOT, ".github/workflows/release.yml"), "utf8")) as {
    jobs: { packages: { steps: { run?: string; env?: Record<string, string> }[] } };
  };
  const { steps } = workflow.jobs.packages;

  it("builds through the command that refuses the stand-in, and insists on the official runtime", () => {
    const build = steps.find(({ run }) => run === "npm run release");
    expect(build?.env).toMatchObject({ WATTLIGHT_RUNTIME: "official" });
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    expect(scripts.scripts["release"]).toBe("node build/package/command.ts --release");
    expect(steps.flatMap(({ run }) => run ?? []).join("\n")).not.toContain("electron-builder");
  });
});
