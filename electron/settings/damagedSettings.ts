/** What stands in the place of the settings and is no file with a JSON object is renamed, never overwritten; the new name tells when (UTC). */
import { existsSync, lstatSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Where the damaged file is kept now; null when the file is sound or not there. Throws when it cannot be renamed. */
export function keepDamagedSettings(folder: string, now: Date): string | null {
  const file = join(folder, "settings.json");
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined || isSound(file)) return null;
  return putAside(file, now);
}

/** Renames a damaged `NAME.json` to `NAME.damaged-TIME.json`; the new path. Throws when it cannot be renamed. */
export function putAside(file: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
  const name = join(dirname(file), `${basename(file, ".json")}.damaged-${stamp}`);
  let kept = `${name}.json`;
  for (let n = 2; existsSync(kept); n++) kept = `${name}-${n}.json`;
  renameSync(file, kept);
  return kept;
}

/** A folder, a link that leads nowhere or a file that may not be read is as little use as one that does not parse. */
function isSound(file: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
