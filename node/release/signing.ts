/** Keys and signatures of releases. A key never leaves the machine that signs: its file is written for its owner alone. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { existsSync } from "node:fs";
import { z } from "zod";
import { fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { canonicalText } from "../../shared/codec/canonical.ts";
import { Hex32 } from "../../shared/ledger/units.ts";
import { type Release, releaseDigest } from "../../shared/release/manifest.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { jsonIn } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";

/** An ed25519 secret, 32 bytes in hex. */
export const ReleaseKeyFile = z.strictObject({ format: z.literal("wattlight-release-key-1"), secret: Hex32 });

const KEY_BYTES = 4096;

/** 32 bytes, hex. */
export function releaseSecretIn(path: string): string {
  return jsonIn(path, KEY_BYTES, ReleaseKeyFile, { en: "file of a release key", zh: "发布密钥文件" }).secret;
}

export const publicOf = (secret: string): string => toHex(ed25519.getPublicKey(fromHex(secret)));

/** `random`: 32 bytes. Throws an OperatorComplaint instead of overwriting anything. */
export function writeReleaseKey(path: string, random: Uint8Array): string {
  if (existsSync(path)) throw new OperatorComplaint(`${path} is there already; a key is never overwritten`);
  const secret = toHex(random);
  writeWhole(path, utf8(canonicalText({ format: "wattlight-release-key-1", secret })), 0o600);
  return publicOf(secret);
}

/** With one signature more, or the same key's anew. */
export function withReleaseSignature(release: Release, secret: string): Release {
  const key = publicOf(secret);
  const signature = toHex(ed25519.sign(releaseDigest(release), fromHex(secret)));
  const others = release.signatures.filter((one) => one.key !== key);
  return {
    ...release,
    signatures: [...others, { key, signature }].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
