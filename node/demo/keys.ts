/**
 * Keys of the demo's parties: secret = HMAC-SHA256(master, "wattlight/demo/1 NUL who NUL purpose NUL attempt"), the first attempt that
 * is a secp256k1 scalar. One stored random master gives every key; a leaked child gives neither the master nor a sibling.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { addressOf } from "../../shared/codec/address.ts";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import type { DemoKeys } from "./demoKeys.ts";

export type Purpose = "account" | "meter" | "encryption";

export interface DemoKey {
  readonly secret: Uint8Array;
  /** Compressed, lower-case hex. */
  readonly key: string;
  /** Address of the key; the party's id when the purpose is "account". */
  readonly id: string;
}

/** 32 bytes that depend on the master and the labels alone: salts, point hashes, certificate ids. */
export function demoSecret(keys: DemoKeys, ...labels: readonly string[]): Uint8Array {
  return hmac(sha256, keys.master, utf8(["wattlight/demo/1", ...labels].join("\0")));
}

const cache = new WeakMap<DemoKeys, Map<string, DemoKey>>();

/** The key of `who` for a purpose; computed once per process. */
export function demoKey(keys: DemoKeys, who: string, purpose: Purpose): DemoKey {
  let known = cache.get(keys);
  if (!known) cache.set(keys, (known = new Map()));
  const name = `${who}/${purpose}`;
  const found = known.get(name);
  if (found) return found;
  const made = derive(keys, who, purpose);
  known.set(name, made);
  return made;
}

function derive(keys: DemoKeys, who: string, purpose: Purpose): DemoKey {
  if (keys.master.length !== 32) throw new TypeError(`the demo's master has 32 bytes, not ${keys.master.length}`);
  for (let attempt = 0; ; attempt++) {
    const secret = demoSecret(keys, who, purpose, String(attempt));
    if (!secp256k1.utils.isValidSecretKey(secret)) continue;
    const key = publicKeyOf(secret);
    return { secret, key: toHex(key), id: addressOf(key) };
  }
}
