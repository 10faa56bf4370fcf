/**
 * CometBFT's JSON of its types (rpc/openapi/openapi.yaml and libs/json of v0.38): 64-bit integers are strings, hashes and
 * addresses upper-case hex, other bytes base64, times RFC 3339 with trailing zeros of the fraction cut.
 */
import type { Timestamp } from "cosmjs-types/google/protobuf/timestamp";
import type { ExecTxResult } from "cosmjs-types/tendermint/abci/types";
import type { Block } from "cosmjs-types/tendermint/types/block";
import type { BlockID, Commit, Header } from "cosmjs-types/tendermint/types/types";
import type { Validator } from "cosmjs-types/tendermint/types/validator";
import type { Json } from "../../shared/codec/canonical.ts";

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export function timeJson(time: Timestamp): string {
  const seconds = new Date(Number(time.seconds) * 1000).toISOString().slice(0, 19);
  const fraction = String(time.nanos).padStart(9, "0").replace(/0+$/, "");
  return `${seconds}${fraction === "" ? "" : `.${fraction}`}Z`;
}

export function blockIdJson(id: BlockID): Json {
  return { hash: hex(id.hash), parts: { total: id.partSetHeader.total, hash: hex(id.partSetHeader.hash) } };
}

export function headerJson(header: Header): Json {
  return {
    version: { block: String(header.version.block), app: String(header.version.app) },
    chain_id: header.chainId,
    height: String(header.height),
    time: timeJson(header.time),
    last_block_id: blockIdJson(header.lastBlockId),
    last_commit_hash: hex(header.lastCommitHash),
    data_hash: hex(header.dataHash),
    validators_hash: hex(header.validatorsHash),
    next_validators_hash: hex(header.nextValidatorsHash),
    consensus_hash: hex(header.consensusHash),
    app_hash: hex(header.appHash),
    last_results_hash: hex(header.lastResultsHash),
    evidence_hash: hex(header.evidenceHash),
    proposer_address: hex(header.proposerAddress),
  };
}

export function commitJson(commit: Commit): Json {
  return {
    height: String(commit.height),
    round: commit.round,
    block_id: blockIdJson(commit.blockId),
    signatures: commit.signatures.map((signature) => ({
      block_id_flag: signature.blockIdFlag,
      validator_address: hex(signature.validatorAddress),
      timestamp: timeJson(signature.timestamp),
      signature: base64(signature.signature),
    })),
  };
}

/** `block` of the block methods and events; a block without a previous commit (height 1) carries an empty one. */
export function blockJson(block: Block): Json {
  const empty: Commit = {
    height: 0n,
    round: 0,
    blockId: { hash: new Uint8Array(), partSetHeader: { total: 0, hash: new Uint8Array() } },
    signatures: [],
  };
  return {
    header: headerJson(block.header),
    data: { txs: block.data.txs.map(base64) },
    evidence: { evidence: [] },
    last_commit: commitJson(block.lastCommit ?? empty),
  };
}

export function validatorJson(validator: Validator): Json {
  return {
    address: hex(validator.address),
    pub_key: pubKeyJson(validator.pubKey.ed25519 ?? new Uint8Array()),
    voting_power: String(validator.votingPower),
    proposer_priority: String(validator.proposerPriority),
  };
}

export function pubKeyJson(ed25519: Uint8Array): Json {
  return { type: "tendermint/PubKeyEd25519", value: base64(ed25519) };
}

export function execResultJson(result: ExecTxResult): Json {
  return {
    code: result.code,
    data: result.data.length === 0 ? null : base64(result.data),
    log: result.log,
    info: result.info,
    gas_wanted: String(result.gasWanted),
    gas_used: String(result.gasUsed),
    events: [],
    codespace: result.codespace,
  };
}
