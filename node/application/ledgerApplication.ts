/**
 * The ledger as an application: validity at the door, execution staged by FinalizeBlock, everything persisted by Commit in one
 * batch. Executing a block twice from the same state gives the same result, so a replay after a crash pays nobody twice.
 */
import { isDeepStrictEqual } from "node:util";
import { canonicalText, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";
import { KEY } from "../../shared/ledger/keys.ts";
import { load } from "../../shared/ledger/stored.ts";
import { Genesis, type Params } from "../../shared/ledger/params.ts";
import { appVersionAfter, FIRST_APP_VERSION, type UpgradeRecord } from "../../shared/ledger/supervision/upgrade.ts";
import type { Checks } from "../../shared/ledger/validity.ts";
import { BLOCK_WORK } from "../../shared/ledger/work.ts";
import type { MerkleMap } from "../../shared/state/merkleMap.ts";
import type { BlockWrites, ChainWrites, Store } from "../store/store.ts";
import { answerQuery } from "./answerQuery.ts";
import type {
  AppInfo,
  Application,
  BlockRequest,
  CheckAnswer,
  Committed,
  FinalizedBlock,
  InitChain,
  ProposalRequest,
  QueryAnswer,
  QueryRequest,
} from "./application.ts";
import { Branch } from "./branch.ts";
import { decodedOnce } from "./decodedOnce.ts";
import { demandValidators } from "./genesisValidators.ts";
import { nativeSha256 } from "./nativeSha256.ts";
import { RuleBook, tooOld } from "./ruleBook.ts";
import type { Applied, Rules } from "./rules.ts";
import { olderStates, storedState } from "./storedState.ts";
import { type ChunkAnswer, type OfferAnswer, Restorer } from "./snapshots/restorer.ts";
import type { Snapshot } from "./snapshots/snapshot.ts";
import type { SnapshotFolder } from "./snapshots/snapshotFolder.ts";
import { entriesOf, type SnapshotTaker } from "./snapshots/snapshotTaker.ts";
import { verifiedOnce } from "./verifiedOnce.ts";
import { Versions } from "./versions.ts";

export const APP_VERSION = FIRST_APP_VERSION;
/** Transactions whose bytes and signatures are not looked at twice, some 3 kB each: a loaded network's mempool needs more than a demo's. */
const REMEMBERED = 2_000;

export interface LedgerOptions {
  readonly store: Store;
  /** Those of new chains, or all that this program knows. */
  readonly rules: Rules | RuleBook;
  readonly signatures: SignatureCheck;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Transactions remembered as decoded and verified; at least those of a full mempool, or they are checked again. */
  readonly remembered?: number;
  /** Absent where nobody restores from this node, as in the embedded one. */
  readonly snapshots?: { readonly folder: SnapshotFolder; readonly taker: SnapshotTaker };
  /** How many blocks CometBFT keeps; 0 or absent: all. With snapshots it keeps those that the oldest one needs besides. */
  readonly retainBlocks?: number;
  /** Told of a state that the chain goes on from: that of genesis, or one that came by state sync. */
  readonly onBegin?: (height: number, state: MerkleMap) => void;
  readonly onCommit?: (committed: CommittedBlock) => void;
  readonly onRestored?: (height: number) => void;
  /** Told, at the last block that this program can follow, of the rules that come next. */
  readonly onTooOld?: (upgrade: UpgradeRecord) => void;
  /** Told of a snapshot of a peer's that is given up, and why. */
  readonly onSnapshotRefused?: (height: number, problem: string) => void;
}

export interface CommittedBlock {
  readonly height: number;
  readonly state: MerkleMap;
  readonly changes: ReadonlyMap<string, Json | undefined>;
}

interface Staged {
  readonly height: number;
  readonly time: number;
  readonly state: MerkleMap;
  readonly changes: ReadonlyMap<string, Json | undefined>;
}

/** A block that was executed, whether or not it will be the one that is decided. */
interface Executed {
  readonly request: BlockRequest;
  readonly applied: Applied;
}

export class LedgerApplication implements Application {
  readonly #options: LedgerOptions;
  readonly #check: Checks;
  readonly #book: RuleBook;
  #versions: Versions | undefined;
  /** Header time of the latest block, or of genesis; milliseconds. */
  #time = 0;
  #params: Params | undefined;
  #mempoolBranch: Branch | undefined;
  #staged: Staged | undefined;
  /** The proposal accepted last, executed while the others vote on it. */
  #executed: Executed | undefined;
  readonly #restorer: Restorer;

  /** Rebuilds the state from the store's entries; throws a FaultError node.damaged when its root is not the one committed. */
  constructor(options: LedgerOptions) {
    this.#options = options;
    const { onSnapshotRefused } = options;
    this.#restorer = new Restorer(onSnapshotRefused && { onRefused: onSnapshotRefused });
    this.#book = options.rules instanceof RuleBook ? options.rules : new RuleBook(options.rules);
    const remembered = options.remembered ?? REMEMBERED;
    this.#check = {
      ...verifiedOnce(options.signatures, remembered),
      sha256: nativeSha256,
      decode: decodedOnce(nativeSha256, remembered),
      verified: new WeakSet(),
    };
    const tip = options.store.tip();
    if (!tip) return;
    const state = storedState(options.store, tip.appHash, this.#book.versions);
    this.#open(tip.height, tip.time, state);
    for (const older of olderStates(options.store, { height: tip.height, state }))
      this.#versions?.addOlder(older.height, older.state);
    const missing = this.#book.missing(state, tip.height + 1);
    if (missing) throw tooOld(missing, this.#book.versions);
  }

  info(): AppInfo {
    const tip = this.#options.store.tip();
    return {
      data: "wattlight",
      version: "0.1.0",
      appVersion: this.#versions ? appVersionAfter(this.#versions.latest.state, (tip?.height ?? 0) + 1) : APP_VERSION,
      lastBlockHeight: tip?.height ?? 0,
      lastBlockAppHash: tip?.appHash ?? new Uint8Array(),
    };
  }

  initChain(request: InitChain): { appHash: Uint8Array } {
    const genesis = Genesis.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(request.appState)));
    if (genesis.params.chainId !== request.chainId)
      throw new RangeError(`the parameters are of chain ${genesis.params.chainId}, not ${request.chainId}`);
    if (request.initialHeight !== 1) throw new RangeError(`the chain starts at 1, not ${request.initialHeight}`);
    demandValidators(genesis, request.validators);
    const state = this.#book.first.initialState(genesis).hashedBy(nativeSha256);
    this.#open(0, request.time, state);
    this.#options.onBegin?.(0, state);
    return { appHash: state.root };
  }

  /** The latest state, for those who run in the node's own process. */
  get state(): MerkleMap {
    return this.#opened().latest.state;
  }

  get params(): Params {
    this.#opened();
    return this.#params as Params;
  }

  checkTx(tx: Uint8Array): CheckAnswer {
    const { state } = this.#opened().latest;
    this.#mempoolBranch ??= new Branch(state, this.params, this.#check, this.#book.of(state).door);
    const refusal = this.#mempoolBranch.take(tx, this.#time);
    return refusal ? { code: 2, log: canonicalText(refusal as unknown as Json) } : { code: 0, log: "" };
  }

  prepareProposal(request: ProposalRequest): readonly Uint8Array[] {
    if (this.#options.clock() - request.time > this.#slotMs()) return [];
    const branch = this.#branchFor(request.height);
    if (branch === undefined) return [];
    const chosen: Uint8Array[] = [];
    let room = request.maxTxBytes;
    let left = BLOCK_WORK;
    for (const tx of request.txs) {
      // Protobuf: a tag, a length of at most three bytes for what the codec admits, the bytes.
      const size = tx.length + 4;
      const work = size > room ? undefined : branch.fit(tx, request.time, left);
      if (work === undefined) continue;
      chosen.push(tx);
      room -= size;
      left -= work;
    }
    return chosen;
  }

  processProposal(request: BlockRequest): boolean {
    const branch = this.#branchFor(request.height);
    if (branch === undefined) return false;
    let left = BLOCK_WORK;
    const accepted = request.txs.every((tx) => {
      const work = branch.fit(tx, request.time, left);
      if (work === undefined) return false;
      left -= work;
      return true;
    });
    if (accepted) setImmediate(() => this.#executeAhead(request));
    return accepted;
  }

  finalizeBlock(request: BlockRequest): FinalizedBlock {
    const { latest } = this.#opened();
    if (request.height !== latest.height + 1)
      throw new RangeError(`block ${request.height} cannot follow ${latest.height}`);
    const ahead = this.#executed;
    const { state, results, changes, validatorUpdates } =
      ahead && sameBlock(ahead.request, request) ? ahead.applied : this.#execute(request);
    this.#executed = undefined;
    this.#staged = { height: request.height, time: request.time, state, changes };
    const appVersion = appVersionAfter(state, request.height + 1);
    return {
      results: results.map(({ code, data }) => ({
        code,
        data: data === null ? new Uint8Array() : encodeCanonical(data),
      })),
      appHash: state.root,
      changed: [...changes.keys()].some((key) => key !== KEY.clock),
      validatorUpdates,
      ...(appVersion !== appVersionAfter(latest.state, request.height) && { appVersion }),
    };
  }

  /** Validity for the block of a height; undefined where its rules are not known here, so that nothing is proposed or agreed to. */
  #branchFor(height: number): Branch | undefined {
    const { state } = this.#opened().latest;
    if (this.#book.missing(state, height)) return undefined;
    const { rules, state: begun } = this.#book.begin(state, height);
    return new Branch(begun, paramsOf(begun), this.#check, rules.door);
  }

  commit(chain?: ChainWrites): Committed {
    const staged = this.#staged;
    if (!staged) throw new Error("nothing is staged");
    const { store, snapshots, onCommit } = this.#options;
    const { height, time, state } = staged;
    const tip = { height, time, appHash: state.root };
    store.write({ tip, ...this.#writes(staged), ...(chain && { chain }) });
    this.#staged = undefined;
    this.#mempoolBranch = undefined;
    this.#time = time;
    this.#opened().add(height, state);
    this.#params = paramsOf(state);
    snapshots?.taker.committed(height, state);
    onCommit?.({ height, state, changes: staged.changes });
    const missing = this.#book.missing(state, height + 1);
    if (missing) this.#options.onTooOld?.(missing);
    return { retainHeight: this.#retainHeight(height) };
  }

  query(request: QueryRequest): QueryAnswer {
    const { height } = request;
    const state = height === 0 ? this.#versions?.latest.state : this.#versions?.at(height);
    return answerQuery(this.#versions, state ? this.#book.of(state) : this.#book.first, request);
  }

  listSnapshots(): readonly Snapshot[] {
    // CometBFT takes ten from a peer.
    return this.#options.snapshots?.folder.list().slice(0, 10) ?? [];
  }

  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): OfferAnswer {
    return this.#restorer.offer(snapshot, appHash);
  }

  loadSnapshotChunk({ height, format, chunk }: { height: number; format: number; chunk: number }): Uint8Array {
    const { snapshots } = this.#options;
    const known = this.listSnapshots().some((each) => each.height === height && each.format === format);
    return (known ? snapshots?.folder.chunk(height, chunk) : undefined) ?? new Uint8Array();
  }

  applySnapshotChunk(request: { index: number; chunk: Uint8Array; sender: string }): ChunkAnswer {
    const { index, chunk, sender } = request;
    const answer = this.#restorer.apply(index, chunk, sender);
    if (answer.result !== "accept" || !answer.restored) return answer;
    const { height, state, entries } = answer.restored;
    const { store, onBegin, onRestored } = this.#options;
    // The root is genuine, but these rules cannot read what other rules wrote.
    if (!this.#book.versions.some((version) => version === state.get(KEY.version))) return { result: "abort" };
    const time = load.clock(state).header;
    store.restore({ height, time, appHash: state.root }, entries);
    this.#open(height, time, state);
    onBegin?.(height, state);
    onRestored?.(height);
    return answer;
  }

  #execute(request: BlockRequest): Applied {
    const begun = this.#book.begin(this.#opened().latest.state, request.height);
    const applied = begun.rules.applyBlock(begun.state, request, this.#check);
    return begun.changes.size === 0
      ? applied
      : { ...applied, changes: new Map([...begun.changes, ...applied.changes]) };
  }

  /** The answer has gone out: until the others have voted, the block is very likely the one. What fails here fails again when it is asked for. */
  #executeAhead(request: BlockRequest): void {
    if (this.#staged || request.height !== this.#opened().latest.height + 1) return;
    try {
      this.#executed = { request, applied: this.#execute(request) };
    } catch {
      this.#executed = undefined;
    }
  }

  /** Nothing of genesis is on disk before the first block, so that one writes everything, and nothing undoes it. */
  #writes({ height, state, changes }: Staged): Pick<BlockWrites, "changes" | "before"> {
    if (height === 1) return { changes: new Map(entriesOf(state)) };
    const earlier = this.#opened().latest.state;
    const texts = (of: MerkleMap) => new Map(Array.from(changes.keys(), (key) => [key, of.text(key)]));
    return { changes: texts(state), before: texts(earlier) };
  }

  #retainHeight(height: number): number {
    const { retainBlocks = 0, snapshots } = this.#options;
    if (retainBlocks === 0) return 0;
    const oldest = Math.max(0, height - retainBlocks + 1);
    // Who restores a snapshot fetches the blocks after it.
    return snapshots ? Math.min(oldest, snapshots.taker.needsBlocksFrom) : oldest;
  }

  #open(height: number, time: number, state: MerkleMap): void {
    this.#versions = new Versions(height, state);
    this.#time = time;
    this.#params = paramsOf(state);
    this.#mempoolBranch = undefined;
    this.#staged = undefined;
    this.#executed = undefined;
  }

  #opened(): Versions {
    if (!this.#versions) throw new Error("the chain has not begun: InitChain comes first");
    return this.#versions;
  }

  /** The shortest slot of any carrier, in header milliseconds. */
  #slotMs(): number {
    const { grids, clock } = this.params;
    const shortest = Math.min(...Object.values(grids).map((grid) => grid.slotSeconds));
    return (shortest * 1000) / clock.rate;
  }
}

function sameBlock(a: BlockRequest, b: BlockRequest): boolean {
  if (a.height !== b.height || a.time !== b.time || a.txs.length !== b.txs.length) return false;
  // What CometBFT reports of validators changes the state as well as transactions do.
  if (!isDeepStrictEqual(a.misbehaviour ?? [], b.misbehaviour ?? [])) return false;
  return a.txs.every((tx, i) => Buffer.compare(tx, b.txs[i] as Uint8Array) === 0);
}

function paramsOf(state: MerkleMap): Params {
  return state.get(KEY.params) as unknown as Params;
}
