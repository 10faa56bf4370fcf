/** Validators of random histories, with genuine proofs: ed25519 is checked even where signatures of accounts are trusted. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { toHex, utf8 } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import { validatorProofDigest } from "../../../../shared/ledger/identity.ts";
import { CHAIN } from "../market.ts";

/** Both hex; the proof is the key's own signature. */
export interface ValidatorKey {
  readonly key: string;
  readonly proof: string;
}

function made(label: string): ValidatorKey {
  const secret = sha256(utf8(`validator ${label}`));
  const key = toHex(ed25519.getPublicKey(secret));
  return { key, proof: toHex(ed25519.sign(validatorProofDigest(key, CHAIN), secret)) };
}

/** From the start, and who may come. */
export const VALIDATORS: readonly ValidatorKey[] = ["a", "b", "c", "d"].map(made);
export const NEWCOMERS: readonly ValidatorKey[] = ["e", "f"].map(made);
