/** A meter file that a command line names, open for reading: never a folder, a device or a pipe that nobody writes to. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import type { FileBytes, Surroundings } from "../../shared/metering/files/fileText.ts";
import { importFault } from "../../shared/metering/importFault.ts";

/** Runs `use` on the open file. Throws import.unreadable. */
export function withMeterBytes<T>(path: string, use: (file: FileBytes) => T): T {
  const unreadable = (error: unknown) =>
    importFault("unreadable", { reason: error instanceof Error && "code" in error ? String(error.code) : "unknown" });
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(error);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw importFault("unreadable", { reason: "not a file" });
    let buffer = new Uint8Array(0);
    const readAt = (position: number, length: number): Uint8Array => {
      if (buffer.length < length) buffer = new Uint8Array(length);
      try {
        return buffer.subarray(0, readSync(fd, buffer, 0, length, position));
      } catch (error) {
        throw unreadable(error);
      }
    };
    return use({ name: basename(path), bytes: stat.size, readAt });
  } finally {
    closeSync(fd);
  }
}

export const SURROUNDINGS: Surroundings = {
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  decoding: (encoding, fatal) => {
    const decoder = new TextDecoder(encoding, { fatal });
    return { decode: (bytes, more) => decoder.decode(bytes, { stream: more }) };
  },
};
