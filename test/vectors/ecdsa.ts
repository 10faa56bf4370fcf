/** Signatures and keys as published vectors write them, in the forms that the protocol uses; undefined for what is no such form. */
import { fromHex } from "../../shared/codec/bytes.ts";

/** Order of secp256k1 (SEC 2, section 2.4.1). */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const FIELD = 32;

/** 64 bytes: r and s, each of 32 bytes, from DER (X.690, strict) or from their concatenation (IEEE P1363). */
export function compactOf(hex: string, form: "der" | "p1363"): Uint8Array | undefined {
  if (form === "p1363") return hex.length === 4 * FIELD ? fromHex(hex) : undefined;
  const bytes = fromHex(hex);
  if (bytes[0] !== 0x30 || bytes.length < 8 || bytes[1] !== bytes.length - 2 || bytes.length > 72) return undefined;
  const r = integerAt(bytes, 2);
  const s = r && integerAt(bytes, r.end);
  if (!r || !s || s.end !== bytes.length) return undefined;
  const compact = new Uint8Array(2 * FIELD);
  compact.set(r.value, FIELD - r.value.length);
  compact.set(s.value, 2 * FIELD - s.value.length);
  return compact;
}

/** A positive INTEGER in its shortest form, at most 32 bytes without its sign byte. */
function integerAt(bytes: Uint8Array, at: number): { readonly value: Uint8Array; readonly end: number } | undefined {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  if (bytes[at] !== 0x02 || length === 0 || end > bytes.length) return undefined;
  const body = bytes.subarray(at + 2, end);
  const [first = 0, second = 0] = body;
  if (first > 0x7f || (first === 0 && length > 1 && second < 0x80)) return undefined;
  const value = first === 0 && length > 1 ? body.subarray(1) : body;
  return value.length > FIELD ? undefined : { value, end };
}

/** 33 bytes from an uncompressed point (SEC 1, section 2.3.3). */
export function compressedOf(uncompressed: string): Uint8Array | undefined {
  const bytes = fromHex(uncompressed.toLowerCase());
  if (bytes.length !== 65 || bytes[0] !== 4) return undefined;
  return Uint8Array.of(2 + ((bytes[64] ?? 0) & 1), ...bytes.subarray(1, 33));
}

/** S over half the order, yet under it (BIP 62). */
export function highS(compact: Uint8Array): boolean {
  const s = BigInt(`0x${Buffer.from(compact.subarray(FIELD)).toString("hex")}`);
  return s > N / 2n && s < N;
}
