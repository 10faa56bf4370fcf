/**
 * The ledger as an ABCI 2.0 application (CometBFT v0.38, spec/abci), in plain values: the embedded node calls it directly, a
 * socket server for CometBFT translates protobuf messages to the same calls. Heights are numbers, times header milliseconds.
 */
import type { Misbehaviour } from "../../shared/ledger/supervision/misbehaviour.ts";
import type { ChainWrites } from "../store/store.ts";
import type { ChunkAnswer, OfferAnswer } from "./snapshots/restorer.ts";
import type { Snapshot } from "./snapshots/snapshot.ts";

export interface AppInfo {
  readonly data: string;
  readonly version: string;
  readonly appVersion: number;
  /** 0 before the first commit. */
  readonly lastBlockHeight: number;
  /** Empty before the first commit. */
  readonly lastBlockAppHash: Uint8Array;
}

export interface InitChain {
  readonly chainId: string;
  readonly time: number;
  /** `app_state` of the genesis document, JSON bytes. */
  readonly appState: Uint8Array;
  readonly initialHeight: number;
  /** CometBFT's genesis validators (ed25519, hex); undefined from a chain that has none of its own to compare. */
  readonly validators?: readonly { readonly key: string; readonly power: number }[];
}

/** Code 0: valid. Otherwise `log` is the canonical JSON of the Refusal: for machines, never shown. */
export interface CheckAnswer {
  readonly code: 0 | 2;
  readonly log: string;
}

export interface ProposalRequest {
  readonly height: number;
  readonly time: number;
  readonly txs: readonly Uint8Array[];
  /** Largest sum of the protobuf-encoded transactions, bytes. */
  readonly maxTxBytes: number;
}

export interface BlockRequest {
  readonly height: number;
  readonly time: number;
  readonly txs: readonly Uint8Array[];
  /** What CometBFT proved against validators; the embedded node has none to report. */
  readonly misbehaviour?: readonly Misbehaviour[];
}

export interface ExecResult {
  readonly code: number;
  readonly data: Uint8Array;
}

export interface FinalizedBlock {
  readonly results: readonly ExecResult[];
  readonly appHash: Uint8Array;
  /** True when more changed than the clock: the next header is worth hurrying for, because it proves the change. */
  readonly changed: boolean;
  /** The application's version in the next header, where it is another one than in this. */
  readonly appVersion?: number;
  /** What the block decided of CometBFT's validators, by key (ed25519, hex), each key once; power 0 removes. */
  readonly validatorUpdates: readonly { readonly key: string; readonly power: number }[];
}

export interface Committed {
  /** CometBFT may forget the blocks below; 0: none. */
  readonly retainHeight: number;
}

export interface QueryRequest {
  /** `/query/<name>/<version>`. */
  readonly path: string;
  /** Canonical JSON. */
  readonly data: Uint8Array;
  readonly height: number;
}

/** Codes: 0 value is a witness; 1 unknown query, version or bad input; 2 height not kept; 3 over the leaf or byte budget; 4 busy. */
export interface QueryAnswer {
  readonly code: 0 | 1 | 2 | 3 | 4;
  readonly height: number;
  readonly value: Uint8Array;
  readonly log: string;
}

export interface Application {
  info(): AppInfo;
  /** Throws for a genesis that does not parse; answers the root that header 1 carries. */
  initChain(request: InitChain): { readonly appHash: Uint8Array };
  checkTx(tx: Uint8Array): CheckAnswer;
  /** The valid ones, in sequence, within the size and the work that a block may hold; none while the block's time lags by over a slot. */
  prepareProposal(request: ProposalRequest): readonly Uint8Array[];
  /** False when any transaction is not valid in sequence, or all together are more work than a block may hold. */
  processProposal(request: BlockRequest): boolean;
  /** Executes and stages; calling it again for the same height replaces what was staged. */
  finalizeBlock(request: BlockRequest): FinalizedBlock;
  /** Writes what is staged, with the chain's own records when given, in one atomic batch. Throws and stays staged if the disk refuses. */
  commit(chain?: ChainWrites): Committed;
  /** Height 0 asks for the latest. */
  query(request: QueryRequest): QueryAnswer;
  /** Those that this node can give, the highest first. */
  listSnapshots(): readonly Snapshot[];
  /** `appHash`: the root after the snapshot's height, as CometBFT's light client verified it. */
  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): OfferAnswer;
  /** Empty when there is no such chunk. */
  loadSnapshotChunk(request: { readonly height: number; readonly format: number; readonly chunk: number }): Uint8Array;
  /** With the last chunk the state is restored and on disk. Throws if the disk refuses. */
  applySnapshotChunk(request: {
    readonly index: number;
    readonly chunk: Uint8Array;
    readonly sender: string;
  }): ChunkAnswer;
}
