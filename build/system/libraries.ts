/** The system libraries that Electron's window needs on Linux: found missing, installed where we may, named where we may not. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Library or program → Debian packages that bring it, the newer name first. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "libgtk-3.so.0": ["libgtk-3-0t64", "libgtk-3-0"],
  "libnss3.so": ["libnss3"],
  "libnssutil3.so": ["libnss3"],
  "libsmime3.so": ["libnss3"],
  "libnspr4.so": ["libnspr4"],
  "libgbm.so.1": ["libgbm1"],
  "libasound.so.2": ["libasound2t64", "libasound2"],
  "libatk-1.0.so.0": ["libatk1.0-0t64", "libatk1.0-0"],
  "libatk-bridge-2.0.so.0": ["libatk-bridge2.0-0t64", "libatk-bridge2.0-0"],
  "libatspi.so.0": ["libatspi2.0-0t64", "libatspi2.0-0"],
  "libcups.so.2": ["libcups2t64", "libcups2"],
  "libxkbcommon.so.0": ["libxkbcommon0"],
  "libdrm.so.2": ["libdrm2"],
  "libpango-1.0.so.0": ["libpango-1.0-0"],
  "libcairo.so.2": ["libcairo2"],
  "libdbus-1.so.3": ["libdbus-1-3"],
  "libexpat.so.1": ["libexpat1"],
  "libudev.so.1": ["libudev1"],
  Xvfb: ["xvfb"],
  xauth: ["xauth"],
  "a Chinese font": ["fonts-noto-cjk"],
};
const X_LIBRARY = /^lib(X[a-z]*|xcb[a-z-]*)\.so\.(\d+)$/;

export interface Needs {
  /** A virtual display will be started. */
  readonly virtualDisplay: boolean;
}

/** Makes sure that the runtime can open a window; throws an error that names packages and command where it cannot help. */
export function provideLibraries(executable: string, needs: Needs, say: (line: string) => void): void {
  if (process.platform !== "linux") return;
  const missing = missingThings(executable, needs);
  if (missing.length === 0) return;
  const apt = existsSync("/usr/bin/apt-get");
  const unknown = missing.filter((thing) => packagesFor(thing).length === 0);
  if (!apt || unknown.length > 0)
    throw new Error(`Electron needs ${missing.join(", ")}. Install them with your system's package manager.`);
  if (process.getuid?.() !== 0) {
    const names = [...new Set(missing.map((thing) => packagesFor(thing).at(-1) as string))];
    throw new Error(
      `Electron needs ${missing.join(", ")}. Install them with:\n  sudo apt-get install -y ${names.join(" ")}`,
    );
  }
  say(`Installing what Electron needs on this system: ${missing.join(", ")}`);
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  const names = [
    ...new Set(missing.map((thing) => packagesFor(thing).find(isKnownToApt) ?? (packagesFor(thing).at(-1) as string))),
  ];
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const still = missingThings(executable, needs);
  if (still.length > 0) throw new Error(`Still missing after installing ${names.join(" ")}: ${still.join(", ")}`);
}

function missingThings(executable: string, needs: Needs): string[] {
  const linked = spawnSync("ldd", [executable], { encoding: "utf8" }).stdout ?? "";
  const missing = [...linked.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] as string);
  if (needs.virtualDisplay) for (const program of ["Xvfb", "xauth"]) if (!hasProgram(program)) missing.push(program);
  const fonts = spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" });
  if (needs.virtualDisplay && (fonts.status !== 0 || fonts.stdout.trim() === "")) missing.push("a Chinese font");
  return [...new Set(missing)];
}

function packagesFor(thing: string): readonly string[] {
  const known = PACKAGES[thing];
  if (known) return known;
  const x = X_LIBRARY.exec(thing);
  return x ? [`lib${(x[1] as string).toLowerCase()}${x[2]}`] : [];
}

function hasProgram(name: string): boolean {
  return spawnSync("which", [name]).status === 0;
}

function isKnownToApt(name: string): boolean {
  return spawnSync("apt-cache", ["show", name]).status === 0;
}
