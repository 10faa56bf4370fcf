/** The hashes of the protocol. Domain tags end with a NUL, so that no tag is a prefix of another one's input. */
import { ripemd160 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "./bytes.ts";

export { ripemd160, sha256 };

/** SHA-256 over `wattlight/<domain> NUL`, the chain id, NUL and the payload. */
export function taggedHash(domain: string, chainId: string, payload: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`wattlight/${domain}\0${chainId}\0`), payload));
}
