/**
 * The light client's rules, one function each, held against CometBFT's specification (spec/light-client/verification,
 * verification_001: tags LCV and CMBC) and its Go code (light/verifier.go, types/validation.go). Each gives what is broken, with
 * the values, or undefined. Hashes are in lower-case hex. No rule reads a clock.
 */
import { equalBytes, toHex } from "../codec/bytes.ts";
import { headerHash, validatorsHash } from "./hashes.ts";
import { compareTimes, plusMs, type Timestamp } from "./timestamp.ts";
import type { Commit, Header, SignedHeader, Trusted, ValidatorSet } from "./types.ts";
import { validatorAddress } from "./validators.ts";

type Compared<R extends string, T> = { readonly rule: R; readonly want: T; readonly got: T };

export type Broken =
  | Compared<"blockVersion", number>
  | Compared<"chainId", string>
  | Compared<"commitHeight", number>
  | Compared<"commitHash", string>
  | Compared<"commitSize", number>
  | Compared<"validatorsHash", string>
  | Compared<"nextValidatorsHash", string>
  /** An adjacent header's validators are not those that the trusted one announced. */
  | Compared<"announcedValidators", string>
  | Compared<"lastBlock", string>
  /** The next validators kept with the trusted header are not those of its hash: our own store is at fault. */
  | Compared<"trustedValidators", string>
  /** Not the header that the anchor names. */
  | Compared<"anchor", string>
  | {
      readonly rule: "height";
      readonly trusted: number;
      readonly untrusted: number;
      readonly need: "adjacent" | "later" | "apart";
    }
  | { readonly rule: "timeMonotonic"; readonly trusted: Timestamp; readonly untrusted: Timestamp }
  /** The trusted header is too old to verify from: not this node's fault. */
  | { readonly rule: "trustingPeriod"; readonly expired: Timestamp; readonly now: Timestamp }
  /** A header from later than now plus drift: the node is ahead, or the clock here is behind. */
  | { readonly rule: "future"; readonly untrusted: Timestamp; readonly latest: Timestamp }
  /** The validator's address is not its key's, or stands twice in the set, or its power is no positive safe integer. */
  | { readonly rule: "validatorAddress" | "duplicateValidator" | "votingPower"; readonly index: number }
  /** A vote at this place of the commit is not from the validator at this place of the set. */
  | { readonly rule: "voteAddress"; readonly index: number; readonly want: string; readonly got: string }
  | { readonly rule: "doubleVote"; readonly first: number; readonly second: number }
  | { readonly rule: "signature"; readonly index: number; readonly validator: string }
  /** Not more than two thirds of the header's own validators signed. */
  | { readonly rule: "twoThirds"; readonly signed: number; readonly of: number };

export type RuleName = Broken["rule"];

/** The block protocol of CometBFT v0.34 to v0.38 (version.BlockProtocol). */
export const BLOCK_PROTOCOL = 11;

/** types/block.go, Header.ValidateBasic. */
export function blockVersion(header: Header): Broken | undefined {
  return different("blockVersion", BLOCK_PROTOCOL, header.version.block);
}

/** types/block.go, SignedHeader.ValidateBasic(chainID). */
export function sameChain(trusted: Header, untrusted: Header): Broken | undefined {
  return different("chainId", trusted.chainId, untrusted.chainId);
}

/** CMBC-SOUND-DISTR-POSS-COMMIT: v.Height = b.Height. */
export function commitForHeight({ header, commit }: SignedHeader): Broken | undefined {
  return different("commitHeight", header.height, commit.height);
}

/** CMBC-SOUND-DISTR-POSS-COMMIT: v.blockID = hash(b). Binds all 14 fields of the header. */
export function commitForHeader({ header, commit }: SignedHeader): Broken | undefined {
  return different("commitHash", toHex(headerHash(header)), toHex(commit.blockId.hash));
}

/** LCV-FUNC-VALID: the immediate successor. */
export function isAdjacent(trusted: Header, untrusted: Header): Broken | undefined {
  return untrusted.height === trusted.height + 1 ? undefined : height(trusted, untrusted, "adjacent");
}

/** LCV-FUNC-VALID: skipping is for heights that are not adjacent (light/verifier.go, ErrHeaderHeightAdjacent). */
export function isApart(trusted: Header, untrusted: Header): Broken | undefined {
  return untrusted.height === trusted.height + 1 ? height(trusted, untrusted, "apart") : undefined;
}

/** LCV-FUNC-VALID: the trusted height is smaller. */
export function heightIncreases(trusted: Header, untrusted: Header): Broken | undefined {
  return untrusted.height > trusted.height ? undefined : height(trusted, untrusted, "later");
}

/** LCV-FUNC-VALID: the trusted time is smaller. */
export function timeIncreases(trusted: Header, untrusted: Header): Broken | undefined {
  return compareTimes(untrusted.time, trusted.time) > 0
    ? undefined
    : { rule: "timeMonotonic", trusted: trusted.time, untrusted: untrusted.time };
}

/** LCV-INV-TP, CMBC-VAL-CONTAINS-CORR: trusted.Header.Time > now - trustingPeriod. */
export function withinTrustingPeriod(trusted: Header, trustingPeriodMs: number, now: Timestamp): Broken | undefined {
  const expired = plusMs(trusted.time, trustingPeriodMs);
  return compareTimes(expired, now) > 0 ? undefined : { rule: "trustingPeriod", expired, now };
}

/** LCV-FUNC-VALID: untrusted.Header.Time < now + clockDrift. */
export function notFromFuture(untrusted: Header, clockDriftMs: number, now: Timestamp): Broken | undefined {
  const latest = plusMs(now, clockDriftMs);
  return compareTimes(untrusted.time, latest) < 0 ? undefined : { rule: "future", untrusted: untrusted.time, latest };
}

/** LCV-FUNC-VALID: untrusted.Validators match the header. */
export function validatorsOfHeader(header: Header, validators: ValidatorSet): Broken | undefined {
  return different("validatorsHash", toHex(header.validatorsHash), toHex(validatorsHash(validators)));
}

/** LCV-FUNC-VALID: untrusted.NextValidators match the header. */
export function nextValidatorsOfHeader(header: Header, validators: ValidatorSet): Broken | undefined {
  return different("nextValidatorsHash", toHex(header.nextValidatorsHash), toHex(validatorsHash(validators)));
}

/** LCV-FUNC-VALID, adjacent: trusted.Header.NextValidators = untrusted.Header.Validators. */
export function announcedValidators(trusted: Header, untrusted: Header): Broken | undefined {
  return different("announcedValidators", toHex(trusted.nextValidatorsHash), toHex(untrusted.validatorsHash));
}

/** LCV-FUNC-VALID, skipping: trusted.NextValidators is what the trusted header says. */
export function trustedValidators(trusted: Trusted): Broken | undefined {
  const { header, nextValidators } = trusted;
  return different("trustedValidators", toHex(header.nextValidatorsHash), toHex(validatorsHash(nextValidators)));
}

/** LCV-A-INIT: the first trusted header is named from outside, by its hash. */
export function anchored(header: Header, hash: Uint8Array): Broken | undefined {
  return different("anchor", toHex(hash), toHex(headerHash(header)));
}

/** CMBC-VALIDATOR-SET: a set; addresses are those of the keys (the hash does not bind them); powers add up exactly. */
export function wellFormedSet(validators: ValidatorSet): Broken | undefined {
  if (wellFormed.has(validators)) return undefined;
  const seen = new Set<string>();
  let total = 0;
  for (const [index, { address, key, power }] of validators.entries()) {
    total += power;
    if (!Number.isSafeInteger(power) || power < 1 || !Number.isSafeInteger(total)) {
      return { rule: "votingPower", index };
    }
    if (!equalBytes(address, validatorAddress(key))) return { rule: "validatorAddress", index };
    const name = toHex(address);
    if (seen.has(name)) return { rule: "duplicateValidator", index };
    seen.add(name);
  }
  wellFormed.add(validators);
  return undefined;
}

/** Sets that passed: they are read-only, and one set stands behind many headers. */
const wellFormed = new WeakSet<ValidatorSet>();

/** types/validation.go, verifyBasicValsAndCommit: one place in the commit per validator. */
export function commitOfSize(commit: Commit, validators: ValidatorSet): Broken | undefined {
  return different("commitSize", validators.length, commit.signatures.length);
}

/** CMBC-SOUND-DISTR-POSS-COMMIT: only votes by b.Validators; each stands at its validator's place. */
export function votesOfSet(commit: Commit, validators: ValidatorSet): Broken | undefined {
  for (const [index, sig] of commit.signatures.entries()) {
    const validator = validators[index];
    if (sig.flag === "absent") continue;
    if (validator === undefined || !equalBytes(sig.address, validator.address)) {
      return {
        rule: "voteAddress",
        index,
        want: toHex(validator?.address ?? new Uint8Array()),
        got: toHex(sig.address),
      };
    }
  }
  return undefined;
}

/** types/validation.go: nobody votes twice in one commit. */
export function noDoubleVote(commit: Commit): Broken | undefined {
  const seen = new Map<string, number>();
  for (const [second, sig] of commit.signatures.entries()) {
    if (sig.flag === "absent") continue;
    const name = toHex(sig.address);
    const first = seen.get(name);
    if (first !== undefined) return { rule: "doubleVote", first, second };
    seen.set(name, second);
  }
  return undefined;
}

/** light/verifier.go, VerifyBackwards: the trusted header names the one before it by its hash. */
export function lastBlockOf(trusted: Header, older: Header): Broken | undefined {
  return different("lastBlock", toHex(trusted.lastBlockId.hash), toHex(headerHash(older)));
}

function height(trusted: Header, untrusted: Header, need: "adjacent" | "later" | "apart"): Broken {
  return { rule: "height", trusted: trusted.height, untrusted: untrusted.height, need };
}

function different<R extends "blockVersion" | "commitHeight" | "commitSize">(
  rule: R,
  want: number,
  got: number,
): Compared<R, number> | undefined;
function different<
  R extends
    | "chainId"
    | "commitHash"
    | "validatorsHash"
    | "nextValidatorsHash"
    | "announcedValidators"
    | "lastBlock"
    | "trustedValidators"
    | "anchor",
>(rule: R, want: string, got: string): Compared<R, string> | undefined;
function different<R extends string, T>(rule: R, want: T, got: T): Compared<R, T> | undefined {
  return want === got ? undefined : { rule, want, got };
}
