/** `npm run licences`: the dependencies by licence, and what is wrong with them; code 1 when something is. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../bundle.ts";
import { audit, sentenceOf } from "./audit.ts";
import { type LockedPackage, lockedPackages, record } from "./lock.ts";

const packages = lockedPackages(ROOT);
const faults = audit({
  packages,
  scripts: record(manifestIn("")["allowScripts"]),
  installed: (path) => {
    const { license } = manifestIn(path);
    return typeof license === "string" ? license : undefined;
  },
});

for (const [title, development] of [
  ["handed out", false],
  ["for building and testing", true],
] as const) {
  const some = packages.filter((one) => one.development === development);
  console.log(`${some.length} packages ${title}`);
  for (const [licence, count] of byLicence(some)) console.log(`${String(count).padStart(5)}  ${licence}`);
}
for (const fault of faults) console.log(`WRONG  ${sentenceOf(fault)}`);
console.log(
  faults.length === 0
    ? "Every licence is allowed, every package pinned. Known vulnerabilities: npm audit, where its server can be reached."
    : `${faults.length} things are wrong.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function manifestIn(path: string): Readonly<Record<string, unknown>> {
  const file = join(ROOT, path, "package.json");
  return existsSync(file) ? record(JSON.parse(readFileSync(file, "utf8"))) : {};
}

function byLicence(some: readonly LockedPackage[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { licence = "none" } of some) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
