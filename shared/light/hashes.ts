/**
 * The hashes that a CometBFT v0.38 header binds (spec/core/data_structures, types/block.go): header, validator set, commit,
 * transactions, results, evidence, consensus parameters, and the part set of a block.
 */
import { sha256 } from "../codec/hash.ts";
import { encodeTimestamp } from "./timestamp.ts";
import { merkleRoot } from "./merkle.ts";
import type { BlockId, Commit, CommitSig, Header, PartSetHeader, Validator, ValidatorSet } from "./types.ts";
import { Wire } from "./wire.ts";

/** Root over the 14 encoded fields; empty when there is no validators' hash, as in Go. */
export function headerHash(header: Header): Uint8Array {
  return header.validatorsHash.length === 0 ? new Uint8Array() : merkleRoot(headerFields(header));
}

/** The 14 fields as they are hashed: version, time and block id as messages, the rest in google.protobuf wrappers. */
export function headerFields(header: Header): readonly Uint8Array[] {
  const wrapped = (bytes: Uint8Array): Uint8Array => new Wire().bytes(1, bytes).done();
  return [
    new Wire().int(1, header.version.block).int(2, header.version.app).done(),
    new Wire().text(1, header.chainId).done(),
    new Wire().int(1, header.height).done(),
    encodeTimestamp(header.time),
    encodeBlockId(header.lastBlockId),
    wrapped(header.lastCommitHash),
    wrapped(header.dataHash),
    wrapped(header.validatorsHash),
    wrapped(header.nextValidatorsHash),
    wrapped(header.consensusHash),
    wrapped(header.appHash),
    wrapped(header.lastResultsHash),
    wrapped(header.evidenceHash),
    wrapped(header.proposerAddress),
  ];
}

export function encodePartSetHeader(parts: PartSetHeader): Uint8Array {
  return new Wire().int(1, parts.total).bytes(2, parts.hash).done();
}

/** BlockID and CanonicalBlockID have the same bytes. */
export function encodeBlockId(id: BlockId): Uint8Array {
  return new Wire().bytes(1, id.hash).message(2, encodePartSetHeader(id.parts)).done();
}

const FLAGS = { absent: 1, commit: 2, nil: 3 } as const;

export function encodeCommitSig(sig: CommitSig): Uint8Array {
  return new Wire()
    .int(1, FLAGS[sig.flag])
    .bytes(2, sig.address)
    .message(3, encodeTimestamp(sig.time))
    .bytes(4, sig.signature)
    .done();
}

/** `last_commit_hash` of the next header. At the first height it is that of an empty commit. */
export function commitHash(commit: Pick<Commit, "signatures">): Uint8Array {
  return merkleRoot(commit.signatures.map(encodeCommitSig));
}

/** SimpleValidator: key and power, nothing that rotates. */
export function encodeSimpleValidator(validator: Pick<Validator, "key" | "power">): Uint8Array {
  const key = new Wire().bytes(validator.key.type === "ed25519" ? 1 : 2, validator.key.bytes).done();
  return new Wire().message(1, key).int(2, validator.power).done();
}

/** Remembered per set: sets are read-only, and one set stands behind many headers. */
export function validatorsHash(validators: ValidatorSet): Uint8Array {
  let hash = setHashes.get(validators);
  if (hash === undefined) {
    hash = merkleRoot(validators.map(encodeSimpleValidator));
    setHashes.set(validators, hash);
  }
  return hash.slice();
}

const setHashes = new WeakMap<ValidatorSet, Uint8Array>();

/** `data_hash`: over the transactions' SHA-256. */
export function dataHash(txs: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(txs.map((tx) => sha256(tx)));
}

/** `evidence_hash` of a block without evidence. */
export function noEvidenceHash(): Uint8Array {
  return merkleRoot([]);
}

/** `consensus_hash`: of the two hashed parameters (-1 gas means no limit). */
export function consensusHash(params: { readonly maxBytes: number; readonly maxGas: number }): Uint8Array {
  return sha256(new Wire().int(1, params.maxBytes).int(2, params.maxGas).done());
}

const PART = 65_536;

/** The part set of an encoded block: root over its pieces of 64 KiB. */
export function partSetHeader(block: Uint8Array): PartSetHeader {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < block.length; at += PART) parts.push(block.subarray(at, at + PART));
  return { total: parts.length, hash: merkleRoot(parts) };
}
