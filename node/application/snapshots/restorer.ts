/**
 * State sync on a node that has nothing: chunks are held against the offered list as they arrive, and the root recomputed from the
 * entries against the hash that CometBFT's light client verified. Nothing of a snapshot is believed before that.
 */
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { entriesOfChunk, type EntryText } from "../entryLines.ts";
import { nativeSha256 } from "../nativeSha256.ts";
import { chunkHash, type Snapshot, SNAPSHOT_FORMAT, snapshotProblem, unpack } from "./snapshot.ts";

export type OfferAnswer = "accept" | "reject" | "rejectFormat";

export type ChunkAnswer =
  | { readonly result: "accept"; readonly restored?: RestoredState }
  | { readonly result: "abort" | "rejectSnapshot" }
  /** Ask another peer for this chunk. */
  | { readonly result: "retry"; readonly refetch: number; readonly rejectSender: string };

export interface RestoredState {
  readonly height: number;
  readonly state: MerkleMap;
  readonly entries: readonly EntryText[];
}

export class Restorer {
  #snapshot: Snapshot | undefined;
  #appHash = new Uint8Array();
  #entries: EntryText[] = [];
  #next = 0;

  /** @param appHash the verified root after the snapshot's height */
  offer(snapshot: Snapshot, appHash: Uint8Array): OfferAnswer {
    this.#snapshot = undefined;
    this.#entries = [];
    this.#next = 0;
    if (snapshot.format !== SNAPSHOT_FORMAT) return "rejectFormat";
    if (snapshotProblem(snapshot) !== undefined) return "reject";
    this.#snapshot = snapshot;
    this.#appHash = new Uint8Array(appHash);
    return "accept";
  }

  /** Chunks come in order; with the last one the state is whole, or the snapshot is rejected. */
  apply(index: number, packed: Uint8Array, sender: string): ChunkAnswer {
    const snapshot = this.#snapshot;
    if (!snapshot || index !== this.#next) return { result: "abort" };
    const chunk = unpack(packed);
    if (!chunk || !equalBytes(nativeSha256(chunk), chunkHash(snapshot, index)))
      return { result: "retry", refetch: index, rejectSender: sender };
    const entries = entriesOfChunk(chunk, this.#entries.at(-1)?.[0] ?? "");
    // The list itself names a chunk that is none: no other peer can have a better one.
    if (!entries) return this.#reject();
    for (const entry of entries) this.#entries.push(entry);
    this.#next++;
    return this.#next < snapshot.chunks ? { result: "accept" } : this.#whole(snapshot);
  }

  #whole({ height }: Snapshot): ChunkAnswer {
    let state: MerkleMap;
    try {
      state = MerkleMap.fromTexts(this.#entries, nativeSha256);
    } catch {
      return this.#reject();
    }
    if (!equalBytes(state.root, this.#appHash)) return this.#reject();
    const entries = this.#entries;
    this.#snapshot = undefined;
    this.#entries = [];
    return { result: "accept", restored: { height, state, entries } };
  }

  #reject(): ChunkAnswer {
    this.#snapshot = undefined;
    this.#entries = [];
    return { result: "rejectSnapshot" };
  }
}
