/** Which encoding a meter file has: byte order marks, UTF-8, GB18030 or Windows-1252; and whether it is text at all. */
import { importFault } from "../importFault.ts";

/** What turns bytes into text; comes from outside, because pure code has none. Throws at bytes that the encoding does not have if `fatal`. */
export interface Decoder {
  decode(bytes: Uint8Array, more: boolean): string;
}
export type Decoding = (encoding: Encoding, fatal: boolean) => Decoder;

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** Judges the head of a file. Throws import.binary for what is no text. */
export function encodingOf(head: Uint8Array, decoding: Decoding): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  refuseBinary(head, 0, 1);
  if (isUtf8(head, decoding)) return "utf-8";
  return looksLikeGb(head) ? "gb18030" : "windows-1252";
}

/** Control characters that no text has: all but tab, line feed, vertical tab, form feed, carriage return and escape. */
const isControl = (byte: number): boolean => (byte < 9 || (byte > 13 && byte < 32) || byte === 127) && byte !== 27;

/** Throws import.binary at the first control character. `offset`, `line`: where the chunk begins. */
export function refuseBinary(chunk: Uint8Array, offset: number, line: number): void {
  for (let i = 0; i < chunk.length; i++) if (isControl(chunk[i] ?? NaN)) throw binaryAt(chunk, i, offset, line);
}
/** The quick form for the rest of a file: a zero byte. */
export function refuseZero(chunk: Uint8Array, offset: number, line: number): void {
  const at = chunk.indexOf(0);
  if (at >= 0) throw binaryAt(chunk, at, offset, line);
}

function binaryAt(chunk: Uint8Array, at: number, offset: number, line: number) {
  const before = chunk.subarray(0, at);
  const start = before.lastIndexOf(10) + 1;
  return importFault("binary", { line: line + linesIn(before), column: at - start + 1, byte: offset + at });
}

export function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

function isUtf8(head: Uint8Array, decoding: Decoding): boolean {
  try {
    decoding("utf-8", true).decode(head, true);
    return true;
  } catch {
    return false;
  }
}

/** Chinese text in GB18030 is pairs of high bytes; an accented letter of Windows-1252 stands beside ASCII. */
function looksLikeGb(head: Uint8Array): boolean {
  let pairs = 0;
  let single = 0;
  for (let i = 0; i < head.length; i++) {
    if ((head[i] ?? NaN) < 0x81) continue;
    if ((head[i] ?? NaN) >= 0xa1 && (head[i + 1] ?? NaN) >= 0xa1) {
      pairs++;
      i++;
    } else single++;
  }
  return pairs > single;
}
