/**
 * Canonical JSON (RFC 8785) restricted to what the protocol signs and stores: null, booleans, strings without lone
 * surrogates, integers within ±(2^53-1), arrays and objects. One value has exactly one byte string.
 */
import canonicalize from "canonicalize";
import { decodeUtf8, equalBytes, utf8 } from "./bytes.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface DecodeLimits {
  /** Largest input, in bytes. */
  readonly bytes: number;
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
}

export type CodecFault =
  | { readonly fault: "tooLong"; readonly bytes: number; readonly limit: number }
  | { readonly fault: "tooDeep"; readonly at: number; readonly limit: number }
  | { readonly fault: "notUtf8" }
  | { readonly fault: "notJson" }
  | { readonly fault: "notInteger"; readonly path: string }
  | { readonly fault: "loneSurrogate"; readonly path: string }
  | { readonly fault: "notCanonical" };

export type Decoded = { readonly ok: true; readonly value: Json } | ({ readonly ok: false } & CodecFault);

export const TX_LIMITS: DecodeLimits = { bytes: 65_536, depth: 16 };

/** Encodes a value; throws a TypeError that names the path of what canonical JSON here cannot hold. */
export function encodeCanonical(value: Json): Uint8Array {
  return utf8(canonicalText(value));
}

export function canonicalText(value: Json): string {
  const fault = findFault(value, "$");
  if (fault) throw new TypeError(`${fault.fault} at ${fault.path}`);
  return canonicalize(value) as string;
}

/** Decodes bytes that are exactly the canonical form of their value; everything else is a fault, nothing is repaired. */
export function decodeCanonical(bytes: Uint8Array, limits: DecodeLimits): Decoded {
  if (bytes.length > limits.bytes) return { ok: false, fault: "tooLong", bytes: bytes.length, limit: limits.bytes };
  const deep = tooDeepAt(bytes, limits.depth);
  if (deep !== undefined) return { ok: false, fault: "tooDeep", at: deep, limit: limits.depth };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { ok: false, fault: "notUtf8" };
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { ok: false, fault: "notJson" };
  }
  const fault = findFault(value, "$");
  if (fault) return { ok: false, ...fault };
  return equalBytes(utf8(canonicalize(value) as string), bytes)
    ? { ok: true, value }
    : { ok: false, fault: "notCanonical" };
}

/** Where brackets outside strings nest deeper than the limit, before anything recursive sees the text. */
export function tooDeepAt(bytes: Uint8Array, limit: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > limit) return i;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return undefined;
}

type ValueFault = { readonly fault: "notInteger" | "loneSurrogate"; readonly path: string };

function findFault(value: unknown, path: string): ValueFault | undefined {
  if (typeof value === "number") {
    // -0 has the canonical form "0", so it would not survive a round trip.
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : { fault: "notInteger", path };
  }
  if (typeof value === "string") return value.isWellFormed() ? undefined : { fault: "loneSurrogate", path };
  if (value === null || typeof value === "boolean") return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const fault = findFault(value[i], `${path}[${i}]`);
      if (fault) return fault;
    }
    return undefined;
  }
  if (typeof value !== "object") throw new TypeError(`${typeof value} at ${path}`);
  for (const [key, inner] of Object.entries(value)) {
    const fault = key.isWellFormed() ? findFault(inner, `${path}.${key}`) : ({ fault: "loneSurrogate", path } as const);
    if (fault) return fault;
  }
  return undefined;
}
