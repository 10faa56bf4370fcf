/** A settings file that is no JSON object is renamed, never overwritten; the new name tells when (UTC). */
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

/** Where the damaged file is kept now; null when the file is sound or not there. Throws when it cannot be renamed. */
export function keepDamagedSettings(folder: string, now: Date): string | null {
  const file = join(folder, "settings.json");
  if (!existsSync(file) || isObject(readFileSync(file, "utf8"))) return null;
  const stamp = now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
  let kept = join(folder, `settings.damaged-${stamp}.json`);
  for (let n = 2; existsSync(kept); n++) kept = join(folder, `settings.damaged-${stamp}-${n}.json`);
  renameSync(file, kept);
  return kept;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
