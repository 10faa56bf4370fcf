/** What this program is: its version stands in the nearest package.json above it, the repository's or the one of the package. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { knownRules } from "../application/knownRules.ts";
import { COMET_VERSION } from "../comet/program.ts";

const Manifest = z.looseObject({ version: z.string() });

export function versionLine(): string {
  const rules = knownRules.versions.join(", ");
  return `wattlight-node ${ownVersion(import.meta.dirname)} (rules of version ${rules}, CometBFT ${COMET_VERSION}, Node ${process.versions.node})`;
}

function ownVersion(folder: string): string {
  const file = join(folder, "package.json");
  if (existsSync(file)) return Manifest.parse(JSON.parse(readFileSync(file, "utf8"))).version;
  const above = dirname(folder);
  return above === folder ? "unknown" : ownVersion(above);
}
