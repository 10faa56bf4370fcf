/** The licences of everything that is bundled, as their authors ask for: one text that lies beside the program. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LockedPackage } from "./lock.ts";

const NAMES = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Texts of all packages that are not for development alone, in the order of their paths. */
export function notices(root: string, packages: readonly LockedPackage[]): string {
  const shipped = packages.filter(({ development, path }) => !development && existsSync(join(root, path)));
  const parts = shipped.map(({ name, version, licence, path }) => {
    const folder = join(root, path);
    const texts = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && NAMES.test(entry.name))
      .map((entry) => readFileSync(join(folder, entry.name), "utf8").trim());
    return [`${name} ${version} (${licence ?? "no licence stated"})`, ...texts].join("\n\n");
  });
  const head = `Wattlight contains these ${parts.length} packages. Electron's and Chromium's own licences are in files of their own.`;
  return `${[head, ...parts].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
