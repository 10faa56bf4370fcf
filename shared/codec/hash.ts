/** The hashes of the protocol. Domain tags end with a NUL, so that no tag is a prefix of another one's input. */
import { ripemd160 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex, utf8 } from "./bytes.ts";

export { ripemd160, sha256 };

/** SHA-256 behind one interface: noble in the wallet, the platform's own at a node. The caller may reuse the buffer afterwards. */
export interface Sha256 {
  (bytes: Uint8Array): Uint8Array;
  /** The same hash of bytes, or of a text's UTF-8, as 32 characters below 256; absent where there is no shorter way to them. */
  chars?(input: Uint8Array | string): string;
  /** The same as lower-case hex. */
  hex?(input: Uint8Array | string): string;
}

/** SHA-256 over `wattlight/<domain> NUL`, the chain id, NUL and the payload. */
export function taggedHash(domain: string, chainId: string, payload: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const tag = tagOf(`wattlight/${domain}\0${chainId}\0`);
  const bytes = new Uint8Array(tag.length + payload.length);
  bytes.set(tag);
  bytes.set(payload, tag.length);
  return hash(bytes);
}

/** The same in hex, over a text's UTF-8. */
export function taggedText(domain: string, chainId: string, payload: string, hash: Sha256 = sha256): string {
  if (hash.hex) return hash.hex(`wattlight/${domain}\0${chainId}\0${payload}`);
  return toHex(taggedHash(domain, chainId, utf8(payload), hash));
}

/** As many as there are domains, for the few chains that one program has to do with. */
const tags = new Map<string, Uint8Array>();
const TAGS_MAX = 500;

function tagOf(text: string): Uint8Array {
  let tag = tags.get(text);
  if (tag === undefined) {
    if (tags.size === TAGS_MAX) tags.clear();
    tags.set(text, (tag = utf8(text)));
  }
  return tag;
}
