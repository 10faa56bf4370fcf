/**
 * Transactions and their results under a header: inclusion below `data_hash`, results below the next header's
 * `last_results_hash`, which covers code, data and gas alone (CometBFT abci/types/types.go, DeterministicExecTxResult).
 */
import { sha256 } from "../codec/hash.ts";
import { merkleProof, type MerkleProof, merkleRoot, verifyMerkleProof } from "./merkle.ts";
import { Wire } from "./wire.ts";

export interface ExecResult {
  readonly code: number;
  readonly data: Uint8Array;
  readonly gasWanted: number;
  readonly gasUsed: number;
}

export function encodeResult(result: ExecResult): Uint8Array {
  return new Wire().int(1, result.code).bytes(2, result.data).int(5, result.gasWanted).int(6, result.gasUsed).done();
}

export function resultsHash(results: readonly ExecResult[]): Uint8Array {
  return merkleRoot(results.map(encodeResult));
}

export function resultProof(results: readonly ExecResult[], index: number): MerkleProof {
  return merkleProof(results.map(encodeResult), index);
}

/** `root`: `last_results_hash` of the header after the block. */
export function verifyResultProof(root: Uint8Array, result: ExecResult, proof: MerkleProof): boolean {
  return verifyMerkleProof(root, encodeResult(result), proof);
}

export function txProof(txs: readonly Uint8Array[], index: number): MerkleProof {
  return merkleProof(
    txs.map((tx) => sha256(tx)),
    index,
  );
}

/** `root`: `data_hash` of the block's own header. */
export function verifyTxProof(root: Uint8Array, tx: Uint8Array, proof: MerkleProof): boolean {
  return verifyMerkleProof(root, sha256(tx), proof);
}
