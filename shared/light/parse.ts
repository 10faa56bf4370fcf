/**
 * What a node answers to `commit` and `validators` (CometBFT v0.38 JSON-RPC), from unknown to plain data: bounded, typed,
 * validators checked for address, order, doubles and power. Says nothing about truth: that is verify.ts.
 */
import { z } from "zod";
import { base64Text } from "../codec/base64Text.ts";
import { equalBytes, fromHex } from "../codec/bytes.ts";
import { parseTimestamp, type Timestamp } from "./timestamp.ts";
import type { BlockId, Commit, CommitSig, Header, LightBlock, SignedHeader, Validator, ValidatorSet } from "./types.ts";
import { ZERO_BLOCK_ID } from "./types.ts";
import { compareValidators, validatorOf } from "./validators.ts";

export type LightFault =
  /** Not the shape of an answer; the path begins at $. */
  | { readonly fault: "shape"; readonly path: string; readonly problem: string }
  /** The address of this validator is not that of its key. */
  | { readonly fault: "address"; readonly index: number }
  | { readonly fault: "duplicate"; readonly index: number }
  /** This validator must not stand after the one before it. */
  | { readonly fault: "order"; readonly index: number }
  /** The powers add up to more than 2^53-1. */
  | { readonly fault: "power" }
  | { readonly fault: "emptySet" }
  /** Pages of a set of different heights or with another total than they say. */
  | { readonly fault: "pages"; readonly problem: string };

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: LightFault };

/** CometBFT's own bound on votes (types.MaxVotesCount). */
export const VALIDATORS_MAX = 10_000;

const hex = (problem: string, ...lengths: number[]) =>
  z
    .string()
    .max(128)
    .regex(/^(?:[0-9A-Fa-f]{2})*$/)
    .transform((text) => fromHex(text.toLowerCase()))
    .refine((bytes) => lengths.length === 0 || lengths.includes(bytes.length), problem);
const Hash = hex("a hash has 32 bytes or none", 0, 32);
const Address = hex("an address has 20 bytes", 20);
const AddressOrNone = hex("an address has 20 bytes or none", 0, 20);

const Base64 = base64Text(128);

/** A decimal in a string, as CometBFT writes 64-bit integers. */
const int64 = (min: number) =>
  z
    .string()
    .regex(/^(?:0|-?[1-9]\d{0,18})$/)
    .transform(Number)
    .refine((n) => Number.isSafeInteger(n) && n >= min, `a whole number from ${min} to 2^53-1`);
const int32 = z.number().int().min(0).max(2_147_483_647);

const Time = z
  .string()
  .max(40)
  .transform((text, context): Timestamp => {
    const time = parseTimestamp(text);
    if (time !== undefined) return time;
    context.addIssue("not an RFC 3339 time");
    return z.NEVER;
  });

const Parts = z.object({ total: int32, hash: Hash });
/** `parts` as CometBFT writes it, `part_set_header` as its protobuf and other clients name it. */
const BlockIdJson = z
  .union([z.object({ hash: Hash, parts: Parts }), z.object({ hash: Hash, part_set_header: Parts })])
  .transform((id): BlockId => ({ hash: id.hash, parts: "parts" in id ? id.parts : id.part_set_header }));

const HeaderJson = z
  .object({
    version: z.object({ block: int64(0), app: int64(0).default(0) }),
    chain_id: z.string().min(1).max(50),
    height: int64(1),
    time: Time,
    last_block_id: BlockIdJson.nullable(),
    last_commit_hash: Hash,
    data_hash: Hash,
    validators_hash: Hash,
    next_validators_hash: Hash,
    consensus_hash: Hash,
    app_hash: hex(""),
    last_results_hash: Hash,
    evidence_hash: Hash,
    proposer_address: Address,
  })
  .transform((h): Header => ({
    version: h.version,
    chainId: h.chain_id,
    height: h.height,
    time: h.time,
    lastBlockId: h.last_block_id ?? ZERO_BLOCK_ID,
    lastCommitHash: h.last_commit_hash,
    dataHash: h.data_hash,
    validatorsHash: h.validators_hash,
    nextValidatorsHash: h.next_validators_hash,
    consensusHash: h.consensus_hash,
    appHash: h.app_hash,
    lastResultsHash: h.last_results_hash,
    evidenceHash: h.evidence_hash,
    proposerAddress: h.proposer_address,
  }));

const FLAGS = { 1: "absent", 2: "commit", 3: "nil" } as const;
const NONE = new Uint8Array();

const CommitSigJson = z
  .object({
    block_id_flag: z.literal([1, 2, 3]),
    validator_address: AddressOrNone,
    timestamp: Time,
    signature: Base64.nullable(),
  })
  .transform((s): CommitSig => ({
    flag: FLAGS[s.block_id_flag],
    address: s.validator_address,
    time: s.timestamp,
    signature: s.signature ?? NONE,
  }))
  .refine(
    (s) => (s.flag === "absent" ? s.address.length + s.signature.length === 0 : s.address.length === 20),
    "an absent vote has no address and no signature, every other one an address",
  )
  .refine((s) => s.flag === "absent" || s.signature.length === 64, "a signature has 64 bytes");

const CommitJson = z
  .object({
    height: int64(1),
    round: int32,
    block_id: BlockIdJson,
    signatures: z.array(CommitSigJson).min(1).max(VALIDATORS_MAX),
  })
  .transform((c): Commit => ({ height: c.height, round: c.round, blockId: c.block_id, signatures: c.signatures }));

const SignedHeaderJson = z.object({ header: HeaderJson, commit: CommitJson });

const KEYS = {
  "tendermint/PubKeyEd25519": { type: "ed25519", length: 32 },
  "tendermint/PubKeySecp256k1": { type: "secp256k1", length: 33 },
} as const;

const ValidatorJson = z.object({
  address: Address,
  pub_key: z
    .object({ type: z.literal(["tendermint/PubKeyEd25519", "tendermint/PubKeySecp256k1"]), value: Base64 })
    .refine((key) => key.value.length === KEYS[key.type].length, "a key has 32 bytes (ed25519) or 33 (secp256k1)"),
  voting_power: int64(1),
});

const ValidatorsJson = z.object({
  block_height: int64(1),
  validators: z.array(ValidatorJson).max(VALIDATORS_MAX),
  total: int64(0),
});

/** `result.signed_header` of `commit`. */
export function parseSignedHeader(json: unknown): Parsed<SignedHeader> {
  return run(SignedHeaderJson, json);
}

/** `result.header` of `header`. */
export function parseHeader(json: unknown): Parsed<Header> {
  return run(HeaderJson, json);
}

export interface ValidatorsPage {
  readonly height: number;
  readonly total: number;
  /** In the node's order, addresses checked. */
  readonly validators: readonly Validator[];
}

/** One page: `result` of `validators`. */
export function parseValidatorsPage(json: unknown): Parsed<ValidatorsPage> {
  const page = run(ValidatorsJson, json);
  if (!page.ok) return page;
  const validators: Validator[] = [];
  for (const [index, v] of page.value.validators.entries()) {
    const made = validatorOf({ type: KEYS[v.pub_key.type].type, bytes: v.pub_key.value }, v.voting_power);
    if (!equalBytes(made.address, v.address)) return bad({ fault: "address", index });
    validators.push(made);
  }
  return { ok: true, value: { height: page.value.block_height, total: page.value.total, validators } };
}

/** A set whose pages come one after the other: of each page its validators are kept, nothing of its JSON. */
export interface PagedSet {
  /** The whole number that the first page stated; undefined before. */
  readonly total: number | undefined;
  /** How many are here. */
  readonly size: number;
  /** Pages in order. A fault ends the set. */
  add(json: unknown): LightFault | undefined;
  /** Once all are here. */
  set(): Parsed<ValidatorSet>;
}

export function pagedSet(): PagedSet {
  const all: Validator[] = [];
  let first: { readonly height: number; readonly total: number } | undefined;
  return {
    get total() {
      return first?.total;
    },
    get size() {
      return all.length;
    },
    add(json) {
      const page = parseValidatorsPage(json);
      if (!page.ok) return page.fault;
      const { height, total, validators } = page.value;
      first ??= { height, total };
      if (height !== first.height) return { fault: "pages", problem: "of different heights" };
      if (total !== first.total) return { fault: "pages", problem: "of different totals" };
      if (total > VALIDATORS_MAX || all.length + validators.length > VALIDATORS_MAX) {
        return { fault: "pages", problem: `more than ${VALIDATORS_MAX} validators` };
      }
      all.push(...validators);
      return undefined;
    },
    set() {
      if (first !== undefined && all.length !== first.total) {
        return bad({ fault: "pages", problem: `${all.length} validators of ${first.total}` });
      }
      return checkedSet(all);
    },
  };
}

/** All pages of one height, in order, as a set. */
export function parseValidatorSet(pages: readonly unknown[]): Parsed<ValidatorSet> {
  const paged = pagedSet();
  for (const json of pages) {
    const fault = paged.add(json);
    if (fault !== undefined) return bad(fault);
  }
  return paged.set();
}

/** A set in CometBFT's order, without doubles, its power a safe integer. */
export function checkedSet(validators: readonly Validator[]): Parsed<ValidatorSet> {
  if (validators.length === 0) return bad({ fault: "emptySet" });
  const seen = new Set<string>();
  let power = 0;
  for (const [index, validator] of validators.entries()) {
    const name = validator.address.join();
    if (seen.has(name)) return bad({ fault: "duplicate", index });
    seen.add(name);
    power += validator.power;
    if (!Number.isSafeInteger(power)) return bad({ fault: "power" });
    const before = validators[index - 1];
    if (before !== undefined && compareValidators(before, validator) > 0) return bad({ fault: "order", index });
  }
  return { ok: true, value: validators };
}

/** The three answers that make a light block at one height: signed header, its validators, the next height's validators. */
export function parseLightBlock(
  signedHeader: unknown,
  validators: readonly unknown[],
  nextValidators: readonly unknown[],
): Parsed<LightBlock> {
  const signed = parseSignedHeader(signedHeader);
  if (!signed.ok) return signed;
  const own = parseValidatorSet(validators);
  if (!own.ok) return own;
  const next = parseValidatorSet(nextValidators);
  if (!next.ok) return next;
  return { ok: true, value: { ...signed.value, validators: own.value, nextValidators: next.value } };
}

function bad(fault: LightFault): { readonly ok: false; readonly fault: LightFault } {
  return { ok: false, fault };
}

function run<T>(schema: z.ZodType<T>, json: unknown): Parsed<T> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const path = issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("") ?? "";
  return bad({ fault: "shape", path: `$${path}`, problem: issue?.message ?? "unknown" });
}
