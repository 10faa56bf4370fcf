/**
 * What a proof file carries beside its questions (docs/protocol/proofs.md): transactions with their inclusion and result, the bodies behind
 * the ids of a path, and entries of a path that have left the state. Nothing of it stands alone: headers, ids and peaks bind every byte.
 */
import { base64 } from "@scure/base";
import { z } from "zod";
import { base64Text } from "../codec/base64Text.ts";
import { fromHex, toHex } from "../codec/bytes.ts";
import { type Json, TX_LIMITS } from "../codec/canonical.ts";
import type { PathEntry } from "../ledger/history/accumulator.ts";
import { Hex32, PartyId } from "../ledger/units.ts";
import type { MerkleProof } from "../light/merkle.ts";
import type { ExecResult } from "../light/results.ts";

/** A transaction's bytes, where they stand in the block of `height`, and its result, which the next header's `last_results_hash` covers. */
export interface IncludedTx {
  readonly tx: Uint8Array;
  readonly height: number;
  /** Under `data_hash`. */
  readonly proof: MerkleProof;
  readonly result: ExecResult;
  /** Under `last_results_hash`, at the same place of as many. */
  readonly resultAunts: readonly Uint8Array[];
}

/** A party's entries from its first on, up to the oldest that the state still has. */
export interface ArchivedPath {
  readonly party: string;
  readonly entries: readonly PathEntry[];
}

export interface Carried {
  readonly transactions: readonly IncludedTx[];
  /** Bodies of transactions that a path names by their ids, or that such a body names. */
  readonly bodies: readonly Json[];
  readonly archived: readonly ArchivedPath[];
}

export const NOTHING: Carried = { transactions: [], bodies: [], archived: [] };

/** Most transactions, bodies, archived paths and entries of one. */
export const CARRIED_MAX = { transactions: 16, bodies: 2000, archived: 8, entries: 100_000 } as const;

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** A Merkle path of a block's list; 2^53 items have no more. */
const Aunts = z.array(Hex32.transform(fromHex)).max(53);
const Base64 = base64Text(Math.ceil(TX_LIMITS.bytes / 3) * 4);
const Result = z.strictObject({ code: int, data: Base64, gasWanted: int, gasUsed: int });
const Included = z
  .strictObject({ tx: Base64, height: int, index: int, total: int, aunts: Aunts, result: Result, resultAunts: Aunts })
  .transform(({ index, total, aunts, ...rest }): IncludedTx => ({ ...rest, proof: { index, total, aunts } }));
const Entry = z.strictObject({ height: int, index: int, tx: Hex32, code: z.union([z.literal(0), z.literal(1)]) });
const Archived = z.strictObject({ party: PartyId, entries: z.array(Entry).min(1).max(CARRIED_MAX.entries) });

/** The fields of the second format; what is empty is left out, so that one content has one byte string. */
export const CarriedShape = {
  transactions: z.array(Included).min(1).max(CARRIED_MAX.transactions).exactOptional(),
  bodies: z.array(z.json()).min(1).max(CARRIED_MAX.bodies).exactOptional(),
  archived: z.array(Archived).min(1).max(CARRIED_MAX.archived).exactOptional(),
} as const;

export const isNothing = ({ transactions, bodies, archived }: Carried): boolean =>
  transactions.length + bodies.length + archived.length === 0;

export function carriedJson({ transactions, bodies, archived }: Carried): { readonly [field: string]: Json } {
  return {
    ...(transactions.length > 0 && { transactions: transactions.map(includedJson) }),
    ...(bodies.length > 0 && { bodies: [...bodies] }),
    ...(archived.length > 0 && {
      archived: archived.map(({ party, entries }) => ({
        party,
        entries: entries.map(({ height, index, tx, code }) => ({ height, index, tx, code })),
      })),
    }),
  };
}

function includedJson({ tx, height, proof, result, resultAunts }: IncludedTx): Json {
  return {
    tx: base64.encode(tx),
    height,
    index: proof.index,
    total: proof.total,
    aunts: proof.aunts.map(toHex),
    result: { ...result, data: base64.encode(result.data) },
    resultAunts: resultAunts.map(toHex),
  };
}
