/**
 * That a block took a transaction, and with which result: under its header's `data_hash` (RFC 6962 tree over the hashes of the
 * transactions), and under the next header's `last_results_hash` (tree over all results of the block). Both headers are verified elsewhere.
 */
import { equalBytes } from "../codec/bytes.ts";
import type { MerkleProof } from "./merkle.ts";
import { type ExecResult, resultsHash, verifyTxProof } from "./results.ts";
import type { LightBlock } from "./types.ts";

export interface ClaimedInclusion {
  /** What the node says lies there. */
  readonly tx: Uint8Array;
  readonly proof: MerkleProof;
  /** All results of the block, in its order. */
  readonly results: readonly ExecResult[];
}

export type InclusionVerdict =
  | { readonly verdict: "included"; readonly result: ExecResult }
  /** The node lied, or sent no result for the place: which rule broke, and the bytes that show it. */
  | {
      readonly verdict: "broken";
      readonly rule: "tx.bytes" | "tx.inclusion" | "tx.results";
      readonly bytes: Uint8Array;
    };

/** `block`: verified, of the height named; `after`: the verified one that follows it. */
export function checkInclusion(
  bytes: Uint8Array,
  { tx, proof, results }: ClaimedInclusion,
  block: Pick<LightBlock, "header">,
  after: Pick<LightBlock, "header">,
): InclusionVerdict {
  if (!equalBytes(tx, bytes)) return { verdict: "broken", rule: "tx.bytes", bytes: tx };
  if (!verifyTxProof(block.header.dataHash, bytes, proof)) return { verdict: "broken", rule: "tx.inclusion", bytes };
  if (!equalBytes(resultsHash(results), after.header.lastResultsHash))
    return { verdict: "broken", rule: "tx.results", bytes };
  // The root binds the path, not index and length; with the verified number of results the path fixes the index.
  const result = proof.total === results.length ? results[proof.index] : undefined;
  return result === undefined ? { verdict: "broken", rule: "tx.inclusion", bytes } : { verdict: "included", result };
}
