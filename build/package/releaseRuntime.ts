/**
 * Which Electron a release may be made of: the official one of the pinned version, downloaded here and checked against the checksums in its
 * npm package. No stand-in, and no folder that somebody names.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Runtime } from "../runtime/electron.ts";
import { provideElectron } from "../runtime/electron.ts";
import { officialFolder, officialVersion } from "../runtime/official.ts";

/** Throws, with the reason, unless the official Electron is there or can be had. */
export async function releaseRuntime(): Promise<Runtime> {
  if (process.env["ELECTRON_OVERRIDE_DIST_PATH"])
    throw new Error("a release takes no Electron from ELECTRON_OVERRIDE_DIST_PATH: unset it");
  process.env["WATTLIGHT_RUNTIME"] = "official";
  return checkedForRelease(await provideElectron(console.log));
}

/** The runtime itself, when a release may be made of it. */
export function checkedForRelease(runtime: Runtime): Runtime {
  if (!runtime.official || runtime.folder !== officialFolder())
    throw new Error(`a release is made of the official Electron alone, not of the stand-in in ${runtime.folder}`);
  const version = versionIn(runtime.folder);
  if (version !== officialVersion)
    throw new Error(`a release is made of Electron ${officialVersion}; ${runtime.folder} has ${version}`);
  return runtime;
}

/** The version that stands in an unpacked Electron's folder. */
export function versionIn(folder: string): string {
  return readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/, "");
}
