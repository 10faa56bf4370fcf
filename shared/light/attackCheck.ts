/**
 * Evidence of an attack as a full node checks it, against the chain that it has (CometBFT v0.38, evidence/verify.go,
 * VerifyLightClientAttack; types/evidence.go): a block of a height that it knows, another one than its own, signed as a block must be.
 */
import { z } from "zod";
import { equalBytes } from "../codec/bytes.ts";
import { sha256 } from "../codec/hash.ts";
import { attackJson, attackOf, type SignedBlock } from "./attack.ts";
import { headerHash } from "./hashes.ts";
import { parseSignedHeader, parseValidatorSet } from "./parse.ts";
import * as rules from "./rules.ts";
import { tally, TWO_THIRDS } from "./tally.ts";
import { portableChecks, type VoteChecks } from "./voteChecks.ts";
import { signedVotes } from "./votes.ts";

/** What the sender claims; nothing of it is believed before `attackFault` finds none. */
export interface ClaimedAttack {
  readonly conflicting: SignedBlock;
  readonly commonHeight: number;
  /** Its JSON: what is claimed beside the block is compared with what follows from it. */
  readonly json: unknown;
}

const Height = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number)
  .refine(Number.isSafeInteger);
const Shape = z.object({
  type: z.literal("tendermint/LightClientAttackEvidence"),
  value: z.object({
    ConflictingBlock: z.object({
      signed_header: z.unknown(),
      validator_set: z.object({ validators: z.array(z.unknown()).max(10_000) }),
    }),
    CommonHeight: Height,
    ByzantineValidators: z.array(z.object({ address: z.string(), voting_power: z.string() })).nullable(),
    TotalVotingPower: z.string(),
    Timestamp: z.string(),
  }),
});

export function parseAttack(
  json: unknown,
): { readonly ok: true; readonly claim: ClaimedAttack } | { readonly ok: false; readonly problem: string } {
  const shape = Shape.safeParse(json);
  if (!shape.success) {
    const issue = shape.error.issues[0];
    return { ok: false, problem: `${issue?.path.join(".") || "evidence"}: ${issue?.message ?? "unknown"}` };
  }
  const { ConflictingBlock: block, CommonHeight: commonHeight } = shape.data.value;
  const signed = parseSignedHeader(block.signed_header);
  if (!signed.ok) return { ok: false, problem: `signed_header: ${signed.fault.fault}` };
  const list = block.validator_set.validators;
  const page = { block_height: String(signed.value.header.height), validators: list, total: String(list.length) };
  const set = parseValidatorSet([page]);
  if (!set.ok) return { ok: false, problem: `validator_set: ${set.fault.fault}` };
  return { ok: true, claim: { conflicting: { ...signed.value, validators: set.value }, commonHeight, json } };
}

export type AttackFault =
  /** The very block that this chain has. */
  | { readonly fault: "sameBlock"; readonly height: number }
  /** Above the conflict, below it without invented fields, or not below it with them. */
  | { readonly fault: "commonHeight"; readonly height: number }
  /** A rule that every block keeps (rules.ts), by name. */
  | { readonly fault: "unsound"; readonly rule: string }
  /** Of the shared block's validators, a third or less signed. */
  | { readonly fault: "notEnoughTrust"; readonly signed: number; readonly of: number }
  /** What is claimed beside the block is not what follows from it. */
  | { readonly fault: "claim"; readonly field: string };

/** `ours`: this chain's block of the conflict's height; `common`: of the claimed common height. Undefined when it is evidence. */
export async function attackFault(
  { conflicting, commonHeight, json }: ClaimedAttack,
  ours: SignedBlock,
  common: SignedBlock,
  checks: VoteChecks = portableChecks,
): Promise<AttackFault | undefined> {
  const { header, commit, validators } = conflicting;
  if (equalBytes(headerHash(header), headerHash(ours.header))) return { fault: "sameBlock", height: header.height };
  const broken =
    rules.blockVersion(header) ??
    rules.sameChain(ours.header, header) ??
    rules.commitForHeight(conflicting) ??
    rules.commitForHeader(conflicting) ??
    rules.validatorsOfHeader(header, validators) ??
    rules.wellFormedSet(validators) ??
    rules.commitOfSize(commit, validators) ??
    rules.noDoubleVote(commit) ??
    rules.votesOfSet(commit, validators);
  if (broken !== undefined) return { fault: "unsound", rule: broken.rule };
  const attack = attackOf(conflicting, ours, common);
  // What an invented block is derived from is older than it.
  const tooHigh = attack.kind === "lunatic" ? commonHeight >= header.height : commonHeight > header.height;
  if (tooHigh || attack.commonHeight !== commonHeight) {
    return { fault: "commonHeight", height: commonHeight };
  }
  const own = tally(commit, validators, TWO_THIRDS);
  if (!own.enough) return { fault: "unsound", rule: "twoThirds" };
  const known = tally(commit, common.validators, { numerator: 1, denominator: 3 });
  if (!known.enough) return { fault: "notEnoughTrust", signed: known.signed, of: known.of };
  // All of them, unlike for trust: whoever is accused here must have signed.
  const wrong = await checks(signedVotes(header.chainId, commit, own.votes));
  if (wrong !== undefined) return { fault: "unsound", rule: "signature" };
  return wrongClaim(json, attackJson(attack));
}

function wrongClaim(json: unknown, right: ReturnType<typeof attackJson>): AttackFault | undefined {
  const { value } = Shape.parse(json);
  if (value.TotalVotingPower !== right.value.TotalVotingPower) return { fault: "claim", field: "TotalVotingPower" };
  if (value.Timestamp !== right.value.Timestamp) return { fault: "claim", field: "Timestamp" };
  type Named = { readonly address: string; readonly voting_power: string };
  const named = (list: readonly Named[]): string => list.map((one) => `${one.address} ${one.voting_power}`).join();
  return named(value.ByzantineValidators ?? []) === named(right.value.ByzantineValidators)
    ? undefined
    : { fault: "claim", field: "ByzantineValidators" };
}

/**
 * LightClientAttackEvidence.Hash: SHA-256 of the conflicting header's hash and the common height as a signed varint. CometBFT copies 31 of the
 * hash's 32 bytes and leaves a zero; so it is done here.
 */
export function attackHash({ conflicting, commonHeight }: ClaimedAttack): Uint8Array {
  const hash = headerHash(conflicting.header);
  const bytes = [...hash.subarray(0, 31), 0];
  // Zigzag of a positive number is its double.
  let rest = BigInt(commonHeight) * 2n;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return sha256(Uint8Array.from(bytes));
}
