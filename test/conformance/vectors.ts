/**
 * Our own cases for what other sets lack, in the same format: each rule of the specification broken once, on genuinely signed blocks.
 * `node test/conformance/makeVectors.ts` writes them to test/conformance/vectors; a test holds the files against this list.
 */
import { formatTimestamp, fromMs } from "../../shared/light/timestamp.ts";
import type { CommitSig, Header, LightBlock } from "../../shared/light/types.ts";
import { lightBlockJson } from "../../shared/light/render.ts";
import { block, type BlockPlan, digest, signer, signers, START, withSignature } from "../shared/light/chain.ts";

type Verdict = "SUCCESS" | "NOT_ENOUGH_TRUST" | "INVALID";
interface Step {
  readonly light: LightBlock;
  readonly verdict: Verdict;
  /** Of the checking clock, ms after START. */
  readonly now?: number;
}
export interface Vector {
  readonly name: string;
  readonly description: string;
  readonly initial?: LightBlock;
  readonly steps: readonly Step[];
}

const NOW = 60_000;
const PERIOD_MS = 3_600_000;
const four = signers("abcd");
const first = block({ height: 1, signers: four });
const next = (plan: Partial<BlockPlan> = {}): LightBlock => block({ height: 2, signers: four, ...plan });
const later = (plan: Partial<BlockPlan> = {}): LightBlock => block({ height: 9, signers: four, ...plan });
const one = (name: string, description: string, verdict: Verdict, light: LightBlock, now?: number): Vector => ({
  name,
  description,
  steps: [{ light, verdict, ...(now === undefined ? {} : { now }) }],
});
/** The commit stays that of the genuine header. */
const withHeader = (light: LightBlock, change: Partial<Header>): LightBlock => ({
  ...light,
  header: { ...light.header, ...change },
});
const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(0, (bytes[0] ?? 0) ^ 1);
const votes = (flags: readonly CommitSig["flag"][]) => ({
  vote: (who: (typeof four)[number]) => flags[four.indexOf(who)] ?? "commit",
});

/** Every field that the header's hash covers, changed without a new commit. */
const CHANGED: Readonly<Record<string, Partial<Header>>> = {
  "version-block": { version: { block: 12, app: 1 } },
  "version-app": { version: { block: 11, app: 2 } },
  "chain-id": { chainId: "another-street-1" },
  height: { height: 10 },
  time: { time: fromMs(START + 9_500) },
  "last-block-id": { lastBlockId: { hash: digest("other"), parts: { total: 1, hash: digest("parts") } } },
  "last-commit-hash": { lastCommitHash: digest("other") },
  "data-hash": { dataHash: digest("other") },
  "validators-hash": { validatorsHash: digest("other") },
  "next-validators-hash": { nextValidatorsHash: digest("other") },
  "consensus-hash": { consensusHash: digest("other") },
  "app-hash": { appHash: digest("other") },
  "last-results-hash": { lastResultsHash: digest("other") },
  "evidence-hash": { evidenceHash: digest("other") },
  "proposer-address": { proposerAddress: digest("other").slice(0, 20) },
};

const secp = [signer("p", 10, "secp256k1"), signer("q", 10, "secp256k1"), signer("r", 10, "secp256k1")];
const mixed = [...secp.slice(0, 2), ...signers("mn")];

export const VECTORS: readonly Vector[] = [
  one("adjacent", "The next block, signed by all.", "SUCCESS", next()),
  one("skipping", "A later block, signed by all.", "SUCCESS", later()),
  {
    name: "secp256k1",
    description: "Validators with secp256k1 keys: 64-byte signatures, low S, over SHA-256 of the vote.",
    initial: block({ height: 1, signers: secp }),
    steps: [
      { light: block({ height: 2, signers: secp }), verdict: "SUCCESS" },
      { light: block({ height: 9, signers: secp }), verdict: "SUCCESS" },
    ],
  },
  {
    name: "mixed-keys",
    description: "Validators with keys of both kinds in one set.",
    initial: block({ height: 1, signers: mixed }),
    steps: [{ light: block({ height: 2, signers: mixed }), verdict: "SUCCESS" }],
  },
  {
    name: "secp256k1-bad-signature",
    description: "One secp256k1 signature has a bit changed.",
    initial: block({ height: 1, signers: secp }),
    steps: [
      {
        light: withSignature(block({ height: 2, signers: secp }), 1, (sig) => ({
          ...sig,
          signature: flipped(sig.signature),
        })),
        verdict: "INVALID",
      },
    ],
  },
  {
    name: "handover",
    description: "A wholly new set that the block before announced: adjacent it is trusted, skipped to it is not.",
    steps: [
      { light: later({ signers: signers("wxyz") }), verdict: "NOT_ENOUGH_TRUST" },
      { light: next({ next: signers("wxyz") }), verdict: "SUCCESS" },
      { light: block({ height: 3, signers: signers("wxyz") }), verdict: "SUCCESS" },
    ],
  },
  one(
    "bad-signature",
    "One vote's signature has a bit changed.",
    "INVALID",
    withSignature(later(), 2, (sig) => ({ ...sig, signature: flipped(sig.signature) })),
  ),
  one(
    "other-time-signed",
    "A vote's time is not the one that was signed.",
    "INVALID",
    withSignature(later(), 0, (sig) => ({ ...sig, time: { ...sig.time, nanos: 5 } })),
  ),
  one(
    "nil-within-reach",
    "One of four voted for nothing: three quarters are more than two thirds.",
    "SUCCESS",
    later(votes(["nil"])),
  ),
  one("nil-too-many", "Two of four voted for nothing.", "INVALID", later(votes(["nil", "nil"]))),
  one("absent-within-reach", "One of four did not vote.", "SUCCESS", later(votes(["absent"]))),
  one("absent-too-many", "Two of four did not vote.", "INVALID", later(votes(["absent", "absent"]))),
  one(
    "two-thirds-exactly",
    "Two of three signed: not more than two thirds.",
    "INVALID",
    block({ height: 2, signers: four.slice(0, 3), ...votes(["commit", "commit", "absent"]) }),
  ),
  one(
    "double-vote",
    "A validator's vote stands twice in the commit.",
    "INVALID",
    doubled(later(votes(["commit", "commit", "commit", "absent"]))),
  ),
  one(
    "stranger",
    "A vote's address is not that of the validator at its place.",
    "INVALID",
    withSignature(later(), 1, (sig) => ({ ...sig, address: digest("nobody").slice(0, 20) })),
  ),
  one("votes-in-wrong-order", "Two votes stand at each other's places.", "INVALID", swapped(later())),
  one("commit-too-short", "The commit has fewer places than the set has validators.", "INVALID", shortened(later())),
  one("commit-of-another-height", "The commit says another height than the header.", "INVALID", {
    ...later(),
    commit: { ...later().commit, height: 8 },
  }),
  one("other-validators", "The validators beside the header are not those of its hash.", "INVALID", {
    ...later(),
    validators: later({ signers: signers("abcx") }).validators,
  }),
  one("other-next-validators", "The next validators beside the header are not those of its hash.", "INVALID", {
    ...later(),
    nextValidators: later({ signers: signers("abcx") }).nextValidators,
  }),
  one(
    "other-chain",
    "Every vote is genuine, for a chain of another name.",
    "INVALID",
    later({ chainId: "another-street-1" }),
  ),
  one(
    "not-announced",
    "The next block's validators are not those that the trusted one announced.",
    "INVALID",
    next({ signers: signers("wxyz") }),
  ),
  one(
    "same-height",
    "A block of the trusted height.",
    "INVALID",
    block({ height: 1, signers: four, header: { dataHash: digest("other") } }),
  ),
  one(
    "time-stands-still",
    "A later block of the trusted block's time.",
    "INVALID",
    later({ header: { time: first.header.time } }),
  ),
  one("from-the-future", "Signed by all, and later than the checking clock.", "INVALID", later(), 8_999),
  one(
    "trusting-period-over",
    "The trusted block is older than the trusting period.",
    "INVALID",
    later(),
    1_000 + PERIOD_MS,
  ),
  ...Object.entries(CHANGED).map(([field, change]) =>
    one(
      `changed-${field}`,
      `The header's field ${field} is not the one that was signed.`,
      "INVALID",
      withHeader(later(), change),
    ),
  ),
];

function doubled(light: LightBlock): LightBlock {
  const [a] = light.commit.signatures;
  return withSignature(light, 3, (sig) => a ?? sig);
}

function swapped(light: LightBlock): LightBlock {
  const [a, b] = light.commit.signatures;
  return withSignature(
    withSignature(light, 0, (sig) => b ?? sig),
    1,
    (sig) => a ?? sig,
  );
}

function shortened(light: LightBlock): LightBlock {
  return { ...light, commit: { ...light.commit, signatures: light.commit.signatures.slice(0, 3) } };
}

/** As the format has it. */
export function vectorJson({ description, initial = first, steps }: Vector): string {
  const at = (ms: number): string => formatTimestamp(fromMs(START + ms));
  const written = (light: LightBlock) => {
    const { signedHeader, validators, nextValidators } = lightBlockJson(light);
    return {
      signed_header: signedHeader,
      validator_set: { validators: validators.validators },
      next_validator_set: { validators: nextValidators.validators },
    };
  };
  const { signed_header, next_validator_set } = written(initial);
  const json = {
    description,
    initial: { signed_header, next_validator_set, trusting_period: `${PERIOD_MS}000000`, now: at(NOW) },
    input: steps.map(({ light, verdict, now = NOW }) => ({ block: written(light), now: at(now), verdict })),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}
