/**
 * The chain of the embedded node: all four demo validators in one process, so a block is proposed, voted and committed in one
 * step, by CometBFT's rules for headers, commits, times and proposers. Nothing of a block is visible before it is on disk;
 * a crash at any moment leaves the last whole block, from which the next one follows. The validator set is that of genesis.
 */
import { sha256 } from "../../shared/codec/hash.ts";
import { commitHash, consensusHash, dataHash, headerHash, noEvidenceHash } from "../../shared/light/hashes.ts";
import { partSetHeader, validatorsHash } from "../../shared/light/hashes.ts";
import { merkleRoot } from "../../shared/light/merkle.ts";
import { resultsHash } from "../../shared/light/results.ts";
import { fromMs, parseTimestamp, type Timestamp, toMs } from "../../shared/light/timestamp.ts";
import { type BlockId, type Commit, type Header, type ValidatorSet, ZERO_BLOCK_ID } from "../../shared/light/types.ts";
import { commitSignBytes } from "../../shared/light/votes.ts";
import { equalBytes, toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Application, ExecResult } from "../application/application.ts";
import type { Store } from "../store/store.ts";
import { type Block, decodeBlock, decodeCommit, decodeResults, decodeRotation } from "./blockProto.ts";
import { encodeBlock, encodeCommit, encodeResults, encodeRotation } from "./blockProto.ts";
import { medianTime, voteTime } from "./blockTime.ts";
import type { Ed25519Key } from "./ed25519.ts";
import { BLOCK_VERSION, type GenesisDocument, genesisRotation, MAX_BLOCK_BYTES, MAX_GAS } from "./genesisDocument.ts";
import { nextRotation, type Rotation } from "./proposerRotation.ts";

/** Room for header, commit and framing beside the transactions (types/block.go MaxDataBytes). */
const BLOCK_OVERHEAD = 2048;

export interface ChainOptions {
  readonly app: Application;
  readonly store: Store;
  readonly genesis: GenesisDocument;
  readonly signers: readonly Ed25519Key[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface Produced {
  readonly block: Block;
  readonly id: BlockId;
  readonly results: readonly ExecResult[];
  readonly appHash: Uint8Array;
  readonly changed: boolean;
}

/** What the next block builds on. */
interface Last {
  readonly height: number;
  readonly time: Timestamp | undefined;
  readonly id: BlockId;
  readonly commit: Commit;
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
  /** The set of the next height. */
  readonly rotation: Rotation;
}

export class Chain {
  readonly chainId: string;
  readonly #options: ChainOptions;
  readonly #signers: ReadonlyMap<string, Ed25519Key>;
  readonly #consensusHash = consensusHash({ maxBytes: MAX_BLOCK_BYTES, maxGas: MAX_GAS });
  #last: Last;

  /** Resumes from the store, or from genesis when it is empty. Throws a FaultError node.damaged when tip and block disagree. */
  constructor(options: ChainOptions) {
    this.#options = options;
    this.chainId = options.genesis.chain_id;
    this.#signers = new Map(options.signers.map((key) => [toHex(key.address), key]));
    this.#last = options.store.tip() ? this.#resume() : this.#begin();
  }

  get height(): number {
    return this.#last.height;
  }

  /** Header time of the latest block, milliseconds; 0 before the first. */
  get time(): number {
    return this.#last.time ? toMs(this.#last.time) : 0;
  }

  get id(): BlockId {
    return this.#last.id;
  }

  /** The validators of the next height. */
  get nextRotation(): Rotation {
    return this.#last.rotation;
  }

  /** Produces, votes and commits one block. On a throw (the disk refused) nothing happened; the call may be repeated. */
  produce(waiting: readonly Uint8Array[]): Produced {
    const { app } = this.#options;
    const last = this.#last;
    const height = last.height + 1;
    const time = this.#blockTime();
    const ms = toMs(time);
    const txs = app.prepareProposal({ height, time: ms, txs: waiting, maxTxBytes: MAX_BLOCK_BYTES - BLOCK_OVERHEAD });
    const block: Block = { header: this.#header(height, time, txs), txs, lastCommit: last.commit };
    if (!app.processProposal({ height, time: ms, txs })) throw new Error(`proposal ${height} is not valid`);
    const bytes = encodeBlock(block);
    const id: BlockId = { hash: headerHash(block.header), parts: partSetHeader(bytes) };
    const commit = this.#commit(height, id, ms);
    const { results, appHash, changed, validatorUpdates } = app.finalizeBlock({ height, time: ms, txs });
    // The demo's genesis puts no validators on the ledger, so nothing can be decided about them.
    if (validatorUpdates.length > 0) throw new Error(`block ${height} changes the validators, which are fixed here`);
    app.commit({
      block: { height, hash: id.hash, parts: id.parts, bytes },
      commit: encodeCommit(commit),
      validators: encodeRotation(last.rotation),
      results: encodeResults(results, appHash),
      txHashes: txs.map((tx) => sha256(tx)),
    });
    const rotation = nextRotation(last.rotation);
    this.#last = { height, time, id, commit, appHash, resultsHash: hashOfResults(results), rotation };
    return { block, id, results, appHash, changed };
  }

  #header(height: number, time: Timestamp, txs: readonly Uint8Array[]): Header {
    const { rotation, id, commit, appHash, resultsHash: lastResultsHash } = this.#last;
    return {
      version: { block: BLOCK_VERSION, app: this.#options.app.info().appVersion },
      chainId: this.chainId,
      height,
      time,
      lastBlockId: id,
      lastCommitHash: commitHash(commit),
      dataHash: dataHash(txs),
      validatorsHash: validatorsHash(setOf(rotation)),
      nextValidatorsHash: validatorsHash(setOf(nextRotation(rotation))),
      consensusHash: this.#consensusHash,
      appHash,
      lastResultsHash,
      evidenceHash: noEvidenceHash(),
      proposerAddress: rotation.proposer,
    };
  }

  /** Genesis time at height 1, then the median of the previous commit's vote times. */
  #blockTime(): Timestamp {
    const { commit, rotation } = this.#last;
    if (commit.signatures.length === 0) return parseTimestamp(this.#options.genesis.genesis_time) as Timestamp;
    const power = new Map(rotation.validators.map((validator) => [toHex(validator.address), validator.power]));
    return fromMs(
      medianTime(commit.signatures.map((sig) => ({ time: toMs(sig.time), power: power.get(toHex(sig.address)) ?? 0 }))),
    );
  }

  #commit(height: number, blockId: BlockId, blockTime: number): Commit {
    const unsigned = { height, round: 0, blockId, signatures: [] };
    const signatures = this.#last.rotation.validators.map(({ address }) => {
      const key = this.#signers.get(toHex(address));
      if (!key) throw new FaultError("node.keysMissing", { validator: toHex(address) }, "restore");
      const time = fromMs(voteTime(this.#options.clock(), blockTime));
      const vote = { flag: "commit", address, time, signature: new Uint8Array() } as const;
      return { ...vote, signature: key.sign(commitSignBytes(this.chainId, unsigned, vote) as Uint8Array) };
    });
    return { ...unsigned, signatures };
  }

  #begin(): Last {
    const { app, genesis } = this.#options;
    const { appHash } = app.initChain({
      chainId: genesis.chain_id,
      time: toMs(parseTimestamp(genesis.genesis_time) as Timestamp),
      appState: new TextEncoder().encode(JSON.stringify(genesis.app_state)),
      initialHeight: 1,
    });
    return {
      height: 0,
      time: undefined,
      id: ZERO_BLOCK_ID,
      commit: { height: 0, round: 0, blockId: ZERO_BLOCK_ID, signatures: [] },
      appHash,
      resultsHash: merkleRoot([]),
      rotation: genesisRotation(genesis),
    };
  }

  #resume(): Last {
    const { app, store } = this.#options;
    const { lastBlockHeight: height, lastBlockAppHash: appHash } = app.info();
    const wrong = (problem: string) =>
      new FaultError("node.damaged", { file: store.place, problem: `block ${height}: ${problem}` }, "restore");
    const stored = store.block(height);
    const commit = store.commit(height);
    const validators = store.validators(height);
    const results = store.results(height);
    if (!stored || !commit || !validators || !results) throw wrong("its records are missing");
    const { header } = decodeBlock(stored.bytes);
    if (!equalBytes(headerHash(header), stored.hash) || header.height !== height)
      throw wrong("its header has another hash");
    if (header.chainId !== this.chainId) throw wrong(`it belongs to chain ${header.chainId}`);
    const decoded = decodeResults(results);
    if (!equalBytes(decoded.appHash, appHash)) throw wrong("its results name another state root");
    return {
      height,
      time: header.time,
      id: { hash: stored.hash, parts: stored.parts },
      commit: decodeCommit(commit),
      appHash,
      resultsHash: hashOfResults(decoded.results),
      rotation: nextRotation(decodeRotation(validators)),
    };
  }
}

export function setOf(rotation: Rotation): ValidatorSet {
  return rotation.validators.map(({ address, publicKey, power }) => ({
    address,
    key: { type: "ed25519", bytes: publicKey },
    power,
  }));
}

function hashOfResults(results: readonly ExecResult[]): Uint8Array {
  return resultsHash(results.map(({ code, data }) => ({ code, data, gasWanted: 0, gasUsed: 0 })));
}
