/**
 * Nonces (DESIGN §3): per party and UTC day of `validUntil`, a bitmap of 1,024 indices, which is also the day's quota. Stored as
 * hex without trailing zero bytes; bit i stands in byte i >> 3 with value 1 << (i & 7).
 */

export const NONCES_PER_DAY = 1024;
/** Days that a day's bitmap outlives the day. */
export const NONCE_KEPT_DAYS = 7;

export function nonceUsed(bitmap: string, index: number): boolean {
  const byte = bitmap.slice((index >> 3) * 2, (index >> 3) * 2 + 2);
  return byte !== "" && (Number.parseInt(byte, 16) & (1 << (index & 7))) !== 0;
}

export function withNonce(bitmap: string, index: number): string {
  const at = (index >> 3) * 2;
  const padded = bitmap.padEnd(at + 2, "0");
  const byte = Number.parseInt(padded.slice(at, at + 2), 16) | (1 << (index & 7));
  return padded.slice(0, at) + byte.toString(16).padStart(2, "0") + padded.slice(at + 2);
}

/** All 1,024 bits, 256 hex digits. */
export function fullBitmap(bitmap: string): string {
  return bitmap.padEnd(NONCES_PER_DAY / 4, "0");
}
