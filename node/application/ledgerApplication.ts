/**
 * The ledger as an application: validity at the door, execution staged by FinalizeBlock, everything persisted by Commit in one
 * batch. Executing a block twice from the same state gives the same result, so a replay after a crash pays nobody twice.
 */
import { equalBytes, toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { KEY } from "../../shared/ledger/keys.ts";
import { Genesis, type Params } from "../../shared/ledger/params.ts";
import { BLOCK_WORK } from "../../shared/ledger/work.ts";
import { MerkleMap } from "../../shared/state/merkleMap.ts";
import { under } from "../../shared/state/reader.ts";
import type { ChainWrites, Store } from "../store/store.ts";
import { answerQuery } from "./answerQuery.ts";
import type {
  AppInfo,
  Application,
  BlockRequest,
  CheckAnswer,
  FinalizedBlock,
  InitChain,
  ProposalRequest,
  QueryAnswer,
} from "./application.ts";
import { Branch } from "./branch.ts";
import { nativeSha256 } from "./nativeSha256.ts";
import type { Rules } from "./rules.ts";
import { verifiedOnce } from "./verifiedOnce.ts";
import { Versions } from "./versions.ts";

export const APP_VERSION = 1;

export interface LedgerOptions {
  readonly store: Store;
  readonly rules: Rules;
  readonly signatures: SignatureCheck;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

interface Staged {
  readonly height: number;
  readonly time: number;
  readonly state: MerkleMap;
  readonly changes: ReadonlyMap<string, Json | undefined>;
}

export class LedgerApplication implements Application {
  readonly #options: LedgerOptions;
  readonly #check: SignatureCheck;
  #versions: Versions | undefined;
  /** Header time of the latest block, or of genesis; milliseconds. */
  #time = 0;
  #params: Params | undefined;
  #mempoolBranch: Branch | undefined;
  #staged: Staged | undefined;

  /** Rebuilds the state from the store's entries; throws a FaultError node.damaged when its root is not the one committed. */
  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#check = { ...verifiedOnce(options.signatures), sha256: nativeSha256 };
    const tip = options.store.tip();
    if (!tip) return;
    const state = restore(options.store, tip.appHash, options.rules.version);
    this.#open(tip.height, tip.time, state);
  }

  info(): AppInfo {
    const tip = this.#options.store.tip();
    return {
      data: "wattlight",
      version: "0.1.0",
      appVersion: APP_VERSION,
      lastBlockHeight: tip?.height ?? 0,
      lastBlockAppHash: tip?.appHash ?? new Uint8Array(),
    };
  }

  initChain(request: InitChain): { appHash: Uint8Array } {
    const genesis = Genesis.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(request.appState)));
    if (genesis.params.chainId !== request.chainId)
      throw new RangeError(`the parameters are of chain ${genesis.params.chainId}, not ${request.chainId}`);
    if (request.initialHeight !== 1) throw new RangeError(`the chain starts at 1, not ${request.initialHeight}`);
    const state = this.#options.rules.initialState(genesis).hashedBy(nativeSha256);
    this.#open(0, request.time, state);
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
    this.#mempoolBranch ??= new Branch(state, this.params, this.#check);
    const refusal = this.#mempoolBranch.take(tx, this.#time);
    return refusal ? { code: 2, log: canonicalText(refusal as unknown as Json) } : { code: 0, log: "" };
  }

  prepareProposal(request: ProposalRequest): readonly Uint8Array[] {
    if (this.#options.clock() - request.time > this.#slotMs()) return [];
    const branch = new Branch(this.#opened().latest.state, this.params, this.#check);
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
    const branch = new Branch(this.#opened().latest.state, this.params, this.#check);
    let left = BLOCK_WORK;
    return request.txs.every((tx) => {
      const work = branch.fit(tx, request.time, left);
      if (work === undefined) return false;
      left -= work;
      return true;
    });
  }

  finalizeBlock(request: BlockRequest): FinalizedBlock {
    const { latest } = this.#opened();
    if (request.height !== latest.height + 1)
      throw new RangeError(`block ${request.height} cannot follow ${latest.height}`);
    const { state, results, changes, validatorUpdates } = this.#options.rules.applyBlock(
      latest.state,
      request,
      this.#check,
    );
    this.#staged = { height: request.height, time: request.time, state, changes };
    return {
      results: results.map(({ code, data }) => ({
        code,
        data: data === null ? new Uint8Array() : encodeCanonical(data),
      })),
      appHash: state.root,
      changed: [...changes.keys()].some((key) => key !== KEY.clock),
      validatorUpdates,
    };
  }

  commit(chain?: ChainWrites): void {
    const staged = this.#staged;
    if (!staged) throw new Error("nothing is staged");
    const { height, time, state } = staged;
    // Nothing of genesis is on disk before the first block, so that one writes everything.
    const changes = height === 1 ? new Map(state.range(...under(""))) : staged.changes;
    this.#options.store.write({ tip: { height, time, appHash: state.root }, changes, ...(chain && { chain }) });
    this.#staged = undefined;
    this.#mempoolBranch = undefined;
    this.#time = time;
    this.#opened().add(height, state);
    this.#params = paramsOf(state);
  }

  query(request: { readonly path: string; readonly data: Uint8Array; readonly height: number }): QueryAnswer {
    return answerQuery(this.#opened(), this.#options.rules, request);
  }

  #open(height: number, time: number, state: MerkleMap): void {
    this.#versions = new Versions(height, state);
    this.#time = time;
    this.#params = paramsOf(state);
    this.#mempoolBranch = undefined;
    this.#staged = undefined;
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

/** The state as the store holds it. One that other rules wrote is no more readable than a damaged one: named, and kept as it is. */
function restore(store: Store, appHash: Uint8Array, version: number): MerkleMap {
  const wrong = (problem: string) => new FaultError("node.damaged", { file: store.place, problem }, "restore");
  let state: MerkleMap;
  try {
    state = MerkleMap.fromTexts(store.entries(), nativeSha256);
  } catch (error) {
    throw error instanceof FaultError ? error : wrong("an entry of the state cannot be read");
  }
  if (!equalBytes(state.root, appHash))
    throw wrong(`the entries have root ${toHex(state.root)}, the last block committed ${toHex(appHash)}`);
  const written = state.get(KEY.version);
  if (written !== version)
    throw wrong(
      `it was written by version ${canonicalText(written ?? null)} of the rules, and this is version ${version}`,
    );
  return state;
}

function paramsOf(state: MerkleMap): Params {
  return state.get(KEY.params) as unknown as Params;
}
