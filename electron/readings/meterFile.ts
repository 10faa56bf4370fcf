/**
 * Reads a meter file from disk: bounded, in chunks, decoded strictly. Whatever is wrong ends in an import.* fault with the
 * file's name, line and column; nothing is kept of a faulty file.
 */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ImportChoices } from "../../shared/ipc/energyViews.ts";
import { importFault } from "../../shared/metering/importFault.ts";
import { MeterScan, type Scanned } from "../../shared/metering/meterScan.ts";
import { type Layout, layoutOf } from "../../shared/metering/understand.ts";
import { type Encoding, encodingOf, linesIn, refuseZero } from "./encoding.ts";

export const SIZE_LIMIT = 256 * 1024 * 1024;
const HEAD = 128 * 1024;
const CHUNK = 256 * 1024;

export interface Head {
  readonly text: string;
  /** The head is the whole file. */
  readonly whole: boolean;
  readonly encoding: Encoding;
  readonly bytes: number;
}
export interface ScannedFile {
  readonly layout: Layout;
  readonly scanned: Scanned;
  readonly bytes: number;
  /** SHA-256 of the bytes that were read. */
  readonly digest: string;
}

/** Runs `read` on the open file; faults get the file's name. */
function withFile<T>(path: string, read: (fd: number, bytes: number) => T): T {
  let fd: number | undefined;
  try {
    fd = open(path);
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw importFault("unreadable", { reason: "not a file" });
    if (stat.size === 0) throw importFault("empty");
    if (stat.size > SIZE_LIMIT) throw importFault("tooLarge", { bytes: stat.size, limit: SIZE_LIMIT });
    return read(fd, stat.size);
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
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw importFault("unreadable", { reason: code });
  }
}

function readAt(fd: number, buffer: Buffer, position: number): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, position);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw importFault("unreadable", { reason: code });
  }
}

/** The beginning of the file as text. */
export function readHead(path: string): Head {
  return withFile(path, (fd, bytes) => {
    const buffer = Buffer.alloc(Math.min(HEAD, bytes));
    const head = buffer.subarray(0, readAt(fd, buffer, 0));
    const encoding = encodingOf(head);
    const decoder = new StrictDecoder(encoding);
    const whole = bytes <= HEAD;
    const text = decoder.decode(head, whole);
    if (text.trim() === "") throw importFault("empty");
    return { text, whole, encoding, bytes };
  });
}

/** Reads the whole file with the given choices. */
export function scanFile(path: string, head: Head, choices: ImportChoices): ScannedFile {
  return withFile(path, (fd) => {
    const layout = layoutOf(head.text, head.whole, choices);
    const scan = new MeterScan(layout);
    const decoder = new StrictDecoder(head.encoding);
    const hash = createHash("sha256");
    const buffer = Buffer.alloc(CHUNK);
    let position = 0;
    for (;;) {
      const read = readAt(fd, buffer, position);
      if (read === 0) break;
      position += read;
      if (position > SIZE_LIMIT) throw importFault("tooLarge", { bytes: position, limit: SIZE_LIMIT });
      const chunk = buffer.subarray(0, read);
      hash.update(chunk);
      scan.push(decoder.decode(chunk, false));
    }
    scan.push(decoder.decode(Buffer.alloc(0), true));
    return { layout, scanned: scan.end(), bytes: position, digest: hash.digest("hex") };
  });
}

/** Decodes chunk by chunk and knows where it is when a byte does not belong to the encoding. */
class StrictDecoder {
  readonly #encoding: Encoding;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #offset = 0;
  #line = 1;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    try {
      this.#decoder = new TextDecoder(encoding, { fatal: true });
    } catch {
      throw importFault("encoding", { encoding, line: 1, column: 1, byte: 0 });
    }
  }

  decode(chunk: Buffer, final: boolean): string {
    if (!this.#encoding.startsWith("utf-16")) refuseZero(chunk, this.#offset, this.#line);
    let text: string;
    try {
      text = this.#decoder.decode(chunk, { stream: !final });
    } catch {
      throw this.#misplaced(chunk);
    }
    this.#offset += chunk.length;
    this.#line += linesIn(chunk);
    return text;
  }

  /** Reads the chunk again leniently, to find the first character that could not be read. */
  #misplaced(chunk: Buffer) {
    const lenient = new TextDecoder(this.#encoding).decode(chunk);
    const at = Math.max(0, lenient.indexOf("\uFFFD"));
    const before = lenient.slice(0, at);
    const line = this.#line + before.split("\n").length - 1;
    const column = at - before.lastIndexOf("\n");
    const byte = this.#offset + Buffer.byteLength(before, "utf8");
    return importFault("encoding", { encoding: this.#encoding, line, column, byte });
  }
}
