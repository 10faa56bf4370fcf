/** The official Electron of the version that package.json pins, checked against the checksums inside its npm package. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { extract } from "@electron-internal/extract-zip";
import { downloadArtifact } from "@electron/get";
import { cacheFolder } from "./cache.ts";
import { placeFolder } from "./place.ts";

const require = createRequire(import.meta.url);
const packageFile = require.resolve("electron/package.json");
/** No byte for this long means that the site cannot be reached from here. */
const SILENCE_MS = 20_000;

export const officialVersion = (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;

export function officialFolder(): string {
  return join(cacheFolder(), "runtime", `electron-${officialVersion}-${process.platform}-${process.arch}`);
}

/** Folder of the unpacked runtime; throws when it cannot be downloaded. */
export async function placeOfficial(): Promise<string> {
  const folder = officialFolder();
  await placeFolder(folder, async (draft) => {
    const patience = new AbortController();
    let timer = setTimeout(() => patience.abort(new Error("no answer")), SILENCE_MS);
    try {
      const zip = await downloadArtifact({
        version: officialVersion,
        artifactName: "electron",
        platform: process.platform,
        arch: process.arch,
        cacheRoot: join(cacheFolder(), "download"),
        checksums: JSON.parse(readFileSync(require.resolve("electron/checksums.json"), "utf8")) as Record<
          string,
          string
        >,
        downloadOptions: {
          signal: patience.signal,
          quiet: true,
          getProgressCallback: async () => {
            clearTimeout(timer);
            timer = setTimeout(() => patience.abort(new Error("download stalled")), SILENCE_MS);
          },
        },
      });
      clearTimeout(timer);
      await extract(zip, { dir: draft });
    } finally {
      clearTimeout(timer);
    }
  });
  return folder;
}
