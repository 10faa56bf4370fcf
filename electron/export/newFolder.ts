/**
 * A folder that is there whole or not at all: filled under a hidden name beside its place, flushed, and renamed. What a killed filling left
 * behind keeps the hidden name, and goes when the next one of the same name begins.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, flushFolderOf } from "../vault/atomicFile.ts";

/** So many of one name may stand beside each other. */
const ALIKE_MAX = 1000;

export interface NewFolder {
  /** Where it is filled. */
  readonly path: string;
  /** Puts it in its place; the name that it got there. Fault: `file.write` {file, why}; nothing is left then. */
  finish(): Promise<string>;
  abandon(): Promise<void>;
}

/** Fault: `file.write` {file, why} when nothing can be made in `parent`. */
export async function newFolder(parent: string, name: string): Promise<NewFolder> {
  const path = join(parent, `.${name}.part`);
  const abandon = () => rm(path, { recursive: true, force: true });
  await told(path, async () => {
    await abandon();
    await mkdir(path, { mode: 0o700 });
  });
  return {
    path,
    abandon,
    async finish() {
      try {
        return await told(path, async () => {
          await flushAll(path);
          const free = freeName(parent, name);
          await rename(path, join(parent, free));
          await flushFolderOf(join(parent, free));
          return free;
        });
      } catch (error) {
        await abandon().catch(() => undefined);
        throw error;
      }
    },
  };
}

/** Writes one file of a folder that is being filled, piece by piece; folders on the way are made. Faults as thrown by the system. */
export function writePieces(path: string, pieces: Iterable<string | Uint8Array>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, "wx", 0o600);
  try {
    for (const piece of pieces) writeWhole(file, typeof piece === "string" ? Buffer.from(piece) : piece);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The system may take less than it was given, on a disk that is nearly full. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Whatever goes wrong with the disk, as a fault that names the place. */
export async function told<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultError || codeOf(error) === undefined) throw error;
    throw new FaultError("file.write", { file, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

function freeName(parent: string, name: string): string {
  for (let n = 1; n <= ALIKE_MAX; n++) {
    const tried = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(join(parent, tried))) return tried;
  }
  throw new FaultError("file.write", { file: join(parent, name), why: "EEXIST" }, "correct");
}

/** Files were flushed as they were written; their names are in folders that have to be, too. Windows cannot open a folder. */
async function flushAll(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const one of [...folders, folder]) {
    const handle = await open(one, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
