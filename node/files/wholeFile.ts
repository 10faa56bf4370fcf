/** A file that is written whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Temporary file, fsync, rename, fsync of the folder: after a crash the name holds all of it, or what it held before. */
export function writeWhole(file: string, bytes: Uint8Array, mode: number): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", mode);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
