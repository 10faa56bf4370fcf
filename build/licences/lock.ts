/** What package-lock.json says of every package: the one list that `npm ci` installs from. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface LockedPackage {
  /** Where it lies, such as `node_modules/react`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression; undefined when the package states none. */
  readonly licence: string | undefined;
  readonly integrity: string | undefined;
  readonly hasInstallScript: boolean;
  /** Needed for building and testing alone; the others are in the packages that are handed out. */
  readonly development: boolean;
}

/** Throws when the file is no lock file of the known version. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock = record(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  if (lock["lockfileVersion"] !== 3)
    throw new Error(`package-lock.json has version ${String(lock["lockfileVersion"])}`);
  return Object.entries(record(lock["packages"]))
    .filter(([path]) => path !== "")
    .map(([path, entry]) => {
      const found = record(entry);
      const text = (name: string): string | undefined =>
        typeof found[name] === "string" ? (found[name] as string) : undefined;
      return {
        path,
        name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
        version: text("version") ?? "",
        licence: text("license"),
        integrity: text("integrity"),
        hasInstallScript: found["hasInstallScript"] === true,
        development: found["dev"] === true || found["devOptional"] === true,
      };
    });
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
