/** Addresses: bech32 (BIP173) with the prefix `watt` over RIPEMD160(SHA256(compressed secp256k1 key)), 20 bytes. */
import { bech32 } from "@scure/base";
import { ripemd160, sha256 } from "./hash.ts";

export type Address = string;
const PREFIX = "watt";

/** Address of a compressed public key (33 bytes). */
export function addressOf(publicKey: Uint8Array): Address {
  if (publicKey.length !== 33) throw new TypeError(`a compressed key has 33 bytes, not ${publicKey.length}`);
  return bech32.encode(PREFIX, bech32.toWords(ripemd160(sha256(publicKey))));
}

/** The 20 bytes of an address, or undefined when prefix, checksum, case or length are wrong. */
export function addressBytes(address: string): Uint8Array | undefined {
  if (address.length !== 43 || address !== address.toLowerCase()) return undefined;
  try {
    const { prefix, words } = bech32.decode(address as `${string}1${string}`);
    const bytes = bech32.fromWords(words);
    return prefix === PREFIX && bytes.length === 20 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
