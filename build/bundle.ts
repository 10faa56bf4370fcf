/** Bundles the application into out/: main process, worker, utility process and preloads with Rolldown, the renderer with Vite. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { build as viteBuild } from "vite";
import { rendererConfig } from "./renderer.ts";

export const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "out");
const STAMP = join(OUT, "stamp");

/** Each process of the application: its entry and the file that it becomes. */
const PROCESSES = [
  { entry: "electron/main.ts", file: "main/main.mjs", format: "esm" },
  { entry: "electron/local/main.ts", file: "main/local.mjs", format: "esm" },
  { entry: "electron/devices/main.ts", file: "main/devices.mjs", format: "esm" },
  { entry: "node/embedded/main.ts", file: "main/node.mjs", format: "esm" },
  { entry: "electron/preload/wallet.ts", file: "preload/wallet.cjs", format: "cjs" },
  { entry: "electron/preload/safe.ts", file: "preload/safe.cjs", format: "cjs" },
  { entry: "electron/preload/kiosk.ts", file: "preload/kiosk.cjs", format: "cjs" },
] as const;

/** What native or runtime modules stay outside the bundles. */
const EXTERNAL = [/^node:/, "electron", "bufferutil", "utf-8-validate"];

const NO_SCHEMAS = join(import.meta.dirname, "noSchemas.ts");
const NO_SERIAL_PORT = join(import.meta.dirname, "noSerialPort.ts");
const UNUSED = { "ajv/dist/2020.js": NO_SCHEMAS, "ajv-formats": NO_SCHEMAS, serialport: NO_SERIAL_PORT };

export async function bundle(): Promise<void> {
  await rm(STAMP, { force: true });
  await rm(join(OUT, "main"), { recursive: true, force: true });
  await Promise.all(PROCESSES.map((process) => bundleProcess(process)));
  await viteBuild(rendererConfig(ROOT));
  await mkdir(OUT, { recursive: true });
  await writeFile(STAMP, "");
}

/** Bundles only when a source is newer than the last complete bundle. */
export async function bundleIfStale(say: (line: string) => void): Promise<void> {
  if (existsSync(STAMP)) {
    const built = (await stat(STAMP)).mtimeMs;
    const sources = ["electron", "renderer", "shared", "node", "build"].map((folder) => newest(join(ROOT, folder)));
    const latest = Math.max(...(await Promise.all(sources)), (await stat(join(ROOT, "package-lock.json"))).mtimeMs);
    if (latest <= built) return;
  }
  say("Bundling the application…");
  await bundle();
}

async function bundleProcess({ entry, file, format }: (typeof PROCESSES)[number]): Promise<void> {
  const bundled = await rolldown({
    input: join(ROOT, entry),
    platform: "node",
    external: EXTERNAL,
    resolve: { alias: UNUSED },
    // Some of our dependencies still ship CommonJS that asks for Node's built-in modules by `require`.
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
  });
  const name = basename(file);
  const common = { sourcemap: true, ...COMPACT } as const;
  await bundled.write(
    format === "esm"
      ? // What is imported on first use alone, such as the passphrase estimator's lists, stays in files of its own.
        {
          dir: join(OUT, dirname(file)),
          entryFileNames: name,
          chunkFileNames: `${name.replace(".mjs", "")}-[name]-[hash].mjs`,
          format,
          ...common,
          banner: REQUIRE,
        }
      : { file: join(OUT, file), format, ...common, codeSplitting: false },
  );
  await bundled.close();
}

/**
 * V8 keeps the text of every running script in memory, two bytes per character as soon as one of them is not Latin: so no comments
 * but licences, no white space, and Chinese words escaped. Names stay as they are, so that the log's stack traces can be read.
 */
const COMPACT = {
  charset: "ascii",
  comments: { legal: true, annotation: false, jsdoc: false },
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
} as const;

const REQUIRE =
  'import { createRequire as __wattlightRequire } from "node:module"; const require = __wattlightRequire(import.meta.url);';

async function newest(folder: string): Promise<number> {
  let latest = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) latest = Math.max(latest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  }
  return latest;
}

if (import.meta.main) await bundle();
