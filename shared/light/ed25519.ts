/** ed25519 without a platform's help: as CometBFT takes validators' signatures (crypto/ed25519: ZIP-215), and stricter. */
import { ed25519 } from "@noble/curves/ed25519.js";

export interface Ed25519Check {
  /** ZIP-215; false for wrong lengths; never throws. A stricter native check asks this one again before it says no. */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

export const nobleEd25519: Ed25519Check = {
  verify(signature, message, publicKey) {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: true });
    } catch {
      return false;
    }
  },
};

/** RFC 8032, and no key of small order, for which anybody can sign: what shows that somebody holds a key. */
export const strictEd25519: Ed25519Check = {
  verify(signature, message, publicKey) {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};
