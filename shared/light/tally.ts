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
  /** All these votes, in order. */
  readonly votes: readonly Vote[];
  /** The first of them that reach the fraction: their signatures are enough to check. */
  readonly reaching: readonly Vote[];
}

/** Votes for nil and absent ones count for nothing; so do those of strangers to the set. Doubles: see rules.ts. */
export function tally(commit: Commit, validators: ValidatorSet, fraction: Fraction): Tally {
  const byAddress = new Map(validators.map((validator) => [toHex(validator.address), validator]));
  const of = totalPower(validators);
  const votes: Vote[] = [];
  let signed = 0;
  let reached: number | undefined;
  for (const [index, sig] of commit.signatures.entries()) {
    if (sig.flag !== "commit") continue;
    const validator = byAddress.get(toHex(sig.address));
    if (validator === undefined) continue;
    signed += validator.power;
    votes.push({ index, validator });
    if (reached === undefined && moreThan(signed, of, fraction)) reached = votes.length;
  }
  return { signed, of, enough: reached !== undefined, votes, reaching: votes.slice(0, reached ?? 0) };
}

export function powerOf(votes: readonly Vote[]): number {
  return votes.reduce((sum, { validator }) => sum + validator.power, 0);
}

/** part > whole * fraction, exact beyond 2^53. */
export function moreThan(part: number, whole: number, { numerator, denominator }: Fraction): boolean {
  return BigInt(part) * BigInt(denominator) > BigInt(whole) * BigInt(numerator);
}
