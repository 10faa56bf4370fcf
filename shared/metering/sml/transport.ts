/**
 * Transmissions out of a stream of bytes (SML 1.04, 8: transport, version 1): four escapes and 01 01 01 01, the messages, four escapes and 1A with
 * the number of bytes that were filled in and a checksum over all of it. Bounded; what is damaged is named with its place, and the next begin begins anew.
 */
import type { Fault } from "../../ipc/fault.ts";
import { importFault } from "../importFault.ts";
import { crcKermit, crcX25 } from "./checksums.ts";
import { type SmlList, smlLists } from "./messages.ts";
import { SmlError } from "./values.ts";

/** A household meter sends some hundred bytes; a year's profile is not sent unasked. */
export const SML_LIMIT = 16_384;
const ESCAPE = 0x1b;

export type SmlFramed = { readonly lists: readonly SmlList[] } | { readonly fault: Fault };

export class SmlStream {
  #rest = new Uint8Array(0);
  /** Place of `#rest` in the stream. */
  #byte = 0;
  #skipped = 0;
  #seen = false;

  /** Bytes before the first transmission: a recording that began in the middle of one. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): SmlFramed[] {
    const joined = new Uint8Array(this.#rest.length + chunk.length);
    joined.set(this.#rest);
    joined.set(chunk, this.#rest.length);
    this.#rest = joined;
    const out: SmlFramed[] = [];
    while (this.#one(out));
    return out;
  }

  /** What is left when the stream ended: a transmission that was cut off. */
  end(): SmlFramed[] {
    if (!startsAt(this.#rest, 0)) return [];
    return [faulty("truncated", this.#byte + this.#rest.length, "")];
  }

  /** Takes one transmission, or what stands before it; false while it is not whole. */
  #one(out: SmlFramed[]): boolean {
    const bytes = this.#rest;
    let start = 0;
    while (start < bytes.length && !startsAt(bytes, start)) start++;
    // A begin may be cut in two: its first seven bytes stay.
    if (start === bytes.length) start = Math.max(0, bytes.length - 7);
    if (start > 0) {
      if (!this.#seen) this.#skipped += start;
      this.#drop(start);
      return this.#rest.length >= 8;
    }
    if (bytes.length < 8) return false;
    const inner: number[] = [];
    for (let at = 8; at + 4 <= bytes.length;) {
      if (at > SML_LIMIT) {
        out.push(faulty("sml", this.#byte, "length"));
        this.#drop(8);
        return true;
      }
      if (!escapesAt(bytes, at)) {
        inner.push(bytes[at] ?? 0);
        at++;
        continue;
      }
      if (at + 8 > bytes.length) return false;
      if (escapesAt(bytes, at + 4)) {
        inner.push(ESCAPE, ESCAPE, ESCAPE, ESCAPE);
        at += 8;
      } else if (bytes[at + 4] === 0x1a) {
        out.push(this.#whole(bytes, at, inner));
        this.#drop(at + 8);
        this.#seen = true;
        return true;
      } else if (startsAt(bytes, at)) {
        // It begins again before it ended.
        out.push(faulty("truncated", this.#byte + at, ""));
        this.#drop(at);
        return true;
      } else {
        out.push(faulty("sml", this.#byte + at, "escape"));
        this.#drop(at + 4);
        return true;
      }
    }
    if (bytes.length > SML_LIMIT + 16) {
      out.push(faulty("sml", this.#byte, "length"));
      this.#drop(8);
      return true;
    }
    return false;
  }

  #whole(bytes: Uint8Array, end: number, inner: readonly number[]): SmlFramed {
    const fill = bytes[end + 5] ?? 0;
    const stated = ((bytes[end + 6] ?? 0) << 8) | (bytes[end + 7] ?? 0);
    const computed = crcX25(bytes, 0, end + 6);
    const checksum = stated === computed ? crcX25 : stated === crcKermit(bytes, 0, end + 6) ? crcKermit : undefined;
    if (!checksum) {
      const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, "0");
      return { fault: importFault("smlChecksum", { byte: this.#byte + end + 6, expected: hex(stated), found: hex(computed) }).fault }; // prettier-ignore
    }
    // To whole words; some meters fill in a whole word more.
    if (fill > 4 || fill > inner.length) return faulty("sml", this.#byte + end + 5, "fill");
    try {
      return { lists: smlLists(Uint8Array.from(inner.slice(0, inner.length - fill)), checksum) };
    } catch (error) {
      if (error instanceof SmlError) return faulty("sml", this.#byte + 8 + error.at, error.message);
      throw error;
    }
  }

  #drop(bytes: number): void {
    this.#byte += bytes;
    this.#rest = this.#rest.slice(bytes);
  }
}

const faulty = (kind: "sml" | "truncated", byte: number, reason: string): SmlFramed => ({
  fault: importFault(kind === "truncated" ? "smlTruncated" : kind, { byte, reason }).fault,
});
const escapesAt = (bytes: Uint8Array, at: number): boolean => [0, 1, 2, 3].every((i) => bytes[at + i] === ESCAPE);
const startsAt = (bytes: Uint8Array, at: number): boolean =>
  escapesAt(bytes, at) && [4, 5, 6, 7].every((i) => bytes[at + i] === 1);
