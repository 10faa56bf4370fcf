/**
 * Small files under a key of the vault: one byte of version, a random nonce, XChaCha20-Poly1305. The name is authenticated with it, so
 * that one file cannot stand in another's place.
 */
import { randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

const VERSION = 1;
const NONCE = 24;
const TAG = 16;

const named = (name: string): Uint8Array => new TextEncoder().encode(`wattlight/record/${VERSION}/${name}`);

/** `key`: 32 bytes. */
export function sealRecord(key: Uint8Array, name: string, plain: Uint8Array): Uint8Array {
  const nonce = Uint8Array.from(randomBytes(NONCE));
  const ciphertext = xchacha20poly1305(key, nonce, named(name)).encrypt(plain);
  return Uint8Array.from([VERSION, ...nonce, ...ciphertext]);
}

/** Undefined for what another key or name sealed, and for what was changed since. */
export function openRecord(key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) return undefined;
  const nonce = sealed.subarray(1, 1 + NONCE);
  try {
    return xchacha20poly1305(key, nonce, named(name)).decrypt(sealed.subarray(1 + NONCE));
  } catch {
    return undefined;
  }
}
