/** Validators' addresses and their order in a set (CometBFT crypto/ed25519, crypto/secp256k1, types/validator_set.go). */
import { compareBytes } from "../codec/bytes.ts";
import { ripemd160, sha256 } from "../codec/hash.ts";
import type { Validator, ValidatorKey, ValidatorSet } from "./types.ts";

/** ed25519: the first 20 bytes of SHA-256; secp256k1: RIPEMD160(SHA256(compressed key)). */
export function validatorAddress(key: ValidatorKey): Uint8Array {
  const digest = sha256(key.bytes);
  return key.type === "ed25519" ? digest.slice(0, 20) : ripemd160(digest);
}

export function validatorOf(key: ValidatorKey, power: number): Validator {
  return { address: validatorAddress(key), key, power };
}

/** Negative when a stands before b: larger power first, then smaller address. */
export function compareValidators(a: Validator, b: Validator): number {
  return b.power - a.power || compareBytes(a.address, b.address);
}

export function sortValidators(validators: ValidatorSet): ValidatorSet {
  return validators.toSorted(compareValidators);
}

/** Sum of the powers; the parser keeps it a safe integer. */
export function totalPower(validators: ValidatorSet): number {
  return validators.reduce((sum, validator) => sum + validator.power, 0);
}
