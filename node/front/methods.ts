/**
 * What a wallet may ask of a public node (CometBFT v0.38, rpc/core/routes.go): reading, and handing in transactions and evidence.
 * The rest (searches over all blocks, dumps of consensus, dialling of peers) is refused.
 */

export type Kept = "never" | "byHeight";

/** Answers that can never change once there is one, asked with a height, are kept and given again. */
export const OPEN_METHODS: ReadonlyMap<string, Kept> = new Map<string, Kept>([
  ["health", "never"],
  ["status", "never"],
  ["genesis", "never"],
  ["abci_info", "never"],
  ["abci_query", "byHeight"],
  ["block", "byHeight"],
  ["block_results", "byHeight"],
  ["blockchain", "never"],
  ["commit", "byHeight"],
  ["consensus_params", "byHeight"],
  ["header", "byHeight"],
  ["num_unconfirmed_txs", "never"],
  ["tx", "never"],
  ["validators", "byHeight"],
  ["broadcast_tx_async", "never"],
  ["broadcast_tx_sync", "never"],
  ["broadcast_evidence", "never"],
]);

/** True when the same question always has this answer; `params` as they came. */
export function isFinal(method: string, params: unknown, answer: string): boolean {
  if (OPEN_METHODS.get(method) !== "byHeight") return false;
  if (typeof params !== "object" || params === null || Array.isArray(params)) return false;
  const { height } = params as { readonly height?: unknown };
  if (height === undefined || height === "" || height === "0" || height === 0 || height === null) return false;
  if (!answer.startsWith('"result":')) return false;
  // A node that does not have the height yet, or no longer, says so with another code.
  return method !== "abci_query" || answer.startsWith('"result":{"response":{"code":0,');
}
