/** Headers, commits and validators as CometBFT v0.38's JSON-RPC writes them: the inverse of parse.ts, also our form on disk. */
import { base64 } from "@scure/base";
import { toHex } from "../codec/bytes.ts";
import { formatTimestamp } from "./timestamp.ts";
import type { BlockId, Commit, Header, LightBlock, SignedHeader, Validator, ValidatorSet } from "./types.ts";

const upper = (bytes: Uint8Array): string => toHex(bytes).toUpperCase();

export function blockIdJson(id: BlockId) {
  return { hash: upper(id.hash), parts: { total: id.parts.total, hash: upper(id.parts.hash) } };
}

export function headerJson(header: Header) {
  return {
    version: { block: String(header.version.block), app: String(header.version.app) },
    chain_id: header.chainId,
    height: String(header.height),
    time: formatTimestamp(header.time),
    last_block_id: blockIdJson(header.lastBlockId),
    last_commit_hash: upper(header.lastCommitHash),
    data_hash: upper(header.dataHash),
    validators_hash: upper(header.validatorsHash),
    next_validators_hash: upper(header.nextValidatorsHash),
    consensus_hash: upper(header.consensusHash),
    app_hash: upper(header.appHash),
    last_results_hash: upper(header.lastResultsHash),
    evidence_hash: upper(header.evidenceHash),
    proposer_address: upper(header.proposerAddress),
  };
}

const FLAGS = { absent: 1, commit: 2, nil: 3 } as const;

export function commitJson(commit: Commit) {
  return {
    height: String(commit.height),
    round: commit.round,
    block_id: blockIdJson(commit.blockId),
    signatures: commit.signatures.map((sig) => ({
      block_id_flag: FLAGS[sig.flag],
      validator_address: upper(sig.address),
      timestamp: formatTimestamp(sig.time),
      signature: sig.signature.length === 0 ? null : base64.encode(sig.signature),
    })),
  };
}

export function signedHeaderJson(signed: SignedHeader) {
  return { header: headerJson(signed.header), commit: commitJson(signed.commit) };
}

const KEY_TYPES = { ed25519: "tendermint/PubKeyEd25519", secp256k1: "tendermint/PubKeySecp256k1" } as const;

export function validatorJson(validator: Validator) {
  return {
    address: upper(validator.address),
    pub_key: { type: KEY_TYPES[validator.key.type], value: base64.encode(validator.key.bytes) },
    voting_power: String(validator.power),
    proposer_priority: "0",
  };
}

/** One page that holds the whole set. */
export function validatorsJson(validators: ValidatorSet, height: number) {
  return {
    block_height: String(height),
    validators: validators.map(validatorJson),
    count: String(validators.length),
    total: String(validators.length),
  };
}

/** What a trusted block needs on disk; `parseLightBlock(signedHeader, [validators], [nextValidators])` reads it. */
export function lightBlockJson(block: LightBlock) {
  return {
    signedHeader: signedHeaderJson(block),
    validators: validatorsJson(block.validators, block.header.height),
    nextValidators: validatorsJson(block.nextValidators, block.header.height + 1),
  };
}
