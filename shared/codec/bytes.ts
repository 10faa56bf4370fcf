/** Bytes, text and hex without Node or DOM types: thin names over the noble helpers. */
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export { concatBytes as concat, bytesToHex as toHex, utf8ToBytes as utf8 };

const HEX = /^(?:[0-9a-f]{2})*$/;

/** Lower-case hex to bytes; throws a TypeError for anything else (upper case included: one value, one spelling). */
export function fromHex(text: string): Uint8Array {
  if (!HEX.test(text)) throw new TypeError("not lower-case hex");
  return hexToBytes(text);
}

/** Compares byte strings as unsigned numbers, shorter first on a common prefix: -1, 0 or 1. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d < 0 ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return compareBytes(a, b) === 0;
}

/** Strict UTF-8 decoding: over-long forms, surrogates and truncated sequences give undefined, never U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  let units: number[] = [];
  const push = (unit: number): void => {
    units.push(unit);
    if (units.length === 4096) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  };
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i] as number;
    if (first < 0x80) {
      push(first);
      i += 1;
      continue;
    }
    const size =
      first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (size === 0 || i + size > bytes.length) return undefined;
    let point = first & (size === 2 ? 0x1f : size === 3 ? 0x0f : 0x07);
    for (let k = 1; k < size; k++) {
      const next = bytes[i + k] as number;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if ((size === 3 && point < 0x800) || (size === 4 && (point < 0x10000 || point > 0x10ffff))) return undefined;
    if (point >= 0xd800 && point <= 0xdfff) return undefined;
    if (point < 0x10000) push(point);
    else {
      push(0xd800 + ((point - 0x10000) >> 10));
      push(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
    i += size;
  }
  return parts.join("") + String.fromCharCode(...units);
}
