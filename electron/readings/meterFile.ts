/** A meter file on disk, open for reading; faults get its name, and nothing is kept of a faulty file. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type FileBytes, refuseSize, type Surroundings } from "../../shared/metering/files/fileText.ts";
import { importFault } from "../../shared/metering/importFault.ts";

/** Runs `read` on the open file; faults get the file's name. */
export function withMeterFile<T>(path: string, read: (file: FileBytes) => T): T {
  let fd: number | undefined;
  try {
    fd = open(path);
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw importFault("unreadable", { reason: "not a file" });
    refuseSize(stat.size);
    return read({ name: basename(path), bytes: stat.size, readAt: readerOf(fd) });
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new FaultError(error.fault.code, { file: basename(path), ...error.fault.data }, error.fault.next);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function open(path: string): number {
  try {
    // Not blocking: a pipe without a writer must be refused, not waited for.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(error);
  }
}

function readerOf(fd: number): FileBytes["readAt"] {
  let buffer = Buffer.alloc(0);
  return (position, length) => {
    if (buffer.length < length) buffer = Buffer.alloc(length);
    try {
      return buffer.subarray(0, readSync(fd, buffer, 0, length, position));
    } catch (error) {
      throw unreadable(error);
    }
  };
}

const unreadable = (error: unknown): FaultError =>
  importFault("unreadable", { reason: error instanceof Error && "code" in error ? String(error.code) : "unknown" });

export const SURROUNDINGS: Surroundings = {
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  decoding: (encoding, fatal) => {
    const decoder = new TextDecoder(encoding, { fatal });
    return { decode: (bytes, more) => decoder.decode(bytes, { stream: more }) };
  },
};
