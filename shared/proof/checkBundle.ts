/**
 * What a proof bundle proves, to whom (docs/protocol/proofs.md). With an anchor that the checker trusts, the headers lead from it by the
 * light client's own rules (verification_001) to the state that the questions were put to; the questions are answered here, from the
 * witnesses. Without one the bundle can be free of contradictions at most, and proves nothing.
 */
import { toHex } from "../codec/bytes.ts";
import type { Json } from "../codec/canonical.ts";
import type { Params } from "../ledger/params.ts";
import { QueryFault, runQuery } from "../ledger/runQuery.ts";
import { headerHash } from "../light/hashes.ts";
import { TWO_THIRDS, tally } from "../light/tally.ts";
import { fromMs } from "../light/timestamp.ts";
import type { LightBlock } from "../light/types.ts";
import { type RuleName } from "../light/rules.ts";
import { plan, type Verdict, verifyWhole } from "../light/verify.ts";
import type { VoteChecks } from "../light/voteChecks.ts";
import { openWitness, WitnessFault } from "../state/openWitness.ts";
import { Unprovable } from "../state/walk.ts";
import { NOTHING } from "./carried.ts";
import { type CarriedRefusal, type CarriedShown, checkCarried, lowestHeight } from "./checkCarried.ts";
import { type Bundle, type BundleFault, parseBundle, type Question } from "./bundle.ts";
import { toldAgain } from "./toldOnce.ts";

/** Where a checker's trust begins: a header by its hash, from outside of the bundle. */
export interface ProofAnchor {
  readonly chainId: string;
  readonly height: number;
  /** Lower-case hex. */
  readonly hash: string;
  /** Seconds within which a header can lead on to another one. */
  readonly trustingPeriod: number;
}

export interface CheckOptions {
  readonly anchors: readonly ProofAnchor[];
  /** Wall clock, ms. */
  readonly now: number;
  /** Whether a simulated market's proofs count; its keys lie on one disk and prove nothing to a stranger. */
  readonly allowSimulated: boolean;
  /** What checks validators' signatures; without it the portable ones do. */
  readonly checks?: VoteChecks;
}

export interface Answered {
  readonly query: string;
  readonly input: Json;
  readonly answer: Json;
}

export interface Shown {
  readonly chainId: string;
  /** Of the state; the header that proves it is the next one. */
  readonly height: number;
  /** Header time of the proving header, seconds. */
  readonly time: number;
  readonly headerHash: string;
  /** Validators whose signatures on the proving header were checked, out of all: addresses (hex) and voting power. */
  readonly validators: readonly { readonly address: string; readonly power: number; readonly signed: boolean }[];
  readonly simulated: boolean;
  readonly answers: readonly Answered[];
  /** What it carries beside the questions. */
  readonly carried: CarriedShown;
}

export type ProofRefusal =
  | CarriedRefusal
  | { readonly why: "file"; readonly fault: BundleFault }
  /** Headers of another chain than the bundle says, or not ascending. */
  | { readonly why: "blocks"; readonly index: number; readonly problem: "chain" | "order" }
  /** The anchor names another header at this height: the bundle is of a forged or forked chain. */
  | { readonly why: "anchor"; readonly height: number }
  | { readonly why: "header"; readonly height: number; readonly rule: RuleName | "notEnoughTrust" }
  /** `again`: it tells what a question before it tells. */
  | { readonly why: "question"; readonly index: number; readonly problem: "unknown" | "version" | "input" | "again" }
  | {
      readonly why: "witness";
      readonly index: number;
      readonly problem: "lied" | "malformed" | "tooLarge" | "unprovable";
    };

/** Why something that does not contradict itself still proves nothing here. */
export type Unproved =
  /** No anchor for its chain. */
  | "noAnchor"
  /** Its headers do not pass the anchor's height. */
  | "notReached"
  /** They do, but the anchor is older than the trusting period: a newer one, or the proving header's own hash, is needed. */
  | "expired"
  /** A simulated market, which was not asked for. */
  | "simulated";

export type ProofVerdict =
  | { readonly verdict: "proved"; readonly shown: Shown }
  | { readonly verdict: "consistent"; readonly why: Unproved; readonly shown: Shown }
  | { readonly verdict: "refused"; readonly refusal: ProofRefusal };

/** Clock drift that a header may be ahead, ms. */
const DRIFT_MS = 10_000;

export async function checkBundle(bytes: Uint8Array, options: CheckOptions): Promise<ProofVerdict> {
  const parsed = parseBundle(bytes);
  if (!parsed.ok) return refused({ why: "file", fault: parsed.fault });
  const { bundle } = parsed;
  const order = blocksInOrder(bundle);
  if (order) return refused(order);
  const contradiction = await contradicted(bundle, options);
  if (contradiction) return refused(contradiction);
  const trust = trustFrom(bundle, options);
  if (trust.kind === "refused") return refused(trust.refusal);
  const last = bundle.blocks.at(-1) as LightBlock;
  const answers: Answered[] = [];
  for (const [index, question] of bundle.questions.entries()) {
    const answer = answered(question, index, last);
    if ("why" in answer) return refused(answer);
    answers.push(answer);
  }
  const again = toldAgain(answers);
  if (again !== undefined) return refused({ why: "question", index: again, problem: "again" });
  const { chainId, blocks, carried = NOTHING } = bundle;
  const beside = checkCarried(chainId, blocks, carried, answers);
  if (!beside.ok) return refused(beside.refusal);
  const shown = shownOf(chainId, last, answers, beside.shown);
  if (trust.kind === "none") return { verdict: "consistent", why: trust.why, shown };
  const lowest = lowestHeight(carried);
  const early = options.anchors.filter(({ height }) => lowest === undefined || height <= lowest);
  if (early.length < options.anchors.length) {
    // Headers below an anchor do not follow from it: a transaction is proved from an anchor at or below its block alone.
    const way = trustFrom(bundle, { ...options, anchors: early });
    if (way.kind !== "reached")
      return {
        verdict: "consistent",
        why: way.kind === "none" && way.why === "expired" ? "expired" : "notReached",
        shown,
      };
  }
  if (shown.simulated && !options.allowSimulated) return { verdict: "consistent", why: "simulated", shown };
  return { verdict: "proved", shown };
}

const refused = (refusal: ProofRefusal): ProofVerdict => ({ verdict: "refused", refusal });

function blocksInOrder({ chainId, blocks }: Bundle): ProofRefusal | undefined {
  for (const [index, { header }] of blocks.entries()) {
    if (header.chainId !== chainId) return { why: "blocks", index, problem: "chain" };
    const before = blocks[index - 1]?.header.height ?? 0;
    if (header.height <= before) return { why: "blocks", index, problem: "order" };
  }
  return undefined;
}

type Trust =
  | { readonly kind: "reached" }
  | { readonly kind: "none"; readonly why: Unproved }
  | { readonly kind: "refused"; readonly refusal: ProofRefusal };

interface Met {
  readonly anchor: ProofAnchor;
  readonly at: LightBlock;
  readonly from: number;
}

/** Anchors at whose height the bundle has a header. */
function metIn({ chainId, blocks }: Bundle, anchors: readonly ProofAnchor[]): readonly Met[] {
  return anchors.flatMap((anchor) => {
    const from = blocks.findIndex(({ header }) => header.height === anchor.height);
    const at = blocks[from];
    return at && anchor.chainId === chainId ? [{ anchor, at, from }] : [];
  });
}

async function contradicted(bundle: Bundle, { anchors, checks }: CheckOptions): Promise<ProofRefusal | undefined> {
  // All of them before any is followed: a fork can fit an early anchor, and contradict a later one.
  for (const { anchor, at } of metIn(bundle, anchors))
    if (toHex(headerHash(at.header)) !== anchor.hash) return { why: "anchor", height: anchor.height };
  // Whatever else: each header carries a commit of its own validators, and no false vote, or it is no header of any chain.
  for (const block of bundle.blocks) {
    const verdict = await verifyWhole(block, checks);
    if (verdict.verdict !== "valid") return headerRefusal(block, verdict);
  }
  return undefined;
}

/** Whether one of the anchors leads to the last header of a bundle that contradicts none and itself not. */
function trustFrom(bundle: Bundle, options: CheckOptions): Trust {
  if (!options.anchors.some(({ chainId }) => chainId === bundle.chainId)) return { kind: "none", why: "noAnchor" };
  let best: Trust = { kind: "none", why: "notReached" };
  for (const { anchor, from } of metIn(bundle, options.anchors)) {
    const reached = reachedFrom(bundle.blocks.slice(from), anchor, options);
    if (reached.kind !== "none") return reached;
    best = reached;
  }
  return best;
}

/** From the anchor's own header to the last, each by the one before it; every vote for each of them is checked already. */
function reachedFrom(blocks: readonly LightBlock[], { trustingPeriod }: ProofAnchor, { now }: CheckOptions): Trust {
  const times = { trustingPeriodMs: trustingPeriod * 1000, clockDriftMs: DRIFT_MS };
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1];
    if (!before) continue;
    const planned = plan(before, block, times, fromMs(now));
    const verdict = planned.verdict === "checkSignatures" ? planned.genuine : planned;
    if (verdict.verdict === "valid") continue;
    if (verdict.verdict === "invalid" && verdict.rule === "trustingPeriod") return { kind: "none", why: "expired" };
    return { kind: "refused", refusal: headerRefusal(block, verdict) };
  }
  return { kind: "reached" };
}

function headerRefusal({ header }: LightBlock, verdict: Verdict): ProofRefusal {
  const rule = verdict.verdict === "invalid" ? verdict.rule : "notEnoughTrust";
  return { why: "header", height: header.height, rule };
}

/** The question, answered from its witness under the header's app hash. */
function answered(
  { query, version, input, witness }: Question,
  index: number,
  block: LightBlock,
): Answered | ProofRefusal {
  try {
    const reader = openWitness(witness, block.header.appHash);
    return { query, input, answer: runQuery(reader, query, version, input) };
  } catch (error) {
    if (error instanceof WitnessFault) return { why: "witness", index, problem: error.kind };
    if (error instanceof Unprovable) return { why: "witness", index, problem: "unprovable" };
    if (error instanceof QueryFault) return { why: "question", index, problem: PROBLEMS[error.data.fault] };
    // Without an anchor anybody's state is read, also one whose records are no records: a query may stumble over them anyhow.
    return { why: "witness", index, problem: "malformed" };
  }
}
const PROBLEMS = { unknownQuery: "unknown", unknownVersion: "version", input: "input" } as const;

function shownOf(chainId: string, block: LightBlock, answers: readonly Answered[], carried: CarriedShown): Shown {
  const { header, validators, commit } = block;
  const votes = new Set(tally(commit, validators, TWO_THIRDS).votes.map(({ validator }) => validator));
  const params = answers.find(({ query }) => query === "params")?.answer as Params | undefined;
  return {
    chainId,
    height: header.height - 1,
    time: header.time.seconds,
    headerHash: toHex(headerHash(header)),
    validators: validators.map((validator) => ({
      address: toHex(validator.address),
      power: validator.power,
      signed: votes.has(validator),
    })),
    // A bundle that does not show its parameters could be of any market.
    simulated: params?.demo !== false,
    answers,
    carried,
  };
}
