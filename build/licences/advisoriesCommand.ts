/** `npm run advisories`: asks the registry for known vulnerabilities. Code 0: none that matters; 1: some; 3: it could not be asked. */
import { spawnSync } from "node:child_process";
import { ROOT } from "../bundle.ts";
import { advisorySentence, isGrave, readAdvisories } from "./advisories.ts";
import { lockedPackages } from "./lock.ts";

const run = spawnSync("npm", ["audit", "--json"], { cwd: ROOT, encoding: "utf8", timeout: 60_000 });
const shipped = lockedPackages(ROOT).filter((one) => !one.development);
const advisories = readAdvisories(run.stdout ?? "", new Set(shipped.map(({ name }) => name)));
if (advisories.asked) {
  for (const one of advisories.found) console.log(`${isGrave(one) ? "WRONG " : "note  "} ${advisorySentence(one)}`);
  console.log(`${advisories.packages} packages asked about, ${advisories.found.length} with known vulnerabilities.`);
  process.exitCode = advisories.found.some(isGrave) ? 1 : 0;
} else {
  console.log(`Known vulnerabilities: not asked, nothing is known about them. ${advisories.why.split(" - ")[0]}`);
  process.exitCode = 3;
}
