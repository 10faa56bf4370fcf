/** Where downloaded runtimes live: outside node_modules, so that `npm ci` does not fetch them again. */
import { homedir } from "node:os";
import { join } from "node:path";

export function cacheFolder(): string {
  const own = process.env["WATTLIGHT_CACHE"];
  if (own) return own;
  switch (process.platform) {
    case "darwin":
      return join(homedir(), "Library", "Caches", "wattlight");
    case "win32":
      return join(process.env["LOCALAPPDATA"] ?? homedir(), "wattlight", "cache");
    default:
      return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "wattlight");
  }
}
