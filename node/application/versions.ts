/** The states after the last blocks: header H+1 proves the state at H, so wallets ask for a height just behind the latest. */
import type { MerkleMap } from "../../shared/state/merkleMap.ts";

/** Versions share what is equal, so keeping them costs what changed. */
export const KEPT_VERSIONS = 200;

export class Versions {
  readonly #byHeight = new Map<number, MerkleMap>();
  readonly #capacity: number;
  #latest: { readonly height: number; readonly state: MerkleMap };

  constructor(height: number, state: MerkleMap, capacity = KEPT_VERSIONS) {
    this.#capacity = capacity;
    this.#latest = { height, state };
    this.#byHeight.set(height, state);
  }

  get latest(): { readonly height: number; readonly state: MerkleMap } {
    return this.#latest;
  }

  at(height: number): MerkleMap | undefined {
    return this.#byHeight.get(height);
  }

  /** A state before the latest, found again after a restart. */
  addOlder(height: number, state: MerkleMap): void {
    if (height > this.#latest.height - this.#capacity) this.#byHeight.set(height, state);
  }

  add(height: number, state: MerkleMap): void {
    this.#latest = { height, state };
    this.#byHeight.set(height, state);
    this.#byHeight.delete(height - this.#capacity);
  }
}
