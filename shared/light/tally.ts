/** Counting a commit's voting power, before any signature is checked (types/validation.go, verifyCommit). */
import { toHex } from "../codec/bytes.ts";
import type { Commit, Validator, ValidatorSet } from "./types.ts";
import { totalPower } from "./validators.ts";

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

export const TWO_THIRDS: Fraction = { numerator: 2, denominator: 3 };

/** A vote for the block by this validator, at this place of the commit. */
export interface Vote {
  readonly index: number;
  readonly validator: Validator;
}

export interface Tally {
  /** Power of all votes for the block by validators of the set. */
  readonly signed: number;
  readonly of: number;
  /** Whether that is more than the fraction. */
  readonly enough: boolean;
  /** The votes, in order, that reach it: their signatures are enough to check. All of them when it is not reached. */
  readonly votes: readonly Vote[];
}

/** Votes for nil and absent ones count for nothing; so do those of strangers to the set. Doubles: see rules.ts. */
export function tally(commit: Commit, validators: ValidatorSet, fraction: Fraction): Tally {
  const byAddress = new Map(validators.map((validator) => [toHex(validator.address), validator]));
  const of = totalPower(validators);
  const votes: Vote[] = [];
  let signed = 0;
  let enough = false;
  for (const [index, sig] of commit.signatures.entries()) {
    if (sig.flag !== "commit") continue;
    const validator = byAddress.get(toHex(sig.address));
    if (validator === undefined) continue;
    signed += validator.power;
    if (enough) continue;
    votes.push({ index, validator });
    enough = moreThan(signed, of, fraction);
  }
  return { signed, of, enough, votes };
}

/** part > whole * fraction, exact beyond 2^53. */
export function moreThan(part: number, whole: number, { numerator, denominator }: Fraction): boolean {
  return BigInt(part) * BigInt(denominator) > BigInt(whole) * BigInt(numerator);
}
