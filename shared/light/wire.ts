/**
 * Writing protobuf exactly as CometBFT's gogoproto does: fields in number order, zero scalars and empty bytes left out,
 * embedded messages that cannot be null written even when empty. (Protocol Buffers, Encoding.)
 */
import { utf8 } from "../codec/bytes.ts";

export type Bytes = Uint8Array<ArrayBufferLike>;

export class Wire {
  #bytes = new Uint8Array(128);
  #length = 0;

  /** int32, int64, enum, uint64: a negative value takes ten bytes. Left out when zero. */
  int(field: number, value: number): this {
    return value === 0 ? this : this.#tag(field, 0).#varint(value);
  }

  /** sfixed64, left out when zero. */
  fixed64(field: number, value: number): this {
    if (value === 0) return this;
    this.#tag(field, 1);
    let rest = BigInt.asUintN(64, BigInt(value));
    for (let i = 0; i < 8; i++, rest >>= 8n) this.#byte(Number(rest & 0xffn));
    return this;
  }

  /** bytes, left out when empty. */
  bytes(field: number, value: Bytes): this {
    return value.length === 0 ? this : this.message(field, value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8(value));
  }

  /** An embedded message, written even when it is empty. */
  message(field: number, value: Bytes): this {
    return this.#tag(field, 2).delimited(value);
  }

  /** Length and bytes, without a tag. */
  delimited(value: Bytes): this {
    this.#varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #tag(field: number, type: number): this {
    return this.#varint(field * 8 + type);
  }

  #varint(value: number): this {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
    if (value >= 0) {
      let rest = value;
      for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 0x80);
      return this.#byte(rest);
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest >= 0x80n; rest >>= 7n) this.#byte(Number(rest & 0x7fn) | 0x80);
    return this.#byte(Number(rest));
  }

  #byte(value: number): this {
    this.#room(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
