/**
 * A file as a row of short texts, each for one QR code in its alphanumeric mode (ISO/IEC 18004: digits, capitals and a few marks): shown in
 * a circle, read in any order. `WL1/n/of/check/data`: place from 1, number of frames, first 8 digits of the whole file's SHA-256, and
 * base32 (RFC 4648, no padding) of the n-th part.
 */
import { base32nopad } from "@scure/base";
import { toHex } from "../codec/bytes.ts";
import { sha256 } from "../codec/hash.ts";

/** Bytes of a frame: about 700 characters, a code of version 16 at most, which a phone reads from a screen. */
export const FRAME_BYTES = 400;
/** Most frames: as many as the largest file makes. */
export const FRAMES_MAX = 2_700;
const MARK = "WL1";

/** Throws a RangeError for more bytes than frames can carry. */
export function framesOf(bytes: Uint8Array): readonly string[] {
  const of = Math.max(1, Math.ceil(bytes.length / FRAME_BYTES));
  if (of > FRAMES_MAX) throw new RangeError(`${bytes.length} bytes are too many for a row of codes`);
  const check = checkOf(bytes);
  return Array.from({ length: of }, (_, i) => {
    const part = bytes.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES);
    return `${MARK}/${i + 1}/${of}/${check}/${base32nopad.encode(part)}`;
  });
}

export type Collected =
  | { readonly state: "whole"; readonly bytes: Uint8Array }
  /** Places that are still missing, from 1. */
  | { readonly state: "missing"; readonly of: number; readonly places: readonly number[] }
  | { readonly state: "bad"; readonly line: number; readonly problem: "frame" | "other" | "differs" | "damaged" };

/** Texts as a reader of codes wrote them, in any order and as often as they came. `line` of a fault counts from 1. */
export function collectFrames(lines: readonly string[]): Collected {
  const parts = new Map<number, Uint8Array>();
  let row: { readonly of: number; readonly check: string } | undefined;
  for (const [i, line] of lines.entries()) {
    const frame = frameIn(line);
    const bad = (problem: "frame" | "other" | "differs") => ({ state: "bad", line: i + 1, problem }) as const;
    if (!frame) return bad("frame");
    row ??= { of: frame.of, check: frame.check };
    if (frame.of !== row.of || frame.check !== row.check) return bad("other");
    const before = parts.get(frame.place);
    if (before && toHex(before) !== toHex(frame.part)) return bad("differs");
    parts.set(frame.place, frame.part);
  }
  if (!row) return { state: "bad", line: 1, problem: "frame" };
  const { of, check } = row;
  const places = Array.from({ length: of }, (_, i) => i + 1).filter((place) => !parts.has(place));
  if (places.length > 0) return { state: "missing", of, places };
  const bytes = joined(Array.from({ length: of }, (_, i) => parts.get(i + 1) ?? new Uint8Array()));
  return checkOf(bytes) === check ? { state: "whole", bytes } : { state: "bad", line: 1, problem: "damaged" };
}

/** Whether a text looks like the first line of such a row. */
export const areFrames = (text: string): boolean => text.trimStart().startsWith(`${MARK}/`);

function frameIn(
  line: string,
): { readonly place: number; readonly of: number; readonly check: string; readonly part: Uint8Array } | undefined {
  const [mark, n = "", count = "", check = "", data = "", ...more] = line.trim().split("/");
  if (mark !== MARK || more.length > 0 || !/^[0-9A-F]{8}$/.test(check)) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(n) || !/^[1-9]\d{0,3}$/.test(count) || !/^[A-Z2-7]{0,700}$/.test(data)) return undefined;
  const [place, of] = [Number(n), Number(count)];
  if (place > of || of > FRAMES_MAX) return undefined;
  try {
    return { place, of, check, part: base32nopad.decode(data) };
  } catch {
    return undefined;
  }
}

const checkOf = (bytes: Uint8Array): string => toHex(sha256(bytes)).slice(0, 8).toUpperCase();

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
