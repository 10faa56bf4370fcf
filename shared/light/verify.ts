/**
 * The light client's verdict on an untrusted block (CometBFT spec verification_001, LCV-FUNC-VALID; light/verifier.go):
 * adjacent, skipping, and backward by the hash chain. `now` is an argument. Counting comes first, signatures last, so that
 * they may also be checked elsewhere and in parallel: `plan...` gives the votes to check, `verify...` checks them here.
 */
import { toHex } from "../codec/bytes.ts";
import { nobleChecks, type VoteChecks, verifyVote } from "./ed25519.ts";
import {
  anchored,
  announcedValidators,
  blockVersion,
  type Broken,
  commitForHeader,
  commitForHeight,
  commitOfSize,
  heightIncreases,
  isAdjacent,
  isApart,
  lastBlockOf,
  nextValidatorsOfHeader,
  noDoubleVote,
  notFromFuture,
  sameChain,
  timeIncreases,
  trustedValidators,
  validatorsOfHeader,
  votesOfSet,
  wellFormedSet,
  withinTrustingPeriod,
} from "./rules.ts";
import { type Fraction, powerOf, tally, TWO_THIRDS, type Vote } from "./tally.ts";
import type { Timestamp } from "./timestamp.ts";
import type { Commit, Header, LightBlock, Trusted } from "./types.ts";
import { commitSignBytes } from "./votes.ts";

export interface LightOptions {
  /** From 1/3 to 1; 1/3 unless told. */
  readonly trustLevel?: Fraction;
  readonly trustingPeriodMs: number;
  readonly clockDriftMs: number;
  /**
   * Every vote for the block (unless told), so that what is shown of a commit is true; or only as many as are needed, in
   * order (VerifyCommitLight), for a long way that shows none.
   */
  readonly signatures?: "all" | "enough";
  /** noble's unless told. */
  readonly checks?: VoteChecks;
}

export const DEFAULT_TRUST_LEVEL: Fraction = { numerator: 1, denominator: 3 };

/** The header may be trusted; `signed` of `of` voting power of its own validators signed it, every signature checked. */
export type Valid = { readonly verdict: "valid"; readonly signed: number; readonly of: number };

export type Verdict =
  | Valid
  /** Sound, but signed by too few of the trusted validators: try a height between. `tally` of `of`, more than `level` needed. */
  | { readonly verdict: "notEnoughTrust"; readonly tally: number; readonly of: number; readonly level: Fraction }
  | ({ readonly verdict: "invalid" } & Broken);

/**
 * Everything but the signatures holds: `genuine` is the verdict if these votes' signatures are. That is valid, or from the future:
 * only a header that its validators signed says anything about our clock, any other is the node's lie.
 */
export interface SignaturePlan {
  readonly verdict: "checkSignatures";
  readonly votes: readonly Vote[];
  readonly signBytes: (vote: Vote) => Uint8Array;
  readonly genuine: Valid | ({ readonly verdict: "invalid" } & Broken);
}

/** Adjacent or skipping, as the heights are. */
export function verify(trusted: Trusted, untrusted: LightBlock, options: LightOptions, now: Timestamp): Verdict {
  return checked(plan(trusted, untrusted, options, now), untrusted.commit, options.checks);
}

/** LCV-FUNC-VALID for the immediate successor. */
export function verifyAdjacent(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Verdict {
  return checked(planAdjacent(trusted, untrusted, options, now), untrusted.commit, options.checks);
}

/** LCV-FUNC-VALID for a later height that is not the next. */
export function verifySkipping(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Verdict {
  return checked(planSkipping(trusted, untrusted, options, now), untrusted.commit, options.checks);
}

export function plan(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): SignaturePlan | Verdict {
  const adjacent = untrusted.header.height === trusted.header.height + 1;
  return (adjacent ? planAdjacent : planSkipping)(trusted, untrusted, options, now);
}

export function planAdjacent(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): SignaturePlan | Verdict {
  const broken =
    isAdjacent(trusted.header, untrusted.header) ??
    soundHeader(trusted.header, untrusted, options, now) ??
    announcedValidators(trusted.header, untrusted.header) ??
    soundCommit(untrusted);
  return broken === undefined
    ? inTime(twoThirds(untrusted, [], options), untrusted, options, now)
    : { verdict: "invalid", ...broken };
}

export function planSkipping(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): SignaturePlan | Verdict {
  const level = trustLevel(options);
  const broken =
    isApart(trusted.header, untrusted.header) ??
    soundHeader(trusted.header, untrusted, options, now) ??
    trustedValidators(trusted) ??
    soundCommit(untrusted);
  if (broken !== undefined) return { verdict: "invalid", ...broken };
  // CMBC-VAL-CONTAINS-CORR: more than the trust level of the trusted next validators, so that one of them is correct.
  const known = tally(untrusted.commit, trusted.nextValidators, level);
  if (!known.enough) return { verdict: "notEnoughTrust", tally: known.signed, of: known.of, level };
  return inTime(twoThirds(untrusted, known.reaching, options), untrusted, options, now);
}

/** Last of all: what is sound otherwise must not be from the future. */
function inTime(
  planned: SignaturePlan | Verdict,
  { header }: LightBlock,
  options: LightOptions,
  now: Timestamp,
): SignaturePlan | Verdict {
  const broken = notFromFuture(header, options.clockDriftMs, now);
  if (broken === undefined || planned.verdict !== "checkSignatures") return planned;
  return { ...planned, genuine: { verdict: "invalid", ...broken } };
}

/**
 * LCV-A-INIT: the block that an anchor names by its hash, with validators that match it and a commit of its own. The caller
 * knows the chain from the anchor's source; its age is checked when something is verified from it.
 */
export function verifyAnchor(
  anchor: { readonly chainId: string; readonly hash: Uint8Array },
  block: LightBlock,
  checks: VoteChecks = nobleChecks,
): Verdict {
  const broken =
    anchored(block.header, anchor.hash) ??
    sameChain({ ...block.header, chainId: anchor.chainId }, block.header) ??
    consistent(block) ??
    soundCommit(block);
  return broken === undefined
    ? checked(twoThirds(block, [], {}), block.commit, checks)
    : { verdict: "invalid", ...broken };
}

/** A header before a trusted one, by the hash chain alone (light/verifier.go, VerifyBackwards). */
export function verifyBackward(
  trusted: Header,
  older: Header,
): { readonly verdict: "valid" } | ({ readonly verdict: "invalid" } & Broken) {
  const broken =
    blockVersion(older) ??
    sameChain(trusted, older) ??
    isAdjacent(older, trusted) ??
    timeIncreases(older, trusted) ??
    lastBlockOf(trusted, older);
  return broken === undefined ? { verdict: "valid" } : { verdict: "invalid", ...broken };
}

/** The rules that hold for every untrusted header, but for its being in the future; none of them needs a signature. */
function soundHeader(
  trusted: Header,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Broken | undefined {
  const { header } = untrusted;
  return (
    withinTrustingPeriod(trusted, options.trustingPeriodMs, now) ??
    sameChain(trusted, header) ??
    heightIncreases(trusted, header) ??
    timeIncreases(trusted, header) ??
    consistent(untrusted)
  );
}

/** What belongs to one block fits together. */
function consistent(block: LightBlock): Broken | undefined {
  const { header, validators, nextValidators } = block;
  return (
    blockVersion(header) ??
    commitForHeight(block) ??
    commitForHeader(block) ??
    validatorsOfHeader(header, validators) ??
    nextValidatorsOfHeader(header, nextValidators) ??
    wellFormedSet(validators) ??
    wellFormedSet(nextValidators)
  );
}

/** CMBC-SOUND-DISTR-POSS-COMMIT, but for the two thirds. */
function soundCommit({ commit, validators }: LightBlock): Broken | undefined {
  return commitOfSize(commit, validators) ?? noDoubleVote(commit) ?? votesOfSet(commit, validators);
}

/** CMBC-SOUND-DISTR-POSS-COMMIT: more than two thirds of the header's own validators. */
function twoThirds(
  untrusted: LightBlock,
  known: readonly Vote[],
  options: Pick<LightOptions, "signatures">,
): SignaturePlan | Verdict {
  const { commit, header } = untrusted;
  const own = tally(commit, untrusted.validators, TWO_THIRDS);
  if (!own.enough) return { verdict: "invalid", rule: "twoThirds", signed: own.signed, of: own.of };
  const votes = options.signatures === "enough" ? own.reaching : own.votes;
  // A vote that counts in both sets is one signature: an address stands for one key.
  const indexes = new Set(votes.map((vote) => vote.index));
  return {
    verdict: "checkSignatures",
    votes: [...known.filter((vote) => !indexes.has(vote.index)), ...votes],
    signBytes: ({ index }) => {
      const sig = commit.signatures[index];
      const bytes = sig === undefined ? undefined : commitSignBytes(header.chainId, commit, sig);
      if (bytes === undefined) throw new RangeError(`no vote at ${index}`);
      return bytes;
    },
    genuine: { verdict: "valid", signed: powerOf(votes), of: own.of },
  };
}

function checked(planned: SignaturePlan | Verdict, commit: Commit, checks: VoteChecks = nobleChecks): Verdict {
  if (planned.verdict !== "checkSignatures") return planned;
  for (const vote of planned.votes) {
    const signature = commit.signatures[vote.index]?.signature ?? new Uint8Array();
    if (!verifyVote(checks, vote.validator.key, planned.signBytes(vote), signature)) {
      return { verdict: "invalid", rule: "signature", index: vote.index, validator: toHex(vote.validator.address) };
    }
  }
  return planned.genuine;
}

function trustLevel({ trustLevel: level = DEFAULT_TRUST_LEVEL }: LightOptions): Fraction {
  const { numerator, denominator } = level;
  const fine =
    Number.isSafeInteger(numerator) &&
    Number.isSafeInteger(denominator) &&
    denominator > 0 &&
    numerator <= denominator &&
    BigInt(numerator) * 3n >= BigInt(denominator);
  if (!fine) throw new TypeError(`a trust level lies from 1/3 to 1, not ${numerator}/${denominator}`);
  return level;
}
