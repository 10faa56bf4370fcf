/** What stands in the place of the settings and is no file with a JSON object is renamed, never overwritten; the new name tells when (UTC). */
import { existsSync, lstatSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

/** Where the damaged file is kept now; null when the file is sound or not there. Throws when it cannot be renamed. */
export function keepDamagedSettings(folder: string, now: Date): string | null {
  const file = join(folder, "settings.json");
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined || isSound(file)) return null;
  const stamp = now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
  let kept = join(folder, `settings.damaged-${stamp}.json`);
  for (let n = 2; existsSync(kept); n++) kept = join(folder, `settings.damaged-${stamp}-${n}.json`);
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
