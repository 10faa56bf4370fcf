/**
 * `npm run node-package`: the commands of a node as a package of its own in dist/, for machines without the repository. One program and
 * its query thread, bundled; the native signature library stays a dependency, because it is chosen where the package is installed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");
const NAME = "wattlight-node";
/** node:sqlite as the node uses it. */
const LEAST_NODE = ">=24";
const NATIVE = "secp256k1";

const Manifest = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.object({ [NATIVE]: z.string() }),
});

/** The tarball's path. @param output a folder; what is staged there before is removed */
export async function packNode(output: string): Promise<string> {
  const staged = join(output, NAME);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  const bundled = await rolldown({
    input: {
      [NAME]: join(ROOT, "node/command/main.ts"),
      queryWorker: join(ROOT, "node/application/queries/queryWorker.ts"),
    },
    platform: "node",
    external: [/^node:/, "bufferutil", "utf-8-validate"],
  });
  await bundled.write({
    dir: staged,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
    banner: ({ name }) => (name === NAME ? `#!/usr/bin/env node\n${REQUIRE}` : REQUIRE),
  });
  await bundled.close();
  const { version, license, dependencies } = Manifest.parse(
    JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")),
  );
  const manifest = {
    name: NAME,
    version,
    description: "A node of the energy ledger: its commands, and the ledger behind CometBFT.",
    license,
    type: "module",
    bin: { [NAME]: `${NAME}.mjs` },
    engines: { node: LEAST_NODE },
    dependencies: { [NATIVE]: dependencies[NATIVE] },
  };
  writeFileSync(join(staged, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const file of ["LICENSE", "docs/operations.md", "deploy/systemd/wattlight-node.service"])
    cpSync(join(ROOT, file), join(staged, file));
  const packed = spawnSync("npm", ["pack", staged, "--pack-destination", output], { encoding: "utf8", cwd: output });
  if (packed.status !== 0) throw new Error(`npm pack: ${packed.stderr}`);
  return join(output, `${NAME}-${version}.tgz`);
}

/** Some of our dependencies still ship CommonJS that asks for Node's built-in modules by `require`. */
const REQUIRE =
  'import { createRequire as __wattlightRequire } from "node:module"; const require = __wattlightRequire(import.meta.url);';

if (import.meta.main) {
  const output = join(ROOT, "dist");
  mkdirSync(output, { recursive: true });
  console.log(await packNode(output));
}
