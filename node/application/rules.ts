/** What the application asks of the ledger; tests put simpler rules in its place. */
import type { Json } from "../../shared/codec/canonical.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";
import type { Block } from "../../shared/ledger/applyBlock.ts";
import type { Genesis } from "../../shared/ledger/params.ts";
import type { consumeNonce, validate } from "../../shared/ledger/validity.ts";
import type { workOf } from "../../shared/ledger/work.ts";
import type { MerkleMap } from "../../shared/state/merkleMap.ts";
import type { Reader } from "../../shared/state/reader.ts";

export interface Applied {
  readonly state: MerkleMap;
  readonly results: readonly { readonly code: 0 | 1 | 2; readonly data: Json }[];
  readonly changes: ReadonlyMap<string, Json | undefined>;
  readonly validatorUpdates: readonly { readonly key: string; readonly power: number }[];
}

export interface Door {
  readonly validate: typeof validate;
  readonly consumeNonce: typeof consumeNonce;
  readonly workOf: typeof workOf;
}

export interface Rules {
  /** What is valid, what it costs of a block, and the nonce that it uses. */
  readonly door: Door;
  /** Version of the state that they read, under `meta/version`. */
  readonly version: number;
  initialState(genesis: Genesis): MerkleMap;
  applyBlock(state: MerkleMap, block: Block, check: SignatureCheck): Applied;
  runQuery(reader: Reader, name: string, version: number, input: Json): Json;
}
