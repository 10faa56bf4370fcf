/** The embedded node as the main process sees it: one utility process holding four demo regulators, the ledger and the street. */
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Played } from "../demo/offices.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";

export interface EmbeddedOptions {
  /** Folder of its own: chain, state, validator and street keys. */
  readonly folder: string;
  /** 0: any free port; a taken one is replaced by a free one. */
  readonly port: number;
  /** This port and no other: a taken one is the FaultError node.portTaken. */
  readonly exactPort?: boolean;
  /** Market seconds per header second of a new chain (an existing chain keeps its own). */
  readonly rate: number;
  /** Seed of the street's homes; a new chain only. */
  readonly seed: number;
  /** False starts the chain without the street's trading agents. */
  readonly street: boolean;
  /** An office of the demo that a person holds: the street leaves its account alone. */
  readonly played?: Played;
}

export interface EmbeddedStarted {
  /** Loopback address of its RPC, in the network file's nodes; the file's anchor is the chain's first block. */
  readonly network: NetworkFile;
  /** Latest block, as a trust anchor for the wallet on this very computer. */
  readonly latest: Anchor;
  readonly resumed: boolean;
}

export interface EmbeddedPort {
  start(options: EmbeddedOptions): EmbeddedStarted;
  /** Latest block as an anchor. */
  latest(): Anchor;
  /** The street's own meters, which nothing proves; null without a street or before its first block. */
  streetToday(): StreetMeters | null;
  stop(): void;
}

export interface EmbeddedHost {
  log(line: string): void;
}
