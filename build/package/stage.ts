/**
 * What goes into the package, and nothing else: the bundles of out/ without their maps (a map holds the sources), and a package.json of
 * four lines. Everything that the bundles need is in them, so no node_modules travels along.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of out/ that the running program reads. */
export const STAGED = ["main", "preload", "renderer"] as const;

export interface About {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

/** Fills `target` anew; throws when a bundle is missing. */
export function stage(root: string, target: string): About {
  const about = aboutOf(root);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const folder of STAGED) {
    const from = join(root, "out", folder);
    if (!existsSync(from)) throw new Error(`${from} is missing: bundle first (npm run build)`);
    cpSync(from, join(target, folder), { recursive: true, filter: (path) => !path.endsWith(".map") });
  }
  const { name, productName, version, description, license } = about;
  const manifest = { name, productName, version, description, license, type: "module", main: "main/main.mjs" };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return about;
}

function aboutOf(root: string): About {
  const found: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const text = (name: keyof About): string => {
    const value: unknown = typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined;
    if (typeof value !== "string" || value === "") throw new Error(`package.json has no ${name}`);
    return value;
  };
  return {
    name: text("name"),
    productName: text("productName"),
    version: text("version"),
    description: text("description"),
    license: text("license"),
  };
}
