/**
 * Sealed messages, format 1 (DESIGN §4, Negotiation): ECIES on secp256k1.
 *
 *   sealed  = 01 | E | XChaCha20-Poly1305(key, nonce, associated, padded text)
 *   E       = compressed key of an ephemeral pair, made for this message and thrown away
 *   key     = first 32, nonce = last 24 bytes of HKDF-SHA256(x of the shared point, salt E | R, "wattlight/mail/1", 56)
 *   R       = the receiver's encryption key, compressed
 *   associated = canonical JSON of {chain, from, to, version}
 *
 * Both keys are in the derivation, so that no bit of the sealed bytes is malleable; sender, receiver and chain are authenticated, so
 * that it opens nowhere else. There is no forward secrecy: whoever gets the receiver's encryption key opens every message that was
 * ever sealed to it, and old blocks keep them all. Rotating the key ends that for later ones.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { concat, fromHex, utf8 } from "../codec/bytes.ts";
import { encodeCanonical } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import { publicKeyOf } from "../codec/signature.ts";
import { pad, SIZE_CLASSES, unpad } from "./padding.ts";

export const ENVELOPE_VERSION = 1;
const KEY_BYTES = 33;
const TAG_BYTES = 16;
export const OVERHEAD = 1 + KEY_BYTES + TAG_BYTES;
/** Random bytes that sealing needs: 16 more than a key has, so that the ephemeral key is not biased. */
export const SEED_BYTES = 48;

/** From whom to whom, and on which chain: party ids and chain id. */
export interface Route {
  readonly chain: string;
  readonly from: string;
  readonly to: string;
}

/** Undefined when the text is too long for the largest size. `seed`: SEED_BYTES random bytes, used for this message alone. */
export function sealText(
  text: Uint8Array,
  route: Route,
  receiverKey: Uint8Array,
  seed: Uint8Array,
): Uint8Array | undefined {
  if (seed.length !== SEED_BYTES) throw new TypeError(`sealing takes ${SEED_BYTES} random bytes, not ${seed.length}`);
  const padded = pad(text, OVERHEAD);
  if (!padded) return undefined;
  const secret = secp256k1.utils.randomSecretKey(seed);
  const ephemeral = publicKeyOf(secret);
  const cipher = cipherOf(secret, receiverKey, ephemeral, receiverKey, route);
  return concat(Uint8Array.of(ENVELOPE_VERSION), ephemeral, cipher.encrypt(padded));
}

export type EnvelopeFault =
  | { readonly fault: "size"; readonly bytes: number }
  | { readonly fault: "version"; readonly version: number }
  | { readonly fault: "ephemeralKey" }
  /** Changed on the way, or sealed to another key, receiver, sender or chain: a cipher cannot say which. */
  | { readonly fault: "undecryptable" }
  | { readonly fault: "padding" };
export type Unsealed = { readonly ok: true; readonly text: Uint8Array } | ({ readonly ok: false } & EnvelopeFault);

/** `secrets`: the receiver's encryption keys that may still be meant, the current one first. Total for any bytes. */
export function unsealText(sealed: Uint8Array, route: Route, secrets: readonly Uint8Array[]): Unsealed {
  if (!SIZE_CLASSES.some((size) => size === sealed.length)) return { ok: false, fault: "size", bytes: sealed.length };
  const version = sealed[0] ?? 0;
  if (version !== ENVELOPE_VERSION) return { ok: false, fault: "version", version };
  const ephemeral = sealed.slice(1, 1 + KEY_BYTES);
  if (!secp256k1.utils.isValidPublicKey(ephemeral, true)) return { ok: false, fault: "ephemeralKey" };
  for (const secret of secrets) {
    const padded = opened(cipherOf(secret, ephemeral, ephemeral, publicKeyOf(secret), route), sealed);
    if (!padded) continue;
    const text = unpad(padded, OVERHEAD);
    return text ? { ok: true, text } : { ok: false, fault: "padding" };
  }
  return { ok: false, fault: "undecryptable" };
}

/** Whether a key (hex) can be sealed to. */
export function isPoint(key: string): boolean {
  return /^0[23][0-9a-f]{64}$/.test(key) && secp256k1.utils.isValidPublicKey(fromHex(key), true);
}

type Cipher = ReturnType<typeof xchacha20poly1305>;

function cipherOf(
  secret: Uint8Array,
  other: Uint8Array,
  ephemeral: Uint8Array,
  receiver: Uint8Array,
  route: Route,
): Cipher {
  const x = secp256k1.getSharedSecret(secret, other, true).subarray(1);
  const derived = hkdf(sha256, x, concat(ephemeral, receiver), utf8("wattlight/mail/1"), 56);
  const { chain, from, to } = route;
  const associated = encodeCanonical({ chain, from, to, version: ENVELOPE_VERSION });
  return xchacha20poly1305(derived.subarray(0, 32), derived.subarray(32), associated);
}

function opened(cipher: Cipher, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return cipher.decrypt(sealed.subarray(1 + KEY_BYTES));
  } catch {
    return undefined;
  }
}
