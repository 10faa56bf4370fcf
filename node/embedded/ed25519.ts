/** Ed25519 (RFC 8032) through node:crypto, which works the same in Node's OpenSSL and Electron's BoringSSL. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

// PKCS #8 of an Ed25519 key (RFC 8410, section 7) is this prefix and the 32-byte seed.
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

export interface Ed25519Key {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** CometBFT's address of a key: the first 20 bytes of SHA-256 of the public key. */
  readonly address: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export function newSeed(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}

/** The public half (32 bytes) with its address. */
export function keyOfPublic(publicKey: Uint8Array): Pick<Ed25519Key, "publicKey" | "address"> {
  return { publicKey, address: new Uint8Array(createHash("sha256").update(publicKey).digest().subarray(0, 20)) };
}

/** Key of a 32-byte seed. */
export function keyOfSeed(seed: Uint8Array): Ed25519Key {
  if (seed.length !== 32) throw new TypeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  return {
    ...keyOfPublic(rawPublicKey(createPublicKey(secret))),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
  };
}

// SubjectPublicKeyInfo (RFC 8410, section 4): a 12-byte prefix and the key.
function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: "der", type: "spki" }).subarray(12));
}
