/** What the embedded node asks of the demo: a genesis with its cards, and answers to the demo's own RPC methods. */
import type { Json } from "../../shared/codec/canonical.ts";
import type { Genesis } from "../../shared/ledger/params.ts";
import type { Card } from "../../shared/network/networkFile.ts";
import type { StreetHost } from "../street/port.ts";
import type { DemoKeys } from "./demoKeys.ts";

export interface DemoGenesisOptions {
  readonly chainId: string;
  /** Header time of genesis, seconds. */
  readonly genesisTime: number;
  /** Market seconds per header second. */
  readonly rate: number;
  readonly seed: number;
  readonly keys: DemoKeys;
}

/** `demoGenesis(options: DemoGenesisOptions): DemoGenesis` is node/demo/genesis.ts. */
export interface DemoGenesis {
  readonly genesis: Genesis;
  readonly cards: readonly Card[];
  /** Account keys (33 bytes, hex) of the four regulators: the network file's `regulators`. */
  readonly regulators: readonly string[];
}

/** A fault of a demo method: becomes a JSON-RPC error with this message. */
export interface DemoFault {
  readonly fault: string;
}

/** `commissioning(host: StreetHost & { keys: DemoKeys; seed: number }): DemoMethods` is node/demo/commissioning.ts. */
export interface DemoMethods {
  /** `method` is "demo_certificate" or "demo_cosign"; `params` is untrusted. Never throws. */
  call(method: string, params: unknown): { readonly result: Json } | DemoFault;
}
export interface CommissioningHost extends StreetHost {
  readonly keys: DemoKeys;
  readonly seed: number;
}
