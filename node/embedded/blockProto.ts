/** Blocks, commits, validator sets and results between the light client's types and CometBFT's protobuf (cosmjs-types). */
import { ResponseFinalizeBlock } from "cosmjs-types/tendermint/abci/types";
import { Block as BlockMessage } from "cosmjs-types/tendermint/types/block";
import { Commit as CommitMessage, type Header as HeaderMessage } from "cosmjs-types/tendermint/types/types";
import { BlockIDFlag, ValidatorSet as ValidatorSetMessage } from "cosmjs-types/tendermint/types/validator";
import type { Timestamp } from "../../shared/light/timestamp.ts";
import type { BlockId, Commit, CommitSig, Header } from "../../shared/light/types.ts";
import type { ExecResult } from "../application/application.ts";
import type { Rotation, Validator } from "./proposerRotation.ts";

export interface Block {
  readonly header: Header;
  readonly txs: readonly Uint8Array[];
  /** Of the previous block; without signatures at height 1. */
  readonly lastCommit: Commit;
}

const FLAG = { absent: BlockIDFlag.BLOCK_ID_FLAG_ABSENT, commit: BlockIDFlag.BLOCK_ID_FLAG_COMMIT, nil: BlockIDFlag.BLOCK_ID_FLAG_NIL }; // prettier-ignore

const toTime = (time: Timestamp) => ({ seconds: BigInt(time.seconds), nanos: time.nanos });
const fromTime = (time: { seconds: bigint; nanos: number }): Timestamp => ({
  seconds: Number(time.seconds),
  nanos: time.nanos,
});
const toBlockId = ({ hash, parts }: BlockId) => ({ hash, partSetHeader: { total: parts.total, hash: parts.hash } });
const fromBlockId = (id: { hash: Uint8Array; partSetHeader: { total: number; hash: Uint8Array } }): BlockId => ({
  hash: id.hash,
  parts: { total: id.partSetHeader.total, hash: id.partSetHeader.hash },
});

function toCommit(commit: Commit): CommitMessage {
  return {
    height: BigInt(commit.height),
    round: commit.round,
    blockId: toBlockId(commit.blockId),
    signatures: commit.signatures.map((sig) => ({
      blockIdFlag: FLAG[sig.flag],
      validatorAddress: sig.address,
      timestamp: toTime(sig.time),
      signature: sig.signature,
    })),
  };
}

function fromCommit(message: CommitMessage): Commit {
  return {
    height: Number(message.height),
    round: message.round,
    blockId: fromBlockId(message.blockId),
    signatures: message.signatures.map((sig): CommitSig => {
      const flag = sig.blockIdFlag === FLAG.commit ? "commit" : sig.blockIdFlag === FLAG.nil ? "nil" : "absent";
      return { flag, address: sig.validatorAddress, time: fromTime(sig.timestamp), signature: sig.signature };
    }),
  };
}

function toHeader(header: Header): HeaderMessage {
  const { version, height, time, lastBlockId, ...same } = header;
  return {
    ...same,
    version: { block: BigInt(version.block), app: BigInt(version.app) },
    height: BigInt(height),
    time: toTime(time),
    lastBlockId: toBlockId(lastBlockId),
  };
}

function fromHeader(message: HeaderMessage): Header {
  const { version, height, time, lastBlockId, ...same } = message;
  return {
    ...same,
    version: { block: Number(version.block), app: Number(version.app) },
    height: Number(height),
    time: fromTime(time),
    lastBlockId: fromBlockId(lastBlockId),
  };
}

export function encodeBlock(block: Block): Uint8Array {
  return BlockMessage.encode({
    header: toHeader(block.header),
    data: { txs: [...block.txs] },
    evidence: { evidence: [] },
    lastCommit: toCommit(block.lastCommit),
  }).finish();
}

export function decodeBlock(bytes: Uint8Array): Block {
  const message = BlockMessage.decode(bytes);
  if (!message.lastCommit) throw new TypeError("a block without last_commit");
  return { header: fromHeader(message.header), txs: message.data.txs, lastCommit: fromCommit(message.lastCommit) };
}

export const encodeCommit = (commit: Commit): Uint8Array => CommitMessage.encode(toCommit(commit)).finish();
export const decodeCommit = (bytes: Uint8Array): Commit => fromCommit(CommitMessage.decode(bytes));

export function encodeRotation({ validators, proposer }: Rotation): Uint8Array {
  const messages = validators.map((validator) => ({
    address: validator.address,
    pubKey: { ed25519: validator.publicKey },
    votingPower: BigInt(validator.power),
    proposerPriority: BigInt(validator.priority),
  }));
  const index = validators.findIndex((validator) => validator.address === proposer);
  const proposing = messages[index];
  if (!proposing) throw new TypeError("the proposer is not of the set");
  const totalVotingPower = validators.reduce((sum, validator) => sum + BigInt(validator.power), 0n);
  return ValidatorSetMessage.encode({ validators: messages, proposer: proposing, totalVotingPower }).finish();
}

export function decodeRotation(bytes: Uint8Array): Rotation {
  const message = ValidatorSetMessage.decode(bytes);
  const validators = message.validators.map(({ address, pubKey, votingPower, proposerPriority }): Validator => ({
    address,
    publicKey: pubKey.ed25519 ?? new Uint8Array(),
    power: Number(votingPower),
    priority: Number(proposerPriority),
  }));
  return { validators, proposer: message.proposer?.address ?? new Uint8Array() };
}

/** As a ResponseFinalizeBlock, which is what CometBFT keeps per height. */
export function encodeResults(results: readonly ExecResult[], appHash: Uint8Array): Uint8Array {
  return ResponseFinalizeBlock.encode({
    events: [],
    txResults: results.map(({ code, data }) => ({
      code,
      data,
      log: "",
      info: "",
      gasWanted: 0n,
      gasUsed: 0n,
      events: [],
      codespace: "",
    })),
    validatorUpdates: [],
    appHash,
  }).finish();
}

export function decodeResults(bytes: Uint8Array): { results: readonly ExecResult[]; appHash: Uint8Array } {
  const message = ResponseFinalizeBlock.decode(bytes);
  return { results: message.txResults.map(({ code, data }) => ({ code, data })), appHash: message.appHash };
}
