/**
 * The light client's verdict on an untrusted block (CometBFT spec verification_001, LCV-FUNC-VALID; light/verifier.go):
 * adjacent, skipping, and backward by the hash chain. `now` is an argument. Counting comes first and needs no signature (`plan`);
 * then the signatures of as many votes as the verdict needs are checked, in order (VerifyCommitLight).
 */
import { toHex } from "../codec/bytes.ts";
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
import { type Header, type LightBlock, NO_VOTE, type Trusted } from "./types.ts";
import { type VoteChecks, portableChecks } from "./voteChecks.ts";
import { signedVotes } from "./votes.ts";

export interface LightOptions {
  /** From 1/3 to 1; 1/3 unless told. */
  readonly trustLevel?: Fraction;
  readonly trustingPeriodMs: number;
  readonly clockDriftMs: number;
  /** The portable ones unless told. */
  readonly checks?: VoteChecks;
}

export const DEFAULT_TRUST_LEVEL: Fraction = { numerator: 1, denominator: 3 };

/** The header may be trusted; signatures of `signed` of `of` voting power of its own validators were checked, others were not. */
export type Valid = { readonly verdict: "valid"; readonly signed: number; readonly of: number };

export type Verdict =
  | Valid
  /** Sound, but signed by too few of the trusted validators: try a height between. `tally` of `of`, more than `level` needed. */
  | { readonly verdict: "notEnoughTrust"; readonly tally: number; readonly of: number; readonly level: Fraction }
  | ({ readonly verdict: "invalid" } & Broken);

type Invalid = { readonly verdict: "invalid" } & Broken;

/**
 * Everything but the signatures holds: `genuine` is the verdict if the needed votes' signatures are. That is valid, or from the future:
 * only a header that its validators signed says anything about our clock, any other is the node's lie.
 */
export interface SignaturePlan {
  readonly verdict: "checkSignatures";
  readonly needed: readonly Vote[];
  readonly genuine: Valid | Invalid;
}

/** Adjacent or skipping, as the heights are. */
export async function verify(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Promise<Verdict> {
  return await decided(plan(trusted, untrusted, options, now), untrusted, options.checks);
}

/** LCV-FUNC-VALID for the immediate successor. */
export async function verifyAdjacent(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Promise<Verdict> {
  return await decided(planAdjacent(trusted, untrusted, options, now), untrusted, options.checks);
}

/** LCV-FUNC-VALID for a later height that is not the next. */
export async function verifySkipping(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): Promise<Verdict> {
  return await decided(planSkipping(trusted, untrusted, options, now), untrusted, options.checks);
}

/** All of `verify` but the signatures: for blocks whose votes were checked before, its last word. */
export function plan(
  trusted: Trusted,
  untrusted: LightBlock,
  options: LightOptions,
  now: Timestamp,
): SignaturePlan | Verdict {
  const adjacent = untrusted.header.height === trusted.header.height + 1;
  return (adjacent ? planAdjacent : planSkipping)(trusted, untrusted, options, now);
}

function planAdjacent(
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
    ? inTime(twoThirds(untrusted, []), untrusted, options, now)
    : { verdict: "invalid", ...broken };
}

function planSkipping(
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
    wellFormedSet(trusted.nextValidators) ??
    soundCommit(untrusted);
  if (broken !== undefined) return { verdict: "invalid", ...broken };
  // CMBC-VAL-CONTAINS-CORR: more than the trust level of the trusted next validators, so that one of them is correct.
  const known = tally(untrusted.commit, trusted.nextValidators, level);
  if (!known.enough) return { verdict: "notEnoughTrust", tally: known.signed, of: known.of, level };
  return inTime(twoThirds(untrusted, known.reaching), untrusted, options, now);
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
 * LCV-A-INIT: the block that an anchor names by its hash, whole. The caller knows the chain from the anchor's source; its age is checked
 * when something is verified from it.
 */
export async function verifyAnchor(
  anchor: { readonly chainId: string; readonly hash: Uint8Array },
  block: LightBlock,
  checks?: VoteChecks,
): Promise<Verdict> {
  const broken =
    anchored(block.header, anchor.hash) ?? sameChain({ ...block.header, chainId: anchor.chainId }, block.header);
  return broken === undefined ? await verifyWhole(block, checks) : { verdict: "invalid", ...broken };
}

/** A block alone: its validators match it, more than two thirds of them signed it, and no vote for it is false. */
export async function verifyWhole(block: LightBlock, checks?: VoteChecks): Promise<Verdict> {
  const broken = consistent(block) ?? soundCommit(block);
  if (broken !== undefined) return { verdict: "invalid", ...broken };
  const planned = twoThirds(block, []);
  if (planned.verdict !== "checkSignatures") return planned;
  const { votes, signed, of } = tally(block.commit, block.validators, TWO_THIRDS);
  return (await falseVote(block, votes, checks)) ?? { verdict: "valid", signed, of };
}

/**
 * A verified block with no vote for it that was not checked: itself where all are genuine. Where one is false only those stay that are
 * enough for two thirds; whoever gave it lied, but the header is true.
 */
export async function withCheckedVotes(block: LightBlock, checks?: VoteChecks): Promise<LightBlock> {
  const { votes, reaching } = tally(block.commit, block.validators, TWO_THIRDS);
  const others = votes.slice(reaching.length);
  if ((await falseVote(block, others, checks)) === undefined) return block;
  const dropped = new Set(others.map(({ index }) => index));
  const signatures = block.commit.signatures.map((sig, i) => (dropped.has(i) ? NO_VOTE : sig));
  return { ...block, commit: { ...block.commit, signatures } };
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

/** CMBC-SOUND-DISTR-POSS-COMMIT: more than two thirds of the header's own validators. `known`: votes that are needed besides. */
function twoThirds({ commit, validators }: LightBlock, known: readonly Vote[]): SignaturePlan | Verdict {
  const own = tally(commit, validators, TWO_THIRDS);
  if (!own.enough) return { verdict: "invalid", rule: "twoThirds", signed: own.signed, of: own.of };
  // A vote that counts in both sets is one signature: an address stands for one key.
  const indexes = new Set([...known, ...own.reaching].map(({ index }) => index));
  const needed = own.votes.filter(({ index }) => indexes.has(index));
  return { verdict: "checkSignatures", needed, genuine: { verdict: "valid", signed: powerOf(needed), of: own.of } };
}

async function decided(
  planned: SignaturePlan | Verdict,
  block: LightBlock,
  checks: VoteChecks | undefined,
): Promise<Verdict> {
  if (planned.verdict !== "checkSignatures") return planned;
  return (await falseVote(block, planned.needed, checks)) ?? planned.genuine;
}

/** The first of these votes whose signature is not its validator's. */
async function falseVote(
  { header, commit }: LightBlock,
  votes: readonly Vote[],
  checks: VoteChecks = portableChecks,
): Promise<Invalid | undefined> {
  const wrong = votes[(await checks(signedVotes(header.chainId, commit, votes))) ?? -1];
  if (wrong === undefined) return undefined;
  const { index, validator } = wrong;
  return { verdict: "invalid", rule: "signature", index, validator: toHex(validator.address) };
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
