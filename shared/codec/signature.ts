/** secp256k1 signatures: 64-byte compact, low S (BIP 62), over a 32-byte digest that is already a hash. */
import type { Sha256 } from "./hash.ts";
import { secp256k1 } from "@noble/curves/secp256k1.js";

/** What checks signatures: noble in the wallet, libsecp256k1 at a validator; both pass one set of vectors. */
export interface SignatureCheck {
  /** False for a wrong length, a high S, an invalid key or a signature that does not verify; never throws. */
  verify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
  /** What makes the digests, where there is something faster than noble. */
  readonly sha256?: Sha256;
}

export const nobleSignatures: SignatureCheck = {
  verify(signature, digest, publicKey) {
    if (signature.length !== 64 || digest.length !== 32 || publicKey.length !== 33) return false;
    try {
      return secp256k1.verify(signature, digest, publicKey, { prehash: false, lowS: true });
    } catch {
      return false;
    }
  },
};

/** Signs a 32-byte digest (RFC 6979 nonce): 64 bytes, low S. */
export function signDigest(digest: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return secp256k1.sign(digest, secretKey, { prehash: false, lowS: true });
}

/** Compressed public key (33 bytes) of a 32-byte secret key. */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return secp256k1.getPublicKey(secretKey, true);
}
