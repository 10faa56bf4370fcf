/**
 * Canonical JSON (RFC 8785) restricted to what the protocol signs and stores: null, booleans, strings without lone
 * surrogates, integers within ±(2^53-1), arrays and objects. One value has exactly one byte string.
 */
import { decodeUtf8, utf8 } from "./bytes.ts";

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
  const text = textOf(value);
  if (text !== undefined) return text;
  const fault = findFault(value, "$");
  throw new TypeError(fault ? `${fault.fault} at ${fault.path}` : "no canonical form");
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
  // Strict decoding makes equal texts of equal bytes and the other way round.
  if (textOf(value) === text) return { ok: true, value };
  const fault = findFault(value, "$");
  return fault ? { ok: false, ...fault } : { ok: false, fault: "notCanonical" };
}

/** Characters that JSON writes as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * The canonical text (RFC 8785, section 3.2): strings and numbers as ECMAScript writes them, keys in the order of UTF-16 code units,
 * no white space. Undefined for what the protocol does not hold; findFault then says where.
 */
function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return stringText(value);
    case "number":
      // -0 has the canonical form "0", so it would not survive a round trip.
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? arrayText(value) : objectText(value as Record<string, unknown>);
    default:
      return undefined;
  }
}

function stringText(value: string): string | undefined {
  if (PLAIN.test(value)) return `"${value}"`;
  return value.isWellFormed() ? JSON.stringify(value) : undefined;
}

function arrayText(values: readonly unknown[]): string | undefined {
  let text = "[";
  for (let i = 0; i < values.length; i++) {
    const item = textOf(values[i]);
    if (item === undefined) return undefined;
    text += i === 0 ? item : `,${item}`;
  }
  return `${text}]`;
}

function objectText(value: Record<string, unknown>): string | undefined {
  let text = "{";
  for (const key of orderedKeys(value)) {
    const name = nameText(key);
    const item = textOf(value[key]);
    if (name === undefined || item === undefined) return undefined;
    text += text === "{" ? name + item : `,${name}${item}`;
  }
  return `${text}}`;
}

/** Names of members as they are written, with the colon: records have few, and write them again and again. */
const names = new Map<string, string>();
/** More come from strangers alone. */
const NAMES_MAX = 1000;

function nameText(key: string): string | undefined {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = stringText(key);
  if (text === undefined) return undefined;
  if (names.size < NAMES_MAX) names.set(key, `${text}:`);
  return `${text}:`;
}

/** Objects with more members are sorted by the platform. */
const FEW = 24;

function orderedKeys(value: Record<string, unknown>): readonly string[] {
  const keys = Object.keys(value);
  if (keys.length > FEW) return keys.sort((a, b) => (a < b ? -1 : 1));
  // Insertion: most are in order already, or nearly.
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    if (at < i) keys[at] = key;
  }
  return keys;
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
