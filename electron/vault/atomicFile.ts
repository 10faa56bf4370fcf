/**
 * Small files that survive a power cut: written beside, flushed, renamed into place, the folder flushed. A reader sees the
 * whole old file or the whole new one. Leftovers of a killed write never carry the real name.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Replaces `path`, or with `exclusive` creates it and throws EEXIST when it is there, however it came there. */
export async function writeAtomic(path: string, data: string | Uint8Array, exclusive = false): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  const file = await open(temporary, "wx", 0o600);
  try {
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    if (exclusive) await createAs(temporary, path);
    else await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await flushFolder(folder);
}

/** A hard link fails when the name is taken, in one step; file systems without links get an exclusive create instead. */
async function createAs(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw error;
    await (await open(path, "wx", 0o600)).close();
    await rename(temporary, path);
    return;
  }
  await unlink(temporary);
}

/** Removes what killed writes of `path` left behind. */
export async function sweepParts(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => name.startsWith(`.${basename(path)}.`) && name.endsWith(".part"));
  await Promise.all(left.map((name) => unlink(join(folder, name)).catch(() => undefined)));
}

/** Makes a rename within the folder of `path` durable. */
export const flushFolderOf = (path: string): Promise<void> => flushFolder(dirname(path));

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // Windows cannot open a folder for flushing.
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
