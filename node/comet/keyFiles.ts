/**
 * CometBFT's key files (v0.38, privval/file.go and p2p/key.go): a validator's signing key, its last signature, and the key that names
 * a node among its peers. A private key is written as seed and public key, 64 bytes in base64.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { keyOfSeed } from "../embedded/ed25519.ts";
import { writeWhole } from "../files/wholeFile.ts";
import type { Home } from "../home/home.ts";

export interface Identity {
  /** Ed25519, 32 bytes. */
  readonly validatorKey: Uint8Array;
  /** Name of the node among peers, 40 hex digits. */
  readonly nodeId: string;
}

/** Writes keys of two seeds (32 bytes each) into a home that has none; the state begins before the first signature. */
export function writeKeys(home: Home, seeds: { readonly validator: Uint8Array; readonly node: Uint8Array }): Identity {
  const validator = keyOfSeed(seeds.validator);
  for (const file of [home.validatorKey, home.validatorState])
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const secret = (seed: Uint8Array, publicKey: Uint8Array) => ({
    type: "tendermint/PrivKeyEd25519",
    value: Buffer.concat([seed, publicKey]).toString("base64"),
  });
  write(home.validatorKey, {
    address: toHex(validator.address).toUpperCase(),
    pub_key: { type: "tendermint/PubKeyEd25519", value: Buffer.from(validator.publicKey).toString("base64") },
    priv_key: secret(seeds.validator, validator.publicKey),
  });
  write(home.validatorState, { height: "0", round: 0, step: 0 });
  const node = keyOfSeed(seeds.node);
  write(home.nodeKey, { priv_key: secret(seeds.node, node.publicKey) });
  return { validatorKey: validator.publicKey, nodeId: toHex(node.address) };
}

function write(file: string, value: unknown): void {
  writeWhole(file, utf8(`${JSON.stringify(value, undefined, 2)}\n`), 0o600);
}
