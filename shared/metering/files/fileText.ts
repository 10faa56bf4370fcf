/**
 * A file's bytes as text: bounded, in chunks, decoded strictly. The bytes come from outside; whatever is wrong ends in an import.* fault with
 * the place in the file.
 */
import { importFault } from "../importFault.ts";
import { type Decoder, type Decoding, type Encoding, encodingOf, linesIn, refuseZero } from "./encoding.ts";

export const SIZE_LIMIT = 256 * 1024 * 1024;
export const HEAD = 128 * 1024;
const CHUNK = 256 * 1024;

/** An open file. `readAt` gives up to `length` bytes, none at the end; they are valid until the next call. Throws import.unreadable. */
export interface FileBytes {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: number;
  readAt(position: number, length: number): Uint8Array;
}
/** What the computer brings to a file: how bytes become text, and the zone of its clock. */
export interface Surroundings {
  readonly decoding: Decoding;
  /** IANA name. */
  readonly zone: string;
}

export interface Head {
  readonly text: string;
  /** The head is the whole file. */
  readonly whole: boolean;
  readonly encoding: Encoding;
}

/** Throws import.empty and import.tooLarge. */
export function refuseSize(bytes: number): void {
  if (bytes === 0) throw importFault("empty");
  if (bytes > SIZE_LIMIT) throw importFault("tooLarge", { bytes, limit: SIZE_LIMIT });
}

/** The beginning of the file as text. */
export function headOf(file: FileBytes, decoding: Decoding): Head {
  const head = Uint8Array.from(file.readAt(0, Math.min(HEAD, file.bytes)));
  const encoding = encodingOf(head, decoding);
  const whole = file.bytes <= HEAD;
  const text = new StrictDecoder(encoding, decoding).decode(head, whole);
  if (text.trim() === "") throw importFault("empty");
  return { text, whole, encoding };
}

/** All of the file in chunks. `seen`: is shown every byte once, in order. */
export function* chunksOf(file: FileBytes, seen?: (chunk: Uint8Array) => void): Generator<Uint8Array> {
  let position = 0;
  for (;;) {
    const chunk = file.readAt(position, CHUNK);
    if (chunk.length === 0) return;
    position += chunk.length;
    if (position > SIZE_LIMIT) throw importFault("tooLarge", { bytes: position, limit: SIZE_LIMIT });
    seen?.(chunk);
    yield chunk;
  }
}

export function* textOf(
  file: FileBytes,
  encoding: Encoding,
  decoding: Decoding,
  seen?: (chunk: Uint8Array) => void,
): Generator<string> {
  const decoder = new StrictDecoder(encoding, decoding);
  for (const chunk of chunksOf(file, seen)) yield decoder.decode(chunk, false);
  yield decoder.decode(new Uint8Array(0), true);
}

/** Decodes chunk by chunk and knows where it is when a byte does not belong to the encoding. */
class StrictDecoder {
  readonly #encoding: Encoding;
  readonly #decoding: Decoding;
  readonly #decoder: Decoder;
  #offset = 0;
  #line = 1;

  constructor(encoding: Encoding, decoding: Decoding) {
    this.#encoding = encoding;
    this.#decoding = decoding;
    try {
      this.#decoder = decoding(encoding, true);
    } catch {
      throw importFault("encoding", { encoding, line: 1, column: 1, byte: 0 });
    }
  }

  decode(chunk: Uint8Array, final: boolean): string {
    if (!this.#encoding.startsWith("utf-16")) refuseZero(chunk, this.#offset, this.#line);
    let text: string;
    try {
      text = this.#decoder.decode(chunk, !final);
    } catch {
      throw this.#misplaced(chunk);
    }
    this.#offset += chunk.length;
    this.#line += linesIn(chunk);
    return text;
  }

  /** Reads the chunk again leniently, to find the first character that could not be read. */
  #misplaced(chunk: Uint8Array) {
    const lenient = this.#decoding(this.#encoding, false).decode(chunk, false);
    const at = Math.max(0, lenient.indexOf("\uFFFD"));
    const before = lenient.slice(0, at);
    const line = this.#line + before.split("\n").length - 1;
    const column = at - before.lastIndexOf("\n");
    return importFault("encoding", { encoding: this.#encoding, line, column, byte: this.#offset + utf8Length(before) });
  }
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
