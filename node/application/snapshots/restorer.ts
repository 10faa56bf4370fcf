/**
 * State sync on a node that has nothing: chunks are held against the offered list as they arrive, and the root recomputed from the
 * entries against the hash that CometBFT's light client verified. Nothing of a snapshot is believed before that, and none may take
 * more memory than there is: the state is made in memory, and a liar could list entries without end.
 */
import { getHeapStatistics } from "node:v8";
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { entriesOfChunk, type EntryText } from "../entryLines.ts";
import { nativeSha256 } from "../nativeSha256.ts";
import { CHUNK_SIZE, chunkHash, type Snapshot, SNAPSHOT_FORMAT, snapshotProblem, unpack } from "./snapshot.ts";

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

export interface RestorerOptions {
  /** Bytes of memory that a restoration may take; three quarters of the process's heap limit if absent. */
  readonly memory?: number;
  /** Told of each snapshot that is given up for good, and why. */
  readonly onRefused?: (height: number, problem: string) => void;
}

/** Bytes of memory for each entry beside its text: the list, the map's leaf and node, hashes. Measured: some 700 for entries of 16 bytes, text included. */
const ENTRY_MEMORY = 700;
/** Bytes of memory for each byte of text: a string of other than Latin characters has two for each. */
const TEXT_MEMORY = 2;
const NEWLINE = 0x0a;

export class Restorer {
  readonly #memory: number;
  readonly #onRefused: ((height: number, problem: string) => void) | undefined;
  #snapshot: Snapshot | undefined;
  #appHash = new Uint8Array();
  #entries: EntryText[] = [];
  #next = 0;
  /** Memory that the entries so far take, by the two measures above. */
  #taken = 0;

  constructor({ memory = getHeapStatistics().heap_size_limit * 0.75, onRefused }: RestorerOptions = {}) {
    this.#memory = memory;
    this.#onRefused = onRefused;
  }

  /** @param appHash the verified root after the snapshot's height */
  offer(snapshot: Snapshot, appHash: Uint8Array): OfferAnswer {
    this.#forget();
    if (snapshot.format !== SNAPSHOT_FORMAT) return "rejectFormat";
    // Of two neighbouring chunks the first line of the second did not fit into the first.
    const least = Math.floor(snapshot.chunks / 2) * CHUNK_SIZE * TEXT_MEMORY;
    const problem = snapshotProblem(snapshot) ?? (least > this.#memory ? this.#tooLarge(least) : undefined);
    if (problem !== undefined) {
      this.#onRefused?.(snapshot.height, problem);
      return "reject";
    }
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
    this.#taken += memoryOf(chunk);
    if (this.#taken > this.#memory) return this.#reject(snapshot, this.#tooLarge(this.#taken));
    const entries = entriesOfChunk(chunk, this.#entries.at(-1)?.[0] ?? "");
    // The list itself names a chunk that is none: no other peer can have a better one.
    if (!entries) return this.#reject(snapshot, `chunk ${index} holds no entries in ascending order`);
    for (const entry of entries) this.#entries.push(entry);
    this.#next++;
    return this.#next < snapshot.chunks ? { result: "accept" } : this.#whole(snapshot);
  }

  #whole(snapshot: Snapshot): ChunkAnswer {
    let state: MerkleMap;
    try {
      state = MerkleMap.fromTexts(this.#entries, nativeSha256);
    } catch {
      return this.#reject(snapshot, "it holds a key that no state has");
    }
    if (!equalBytes(state.root, this.#appHash)) return this.#reject(snapshot, "its root is not the chain's");
    const entries = this.#entries;
    this.#forget();
    return { result: "accept", restored: { height: snapshot.height, state, entries } };
  }

  #reject({ height }: Snapshot, problem: string): ChunkAnswer {
    this.#forget();
    this.#onRefused?.(height, problem);
    return { result: "rejectSnapshot" };
  }

  #forget(): void {
    this.#snapshot = undefined;
    this.#entries = [];
    this.#next = 0;
    this.#taken = 0;
  }

  #tooLarge(bytes: number): string {
    const mega = (of: number): number => Math.floor(of / 1e6);
    return `it takes over ${mega(bytes)} MB of memory, and a restoration may take ${mega(this.#memory)} MB: a larger --max-old-space-size lets it take more`;
  }
}

/** Before the entries are made of it; each ends with a line break. */
function memoryOf(chunk: Uint8Array): number {
  let lines = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
  return lines * ENTRY_MEMORY + chunk.length * TEXT_MEMORY;
}
