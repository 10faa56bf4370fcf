/**
 * `npm run package`: an unpacked program for this computer in dist/, with whatever Electron runs here. `npm run release`: the packages
 * that are handed out (AppImage and deb, dmg, or the Windows installer, each on its own system), with the official Electron or not at all.
 */
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, Platform } from "electron-builder";
import { bundle, ROOT } from "../bundle.ts";
import { lockedPackages } from "../licences/lock.ts";
import { notices } from "../licences/notices.ts";
import { provideElectron, type Runtime } from "../runtime/electron.ts";
import { configuration } from "./configuration.ts";
import { fusedProgram } from "./fuses.ts";
import { releaseRuntime, versionIn } from "./releaseRuntime.ts";
import { stage } from "./stage.ts";

const DIST = join(ROOT, "dist");
/** The packaged executable's name, where it is not the product's. */
const EXECUTABLE = "wattlight";

export interface Packaged {
  /** The folder that the program runs from. */
  readonly folder: string;
  /** What carries the fuses: the executable, or the `.app` bundle on macOS. */
  readonly program: string;
  readonly asar: string;
}

/** The program, unpacked, for this system; nothing of it is downloaded. */
export async function packageHere(runtime: Runtime, output: string): Promise<Packaged> {
  const product = await pack(runtime, output, true);
  const folder = join(output, unpackedName());
  const program = fusedProgram(folder, process.platform, product, EXECUTABLE);
  const resources = process.platform === "darwin" ? join(program, "Contents", "Resources") : join(folder, "resources");
  return { folder, program, asar: join(resources, "app.asar") };
}

async function pack(runtime: Runtime, output: string, unpackedOnly: boolean): Promise<string> {
  const staged = join(output, "app");
  const { productName } = stage(ROOT, staged);
  const thirdParty = join(output, "LICENSES.packages.txt");
  writeFileSync(thirdParty, notices(ROOT, lockedPackages(ROOT)));
  const config = configuration({
    root: ROOT,
    staged,
    output,
    runtime: { folder: runtime.folder, version: versionIn(runtime.folder) },
    beside: [join(ROOT, "LICENSE"), thirdParty],
    executable: EXECUTABLE,
    product: productName,
  });
  const targets = Platform.current().createTarget(unpackedOnly ? "dir" : null);
  await build({ targets, config, projectDir: ROOT, publish: "never" });
  for (const draft of [staged, thirdParty]) rmSync(draft, { recursive: true, force: true });
  return productName;
}

function unpackedName(): string {
  const arch = process.arch === "x64" ? "" : `-${process.arch}`;
  const system = process.platform === "darwin" ? "mac" : process.platform === "win32" ? "win" : "linux";
  return system === "mac" ? `mac${arch}` : `${system}${arch}-unpacked`;
}

/** Bytes of all files under a folder. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function main(args: readonly string[]): Promise<void> {
  const say = (line: string): void => console.log(line);
  const unknown = args.find((arg) => arg !== "--release");
  if (unknown !== undefined) throw new Error(`unknown argument ${unknown}; --release is the only one`);
  if (args.includes("--release")) {
    const runtime = await releaseRuntime();
    await bundle();
    await pack(runtime, DIST, false);
    say(`Packages of Electron ${versionIn(runtime.folder)} are in ${DIST}. Sign them: npm run manifest -- make …`);
    return;
  }
  const runtime = await provideElectron(say);
  await bundle();
  const { folder, asar, program } = await packageHere(runtime, DIST);
  const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  say(`${program}: ${mega(sizeOf(folder))}, of which our own code ${mega(statSync(asar).size)}`);
  if (!runtime.official)
    say(`It runs on the stand-in runtime ${versionIn(runtime.folder)}: for trying out, not for handing out.`);
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
