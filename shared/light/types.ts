/**
 * What a light client sees of a CometBFT v0.38 chain (spec/core/data_structures): plain read-only data. Heights, rounds and
 * voting powers are safe integers; the parser refuses what is larger. An empty byte string stands for Go's nil.
 */
import { type Timestamp, ZERO_TIME } from "./timestamp.ts";

export interface PartSetHeader {
  readonly total: number;
  readonly hash: Uint8Array;
}

export interface BlockId {
  readonly hash: Uint8Array;
  readonly parts: PartSetHeader;
}

export const ZERO_BLOCK_ID: BlockId = { hash: new Uint8Array(), parts: { total: 0, hash: new Uint8Array() } };

export interface Header {
  readonly version: { readonly block: number; readonly app: number };
  readonly chainId: string;
  readonly height: number;
  readonly time: Timestamp;
  readonly lastBlockId: BlockId;
  readonly lastCommitHash: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly validatorsHash: Uint8Array;
  readonly nextValidatorsHash: Uint8Array;
  readonly consensusHash: Uint8Array;
  /** Root of the state after the block before this one. */
  readonly appHash: Uint8Array;
  readonly lastResultsHash: Uint8Array;
  readonly evidenceHash: Uint8Array;
  /** 20 bytes. */
  readonly proposerAddress: Uint8Array;
}

export interface CommitSig {
  /** A vote for the block, for nil, or none. */
  readonly flag: "absent" | "commit" | "nil";
  /** 20 bytes; empty when absent. */
  readonly address: Uint8Array;
  readonly time: Timestamp;
  readonly signature: Uint8Array;
}

/** At the place of a validator who did not vote. */
export const NO_VOTE: CommitSig = {
  flag: "absent",
  address: new Uint8Array(),
  time: ZERO_TIME,
  signature: new Uint8Array(),
};

/** Signatures stand in the order of the validator set. */
export interface Commit {
  readonly height: number;
  readonly round: number;
  readonly blockId: BlockId;
  readonly signatures: readonly CommitSig[];
}

export interface ValidatorKey {
  readonly type: "ed25519" | "secp256k1";
  /** 32 bytes, or 33 (compressed). */
  readonly bytes: Uint8Array;
}

export interface Validator {
  /** 20 bytes, derived from the key. */
  readonly address: Uint8Array;
  readonly key: ValidatorKey;
  readonly power: number;
}

/** In CometBFT's order: by power, largest first, then by address. */
export type ValidatorSet = readonly Validator[];

export interface SignedHeader {
  readonly header: Header;
  readonly commit: Commit;
}

export interface LightBlock extends SignedHeader {
  readonly validators: ValidatorSet;
  /** The set that signs the next height. */
  readonly nextValidators: ValidatorSet;
}

/** What a verified block leaves for the next verification; a LightBlock is one. */
export interface Trusted {
  readonly header: Header;
  readonly nextValidators: ValidatorSet;
}
