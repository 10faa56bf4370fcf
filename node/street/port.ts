/** What the embedded node gives the demo street: a way to read the latest state, to send transactions and to hear of blocks. */
import type { Params } from "../../shared/ledger/params.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import type { DemoKeys } from "../demo/demoKeys.ts";
import type { Played } from "../demo/offices.ts";

export interface StreetHost {
  readonly chainId: string;
  readonly params: Params;
  /** The node's folder: the street keeps its key files here. */
  readonly folder: string;
  /** CheckTx and, when valid, into the mempool: undefined, or why it is not valid. A refusal by a market rule is seen in the state later. */
  submit(tx: Uint8Array): Refusal | undefined;
  /** Runs a query directly on the state after the latest block. */
  query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N>;
  /** After every committed block: its height and header time in milliseconds. Returns what stops listening. */
  onBlock(listener: (height: number, headerMs: number) => void): () => void;
  log(line: string): void;
}

export interface StreetOptions {
  /** Seed of the homes: the same seed on a new chain gives the same homes. */
  readonly seed: number;
  /** The installation's demo keys: every account of the street is derived from their master. */
  readonly keys: DemoKeys;
  /** The office that a person holds: the street signs nothing that the person could sign. */
  readonly played?: Played | undefined;
}

/** `startStreet(host: StreetHost, options: StreetOptions): Street` is node/street/street.ts. */
export interface Street {
  /** The day as the homes' own meters have it; null before the first block. */
  today(): StreetMeters | null;
  stop(): void;
}
