/**
 * Takes a snapshot every so many blocks, beside the chain: a state never changes once committed, so its entries are written chunk
 * by chunk while further blocks are executed.
 */
import { under } from "../../../shared/state/reader.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { leavesIn } from "../../../shared/state/walk.ts";
import { chunksOf, type EntryText } from "../entryLines.ts";
import { nativeSha256 } from "../nativeSha256.ts";
import { CHUNK_SIZE, pack, type Snapshot } from "./snapshot.ts";
import type { SnapshotFolder } from "./snapshotFolder.ts";

export interface SnapshotPlan {
  /** A snapshot at every height that this divides; 0 takes none. */
  readonly every: number;
  /** How many stay; CometBFT offers at most ten to a peer. */
  readonly keep: number;
}

export type SnapshotEvent =
  | { readonly kind: "snapshotTaken"; readonly height: number; readonly chunks: number }
  | { readonly kind: "snapshotFailed"; readonly height: number; readonly problem: string }
  /** The one before is still being written. */
  | { readonly kind: "snapshotSkipped"; readonly height: number };

export class SnapshotTaker {
  readonly #folder: SnapshotFolder;
  readonly #plan: SnapshotPlan;
  readonly #tell: (event: SnapshotEvent) => void;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(folder: SnapshotFolder, plan: SnapshotPlan, tell: (event: SnapshotEvent) => void) {
    this.#folder = folder;
    this.#plan = plan;
    this.#tell = tell;
  }

  /** Call after each commit. Returns at once; a failure is told and hinders nothing. */
  committed(height: number, state: MerkleMap): void {
    const { every } = this.#plan;
    if (every === 0 || height % every !== 0 || this.#stopped) return;
    if (this.#running) return this.#tell({ kind: "snapshotSkipped", height });
    this.#running = this.#take(height, state).then(
      (taken) => {
        this.#running = undefined;
        if (taken) this.#tell({ kind: "snapshotTaken", height, chunks: taken.chunks });
      },
      (error: unknown) => {
        this.#running = undefined;
        const problem = error instanceof Error ? error.message : String(error);
        this.#tell({ kind: "snapshotFailed", height, problem });
      },
    );
  }

  /** Blocks below this one may go, for as long as nodes that restore the oldest snapshot need what follows it; 0: none may. */
  get needsBlocksFrom(): number {
    return this.#folder.list().at(-1)?.height ?? 0;
  }

  /** Resolves when nothing is being written any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Resolves when what has begun is written. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #take(height: number, state: MerkleMap): Promise<Snapshot | undefined> {
    const draft = this.#folder.begin(height);
    try {
      for (const chunk of chunksOf(entriesOf(state), CHUNK_SIZE)) {
        await draft.add(nativeSha256(chunk), await pack(chunk));
        if (!this.#stopped) continue;
        draft.abandon();
        return undefined;
      }
      const snapshot = await draft.finish();
      this.#folder.keep(this.#plan.keep);
      return snapshot;
    } catch (error) {
      draft.abandon();
      throw error;
    }
  }
}

export function* entriesOf(state: MerkleMap): Generator<EntryText, void, void> {
  for (const { key, text } of leavesIn(state.tree, ...under(""))) yield [key, text ?? ""];
}
