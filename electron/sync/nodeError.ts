/** Why a node's answer is of no use, as data. Nothing of a node's own texts is in here. */
import type { ProxyFault } from "./tunnel.ts";

export type NodeFault =
  /** No connection, or it broke. */
  | { readonly kind: "down" }
  /** Its TLS key is none of those that the network file pins. */
  | { readonly kind: "pin" }
  /** The proxy that leads to it is of no use. */
  | { readonly kind: "proxy"; readonly why: ProxyFault }
  /** No complete answer within the time allowed (drip-fed bytes included). */
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "tooLarge"; readonly limit: number }
  | { readonly kind: "tooDeep"; readonly limit: number }
  /** Not HTTP 200 with JSON-RPC, or not the shape of the method's answer. */
  | { readonly kind: "garbage"; readonly where: string }
  /** A JSON-RPC error: the node does not have it, or does not want to. */
  /** `has`: it says that it has the transaction already, which CometBFT answers as an error. */
  | { readonly kind: "refused"; readonly code: number; readonly has?: true }
  /** The right root, but not the part of the state that was asked for: no lie, no proof either. */
  | { readonly kind: "unprovable"; readonly query: string }
  /** The answer would take more leaves or bytes than a node proves at once: asked in smaller pieces it can be had. */
  | { readonly kind: "overBudget"; readonly query: string }
  /** Stopped by us. */
  | { readonly kind: "stopped" };

export class NodeError extends Error {
  readonly fault: NodeFault;
  /** First bytes of what came, for the evidence. */
  readonly bytes: Uint8Array;
  /** Address of the node, once known. */
  node: string | null = null;
  constructor(fault: NodeFault, bytes: Uint8Array = new Uint8Array()) {
    super(fault.kind);
    this.name = "NodeError";
    this.fault = fault;
    this.bytes = bytes;
  }
}
