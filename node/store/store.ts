/**
 * What a node keeps on disk: the state's entries, and, in the embedded node, the chain's own records. Everything of a block
 * is written in one atomic batch, its height included, so a crash leaves either the whole block or nothing of it.
 */
export interface Tip {
  readonly height: number;
  /** Header time, milliseconds. */
  readonly time: number;
  /** Root of the state after this block; the next header carries it. */
  readonly appHash: Uint8Array;
}

export interface StoredBlock {
  readonly height: number;
  /** Header hash. */
  readonly hash: Uint8Array;
  readonly parts: { readonly total: number; readonly hash: Uint8Array };
  /** Protobuf `tendermint.types.Block`. */
  readonly bytes: Uint8Array;
}

/** Records of one block beside the state; the byte strings are protobuf. */
export interface ChainWrites {
  readonly block: StoredBlock;
  /** `tendermint.types.Commit` for this block. */
  readonly commit: Uint8Array;
  /** `tendermint.types.ValidatorSet` that signed it. */
  readonly validators: Uint8Array;
  /** `tendermint.abci.ResponseFinalizeBlock`. */
  readonly results: Uint8Array;
  /** SHA-256 of each transaction, in block order. */
  readonly txHashes: readonly Uint8Array[];
}

export interface BlockWrites {
  readonly tip: Tip;
  /** Entries set, as canonical JSON, or deleted where undefined. */
  readonly changes: ReadonlyMap<string, string | undefined>;
  /** What the same entries were before (undefined: absent); absent where nothing shall be undone to, as before the first block. */
  readonly before?: ReadonlyMap<string, string | undefined>;
  readonly chain?: ChainWrites;
}

export interface Store {
  /** The file, for messages. */
  readonly place: string;
  /** Undefined before the first block. */
  tip(): Tip | undefined;
  /** The state after the tip, ascending by key; values as canonical JSON. */
  entries(): Iterable<readonly [key: string, text: string]>;
  /** All or nothing, on disk when it returns. Heights ascend by one, from 1 or what was restored; anything else throws. */
  write(block: BlockWrites): void;
  /**
   * Puts a whole state in place of what there is, all or nothing; entries are canonical JSON, ascending or not. The chain's own
   * records are not part of it: throws a RangeError in a store that holds some.
   */
  restore(tip: Tip, entries: Iterable<readonly [key: string, text: string]>): void;
  /**
   * What the entries that a block changed were before it (undefined: absent). Undefined when that is not kept: for a block outside the
   * last KEEP_UNDO, the first block, and one that was restored.
   */
  before(height: number): ReadonlyMap<string, string | undefined> | undefined;
  /** A document given when the store was made ("genesis" always). */
  document(name: string): string | undefined;
  /** Lowest height of the kept run of blocks (the first two blocks are kept besides, they anchor trust); 0 when empty. */
  earliest(): number;
  block(height: number): StoredBlock | undefined;
  commit(height: number): Uint8Array | undefined;
  validators(height: number): Uint8Array | undefined;
  results(height: number): Uint8Array | undefined;
  transaction(hash: Uint8Array): { readonly height: number; readonly index: number } | undefined;
  /** Keeps evidence of misbehaviour that was sent in, by the hash of the block that it is about; false when the store holds its fill or has one. */
  keepEvidence(hash: Uint8Array, json: string): boolean;
  evidence(): readonly string[];
  close(): void;
}

export interface StoreOptions {
  /** How many blocks are kept. 20,000 blocks at 2 s are 11 hours; a demo's wallet never asks further back. */
  readonly keepBlocks: number;
}
export const KEEP_BLOCKS = 20_000;
/** Blocks that can be undone: as many older states are there again after a restart. */
export const KEEP_UNDO = 20;
/** Pieces of evidence kept at most. */
export const KEEP_EVIDENCE = 100;

/** Heights that leave the store when `tip` is written: [from, to], both included; empty when to < from. */
export function pruned(tip: number, keepBlocks: number): readonly [from: number, to: number] {
  return [3, tip - keepBlocks];
}

/** Lowest height of the kept run. */
export function earliestKept(tip: number, keepBlocks: number): number {
  return tip === 0 ? 0 : tip - keepBlocks < 3 ? 1 : tip - keepBlocks + 1;
}

/** Throws when a batch would leave a hole or a fork. */
export function demandNext(tip: Tip | undefined, block: BlockWrites): void {
  const expected = (tip?.height ?? 0) + 1;
  if (block.tip.height !== expected) throw new RangeError(`block ${block.tip.height} cannot follow ${expected - 1}`);
  if (block.chain && block.chain.block.height !== expected)
    throw new RangeError(`records of block ${block.chain.block.height} in the batch of ${expected}`);
}

/** Throws when a restored state would part from the chain that lies beside it. */
export function demandNoChain(blocks: number): void {
  if (blocks > 0) throw new RangeError("a state cannot be restored beside a chain's own blocks");
}
