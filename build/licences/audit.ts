/**
 * What can be said of the dependencies without a network: each is pinned by its hash, under a licence that we may use, and runs a script
 * at installation only where somebody allowed or forbade it by name. Known vulnerabilities are not among it: `npm audit` asks a server.
 */
import { isAllowed } from "./expression.ts";
import type { LockedPackage } from "./lock.ts";

/** May be in what is handed out: permissive, their texts travel along (notices.ts). */
export const SHIPPED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "OFL-1.1",
]);
/** May be used for building and testing besides: nothing of them is in the packages. */
export const TOOLS: ReadonlySet<string> = new Set([...SHIPPED, "MPL-2.0", "Python-2.0", "WTFPL"]);

/**
 * Packages whose manifest names no licence, by the hash of what was read: their own LICENSE file holds the text of the one named here. Another
 * version has another hash and is read again.
 */
export const READ: ReadonlyMap<string, string> = new Map([
  // suncalc 2.0.2
  ["sha512-cedP91TuhxggoERke/jLkUVr/VMUifEMz1OkxfBZezvOFQdk8LSe9CFv7/Ov0Frn2tc2YUs+44oSrXeNEyTyGQ==", "BSD-2-Clause"],
]);

export type LockFault =
  | { readonly fault: "licence"; readonly package: string; readonly licence: string; readonly shipped: boolean }
  /** The package on the disk states another licence than the lock file. */
  | { readonly fault: "differs"; readonly package: string; readonly locked: string; readonly installed: string }
  | { readonly fault: "unpinned"; readonly package: string }
  | { readonly fault: "script"; readonly package: string };

export interface AuditInput {
  readonly packages: readonly LockedPackage[];
  /** `allowScripts` of package.json: yes or no by name. */
  readonly scripts: Readonly<Record<string, unknown>>;
  /** Licence in the installed package.json; undefined where it is not installed or states none. */
  readonly installed: (path: string) => string | undefined;
}

export function audit({ packages, scripts, installed }: AuditInput): LockFault[] {
  return packages.flatMap((one) => {
    const name = `${one.name} ${one.version}`;
    const faults: LockFault[] = [];
    const licence = one.licence ?? READ.get(one.integrity ?? "") ?? "";
    if (!isAllowed(licence, one.development ? TOOLS : SHIPPED))
      faults.push({ fault: "licence", package: name, licence: licence || "none", shipped: !one.development });
    const onDisk = installed(one.path);
    if (onDisk !== undefined && onDisk !== licence)
      faults.push({ fault: "differs", package: name, locked: licence, installed: onDisk });
    if (one.integrity?.startsWith("sha512-") !== true) faults.push({ fault: "unpinned", package: name });
    if (one.hasInstallScript && typeof scripts[one.name] !== "boolean") faults.push({ fault: "script", package: name });
    return faults;
  });
}

export function sentenceOf(fault: LockFault): string {
  switch (fault.fault) {
    case "licence":
      return `${fault.package}: licence ${fault.licence} is not allowed for ${fault.shipped ? "what is handed out" : "tools"}`;
    case "differs":
      return `${fault.package}: the lock file says ${fault.locked}, the installed package ${fault.installed}`;
    case "unpinned":
      return `${fault.package}: not pinned by a sha512`;
    case "script":
      return `${fault.package}: runs a script at installation; say yes or no in allowScripts of package.json`;
  }
}
