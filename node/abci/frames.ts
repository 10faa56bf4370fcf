/**
 * Frames of ABCI's socket protocol (CometBFT v0.38, spec/abci, "Socket"): an unsigned protobuf varint with the message's length
 * in bytes, then the message.
 */

/** Largest message taken, bytes: CometBFT's own bound (100 MiB, the largest block) and room for what surrounds the block. */
export const FRAME_LIMIT = 104_857_600 + 4_194_304;
/** A length below 2^28 fits four groups of seven bits. */
const LENGTH_BYTES = 4;

export class FrameError extends Error {
  override readonly name = "FrameError";
}

/** The message with its length before it. */
export function frame(message: Uint8Array): Uint8Array {
  const prefix: number[] = [];
  let rest = message.length;
  for (; rest > 127; rest >>>= 7) prefix.push((rest & 127) | 128);
  prefix.push(rest);
  const out = new Uint8Array(prefix.length + message.length);
  out.set(prefix);
  out.set(message, prefix.length);
  return out;
}

/** Cuts a stream of bytes into messages, whatever pieces it arrives in; holds at most one unfinished message. */
export class FrameReader {
  #length: number | undefined;
  #prefix: number[] = [];
  #parts: Uint8Array[] = [];
  #held = 0;

  readonly #limit: number;

  /** @param limit largest message, bytes */
  constructor(limit = FRAME_LIMIT) {
    this.#limit = limit;
  }

  /** The messages that this piece completes, in order. Throws a FrameError for a length over the limit: the stream is lost then. */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    let at = 0;
    while (at < piece.length) {
      if (this.#length === undefined) this.#readLength(piece[at++] ?? 0);
      if (this.#length === undefined) continue;
      const part = piece.subarray(at, at + this.#length - this.#held);
      at += part.length;
      this.#held += part.length;
      if (part.length > 0) this.#parts.push(part);
      if (this.#held === this.#length) yield this.#finish();
    }
  }

  #readLength(byte: number): void {
    this.#prefix.push(byte);
    if (byte > 127) {
      if (this.#prefix.length >= LENGTH_BYTES) throw new FrameError("the length of a message is too long");
      return;
    }
    const length = this.#prefix.reduceRight((sum, group) => sum * 128 + (group & 127), 0);
    if (length > this.#limit) throw new FrameError(`a message of ${length} bytes is over ${this.#limit}`);
    this.#length = length;
    this.#prefix = [];
  }

  #finish(): Uint8Array {
    const message = new Uint8Array(this.#held);
    let at = 0;
    for (const part of this.#parts) {
      message.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#held = 0;
    this.#length = undefined;
    return message;
  }
}
