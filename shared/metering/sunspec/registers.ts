/**
 * What registers hold by SunSpec's types (Information Model Specification, "Point types"): 16-bit big-endian words, with one
 * pattern per type for "not implemented". An accumulator of zero is such a pattern too: by the specification it says nothing.
 */
import type { Layout, Point } from "./layout.ts";

/** A number is `digits · 10^power`, exact; null: not implemented, cut off, or no number. */
export type Held =
  | { readonly is: "number"; readonly digits: bigint; readonly power: number }
  | { readonly is: "float"; readonly value: number }
  | { readonly is: "text"; readonly text: string }
  | null;

/** Scale factors outside of this are none (the specification's range of `sunssf`). */
const FACTOR_MAX = 10;

/** All points of a layout that `words` (after id and length) reaches; a model may be shorter than we know it. */
export function heldBy({ points }: Layout, words: readonly number[], from = 0): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  const factors = new Map<string, number | null>();
  for (const point of points) {
    if (point.type !== "sf") continue;
    const raw = integer(point, words, from);
    factors.set(point.name, raw === null || raw > FACTOR_MAX || raw < -FACTOR_MAX ? null : Number(raw));
  }
  for (const point of points) held.set(point.name, read(point, words, from, factors));
  return held;
}

/** Scale factors of a fixed part, for the groups that repeat after it. */
export function scaled(
  layout: Layout,
  words: readonly number[],
  from: number,
  fixed: ReadonlyMap<string, Held>,
): ReadonlyMap<string, Held> {
  const factors = new Map<string, number | null>();
  for (const { factor } of layout.points) {
    if (factor === null) continue;
    const held = fixed.get(factor);
    factors.set(factor, held?.is === "number" ? Number(held.digits) : null);
  }
  return new Map(layout.points.map((point) => [point.name, read(point, words, from, factors)]));
}

function read(point: Point, words: readonly number[], from: number, factors: ReadonlyMap<string, number | null>): Held {
  if (from + point.offset + point.size > words.length || point.type === "pad") return null;
  if (point.type === "str") {
    const text = textOf(words.slice(from + point.offset, from + point.offset + point.size));
    return text === "" ? null : { is: "text", text };
  }
  if (point.type === "f32") {
    const value = floatOf(words[from + point.offset] ?? 0, words[from + point.offset + 1] ?? 0);
    return Number.isFinite(value) ? { is: "float", value } : null;
  }
  const digits = integer(point, words, from);
  if (digits === null) return null;
  const power = point.factor === null ? 0 : factors.get(point.factor);
  // A value whose factor is not implemented has no size that could be shown.
  return power == null ? null : { is: "number", digits, power };
}

function integer({ type, offset, size }: Point, words: readonly number[], from: number): bigint | null {
  if (from + offset + size > words.length) return null;
  let raw = 0n;
  for (let k = 0; k < size; k++) raw = (raw << 16n) | BigInt(words[from + offset + k] ?? 0);
  switch (type) {
    case "u16":
    case "e16":
    case "b16":
      return raw === 0xffffn ? null : raw;
    case "i16":
    case "sf":
      return raw === 0x8000n ? null : BigInt.asIntN(16, raw);
    case "u32":
    case "b32":
      return raw === 0xffff_ffffn ? null : raw;
    case "acc32":
    case "acc64":
      return raw === 0n ? null : raw;
    case "f32":
    case "pad":
    case "str":
      return null;
  }
}

function floatOf(high: number, low: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, high);
  view.setUint16(2, low);
  return view.getFloat32(0);
}

/** Printable ASCII up to the first NUL, without blanks at its ends: what a device calls itself goes on screen. */
function textOf(words: readonly number[]): string {
  let text = "";
  for (const code of words.flatMap((word) => [word >> 8, word & 0xff])) {
    if (code === 0) break;
    if (code >= 0x20 && code < 0x7f) text += String.fromCharCode(code);
  }
  return text.trim();
}
