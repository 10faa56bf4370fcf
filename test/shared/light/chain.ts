/** Makes genuinely signed light blocks for the tests: seeded validator keys, real hashes, real commits. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { dataHash, headerHash, noEvidenceHash, validatorsHash } from "../../../shared/light/hashes.ts";
import { fromMs, ZERO_TIME } from "../../../shared/light/timestamp.ts";
import {
  type BlockId,
  type Commit,
  type CommitSig,
  type Header,
  type LightBlock,
  type ValidatorSet,
  ZERO_BLOCK_ID,
} from "../../../shared/light/types.ts";
import { sortValidators, validatorOf } from "../../../shared/light/validators.ts";
import { commitSignBytes } from "../../../shared/light/votes.ts";

export interface Signer {
  readonly type: "ed25519" | "secp256k1";
  readonly secret: Uint8Array;
  readonly power: number;
}

export const CHAIN = "test-street-1";
export const START = 1_700_000_000_000;

export function signer(name: string, power = 10, type: Signer["type"] = "ed25519"): Signer {
  return { type, secret: sha256(utf8(name)), power };
}

export function signers(names: string, power = 10): Signer[] {
  return [...names].map((name) => signer(name, power));
}

const validator = ({ type, secret, power }: Signer) =>
  validatorOf({ type, bytes: type === "ed25519" ? ed25519.getPublicKey(secret) : publicKeyOf(secret) }, power);

export function setOf(list: readonly Signer[]): ValidatorSet {
  return sortValidators(list.map(validator));
}

export interface BlockPlan {
  readonly height: number;
  readonly signers: readonly Signer[];
  readonly next?: readonly Signer[];
  readonly header?: Partial<Header>;
  readonly chainId?: string;
  /** Names how each signer votes; commit unless told. */
  readonly vote?: (signer: Signer) => CommitSig["flag"];
  /** Of the commit; 0 unless told. */
  readonly round?: number;
}

export const digest = (text: string): Uint8Array => sha256(utf8(text));

export function block(plan: BlockPlan): LightBlock {
  const validators = setOf(plan.signers);
  const nextValidators = setOf(plan.next ?? plan.signers);
  const header: Header = {
    version: { block: 11, app: 1 },
    chainId: plan.chainId ?? CHAIN,
    height: plan.height,
    time: fromMs(START + plan.height * 1000),
    lastBlockId:
      plan.height === 1 ? ZERO_BLOCK_ID : { hash: digest("last"), parts: { total: 1, hash: digest("parts") } },
    lastCommitHash: digest("last commit"),
    dataHash: dataHash([]),
    validatorsHash: validatorsHash(validators),
    nextValidatorsHash: validatorsHash(nextValidators),
    consensusHash: digest("consensus"),
    appHash: digest("app"),
    lastResultsHash: digest("results"),
    evidenceHash: noEvidenceHash(),
    proposerAddress: validators[0]?.address ?? new Uint8Array(20),
    ...plan.header,
  };
  return { header, commit: commitFor(header, plan.signers, plan.vote, plan.round), validators, nextValidators };
}

/** A commit for a header by these signers, each at its validator's place. */
export function commitFor(
  header: Header,
  list: readonly Signer[],
  vote: (signer: Signer) => CommitSig["flag"] = () => "commit",
  round = 0,
): Commit {
  const blockId: BlockId = { hash: headerHash(header), parts: { total: 1, hash: digest("parts") } };
  const base: Commit = { height: header.height, round, blockId, signatures: [] };
  const ordered = setOf(list).map((v) => list.find((s) => validator(s).address.join() === v.address.join()) as Signer);
  return {
    ...base,
    signatures: ordered.map((s, i): CommitSig => {
      const flag = vote(s);
      if (flag === "absent") {
        return { flag, address: new Uint8Array(), time: ZERO_TIME, signature: new Uint8Array() };
      }
      const unsigned: CommitSig = {
        flag,
        address: validator(s).address,
        time: { seconds: header.time.seconds + 1, nanos: 123_456_789 + i },
        signature: new Uint8Array(),
      };
      return { ...unsigned, signature: sign(s, commitSignBytes(header.chainId, base, unsigned) as Uint8Array) };
    }),
  };
}

function sign({ type, secret }: Signer, message: Uint8Array): Uint8Array {
  return type === "ed25519" ? ed25519.sign(message, secret) : signDigest(sha256(message), secret);
}

/** The same block with one signature of its commit replaced. */
export function withSignature(original: LightBlock, index: number, change: (sig: CommitSig) => CommitSig): LightBlock {
  const signatures = original.commit.signatures.map((sig, i) => (i === index ? change(sig) : sig));
  return { ...original, commit: { ...original.commit, signatures } };
}
