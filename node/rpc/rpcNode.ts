/** What the RPC needs of a node. */
import type { Json } from "../../shared/codec/canonical.ts";
import type { Application } from "../application/application.ts";
import type { Produced } from "../embedded/chain.ts";
import type { Ed25519Key } from "../embedded/ed25519.ts";
import type { GenesisDocument } from "../embedded/genesisDocument.ts";
import type { Admission } from "../embedded/mempool.ts";
import type { Rotation } from "../embedded/proposerRotation.ts";
import type { Store } from "../store/store.ts";

export interface RpcNode {
  readonly genesis: GenesisDocument;
  readonly app: Application;
  readonly store: Store;
  /** The node's own identity, and the validator that it speaks for. */
  readonly nodeKey: Ed25519Key;
  readonly validatorKey: Ed25519Key;
  /** Height of the latest block; at least 1 while the RPC is open. */
  height(): number;
  /** The validators of the height after the latest. */
  nextRotation(): Rotation;
  waiting(): { readonly count: number; readonly bytes: number };
  submit(tx: Uint8Array): Admission;
  /** Returns what stops listening. */
  onBlock(listener: (produced: Produced) => void): () => void;
  /** Methods beside CometBFT's (a demo node's), asked when no method of that name exists. */
  readonly extra: ExtraMethods | undefined;
}

export interface ExtraMethods {
  readonly names: ReadonlySet<string>;
  call(method: string, params: unknown): { readonly result: Json } | { readonly fault: string };
}
