/**
 * A regulators' checkpoint (docs/protocol/checkpoints.md): a header that more than 2/3 of the regulators' offline keys vouch for, and the keys
 * in force from there on. Canonical JSON, so that one checkpoint has one byte string; each names the one before by its digest.
 */
import { z } from "zod";
import { toHex } from "../codec/bytes.ts";
import { type CodecFault, decodeCanonical, encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { ChainId, Height, Hex32, PublicKey, Seconds, Signature } from "../ledger/units.ts";

export const CHECKPOINT_FORMAT = "wattlight-checkpoint-1";
/** Largest file, bytes, and deepest nesting: checked before anything is parsed. A hundred regulators who all sign take 27 KiB. */
export const CHECKPOINT_LIMITS = { bytes: 65_536, depth: 4 } as const;
/** Most regulators, as in a network file; so also most signatures. */
export const REGULATORS_MAX = 100;

const Content = z.strictObject({
  format: z.literal(CHECKPOINT_FORMAT),
  chainId: ChainId,
  /** 1 for a chain's first checkpoint, then one more each. */
  sequence: z.number().int().min(1).max(1_000_000),
  /** Digest of the checkpoint before, lower-case hex; null for the first. */
  before: Hex32.nullable(),
  height: Height,
  /** Header hash, lower-case hex. */
  hash: Hex32,
  /** Header time, whole seconds. */
  time: Seconds,
  /** Offline keys that sign the next checkpoint: compressed secp256k1, hex, ascending, no two alike. */
  regulators: z.array(PublicKey).min(1).max(REGULATORS_MAX).refine(ascending, "keys in ascending order, none twice"),
});
const Shape = Content.extend({
  /** In the order of their keys; a key that signs twice counts for nothing and is refused. */
  signatures: z
    .array(z.strictObject({ key: PublicKey, signature: Signature }))
    .max(REGULATORS_MAX)
    .refine((list) => ascending(list.map(({ key }) => key)), "signatures in ascending order of their keys, none twice"),
});
/** What is signed. */
export type CheckpointContent = z.infer<typeof Content>;
export type Checkpoint = z.infer<typeof Shape>;

export type CheckpointFault =
  | { readonly fault: "codec"; readonly codec: CodecFault }
  /** Made by a version of the program that this one does not know. */
  | { readonly fault: "format"; readonly format: string }
  /** The path begins at $. */
  | { readonly fault: "shape"; readonly path: string; readonly problem: string };

export type ParsedCheckpoint =
  { readonly ok: true; readonly checkpoint: Checkpoint } | { readonly ok: false; readonly fault: CheckpointFault };

/** Reads a file that anybody may have made; it says nothing of who signed it. */
export function parseCheckpoint(bytes: Uint8Array): ParsedCheckpoint {
  const decoded = decodeCanonical(bytes, CHECKPOINT_LIMITS);
  if (!decoded.ok) return { ok: false, fault: { fault: "codec", codec: decoded } };
  const format = z.looseObject({ format: z.string().max(64) }).safeParse(decoded.value);
  if (format.success && format.data.format !== CHECKPOINT_FORMAT)
    return { ok: false, fault: { fault: "format", format: format.data.format } };
  const shaped = Shape.safeParse(decoded.value);
  if (shaped.success) return { ok: true, checkpoint: shaped.data };
  const [issue] = shaped.error.issues;
  const path = ["$", ...(issue?.path ?? [])].join(".");
  return { ok: false, fault: { fault: "shape", path, problem: issue?.message ?? "unknown" } };
}

/** The file's bytes. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  return encodeCanonical(checkpoint as Json);
}

/** What regulators sign, and what the next checkpoint names: `tagged("checkpoint", chainId, canonical of all but the signatures)`, 32 bytes. */
export function checkpointDigest({
  signatures: _,
  ...content
}: CheckpointContent & { signatures?: unknown }): Uint8Array {
  return taggedHash("checkpoint", content.chainId, encodeCanonical(content as Json));
}

export const checkpointId = (content: CheckpointContent): string => toHex(checkpointDigest(content));

function ascending(list: readonly string[]): boolean {
  return list.every((one, i) => i === 0 || (list[i - 1] ?? "") < one);
}
