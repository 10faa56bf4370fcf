/**
 * Which anchor a chain of checkpoints leads to (DESIGN "Away for weeks"): from the regulators that the network file names, each checkpoint
 * signed by more than 2/3 of the keys in force before it. One rule after the other; no node is asked, and none can help.
 */
import { fromHex } from "../codec/bytes.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import type { Anchor, NetworkFile } from "../network/networkFile.ts";
import {
  type Checkpoint,
  checkpointDigest,
  checkpointId,
  type CheckpointFault,
  parseCheckpoint,
} from "./checkpoint.ts";

/** Most files of one chain that are read: ten years of weeks. */
export const CHECKPOINTS_MAX = 520;
/** How far ahead of our clock a header may be, as for every other header (CometBFT's default). */
const CLOCK_DRIFT = 10;

export interface CheckpointAnchor extends Anchor {
  readonly chainId: string;
  /** Header time, seconds. */
  readonly time: number;
  readonly sequence: number;
  /** Digest of the newest checkpoint. */
  readonly id: string;
  /** Regulators who signed the newest one, and of how many. */
  readonly signed: number;
  readonly of: number;
}

export type CheckpointRefusal =
  | { readonly rule: "none" }
  | { readonly rule: "tooMany"; readonly files: number; readonly limit: number }
  | { readonly rule: "file"; readonly fault: CheckpointFault }
  | { readonly rule: "chain"; readonly chainId: string; readonly expected: string }
  /** Two of one number, or one that is missing between. */
  | { readonly rule: "sequence"; readonly sequence: number; readonly expected: number }
  /** It does not name the one before it. */
  | { readonly rule: "before"; readonly before: string | null; readonly expected: string | null }
  | { readonly rule: "height"; readonly height: number; readonly above: number }
  | { readonly rule: "time"; readonly time: number; readonly after: number }
  /** A key that was not in force before. */
  | { readonly rule: "stranger"; readonly key: string }
  | { readonly rule: "signature"; readonly key: string }
  | { readonly rule: "tooFew"; readonly signed: number; readonly of: number }
  | { readonly rule: "future"; readonly time: number; readonly now: number }
  /** So old that nothing can be verified from it. Seconds. */
  | { readonly rule: "old"; readonly time: number; readonly until: number; readonly now: number };

export type CheckpointVerdict =
  | { readonly verdict: "valid"; readonly anchor: CheckpointAnchor }
  /** `file`: index in the list that was given; null where the refusal is of the list as a whole. */
  | { readonly verdict: "refused"; readonly file: number | null; readonly refusal: CheckpointRefusal };

type Before = Pick<Checkpoint, "sequence" | "height" | "time" | "regulators"> & { readonly id: string | null };

/**
 * The newest anchor of the files, given in any order. `now`: seconds. The first file may have any number, as older ones may be lost: it must
 * be signed by the network file's own regulators.
 */
export function verifyCheckpoints(
  network: Pick<NetworkFile, "chainId" | "regulators" | "trustingPeriod" | "anchor">,
  files: readonly Uint8Array[],
  now: number,
  signatures: SignatureCheck = nobleSignatures,
): CheckpointVerdict {
  if (files.length === 0) return refused(null, { rule: "none" });
  if (files.length > CHECKPOINTS_MAX)
    return refused(null, { rule: "tooMany", files: files.length, limit: CHECKPOINTS_MAX });
  const read: { readonly file: number; readonly checkpoint: Checkpoint }[] = [];
  for (const [file, bytes] of files.entries()) {
    const parsed = parseCheckpoint(bytes);
    if (!parsed.ok) return refused(file, { rule: "file", fault: parsed.fault });
    read.push({ file, checkpoint: parsed.checkpoint });
  }
  read.sort((a, b) => a.checkpoint.sequence - b.checkpoint.sequence);
  let before: Before | undefined;
  let newest: { readonly file: number; readonly anchor: CheckpointAnchor } | undefined;
  for (const { file, checkpoint } of read) {
    const { sequence, height, hash, time } = checkpoint;
    if (checkpoint.chainId !== network.chainId)
      return refused(file, { rule: "chain", chainId: checkpoint.chainId, expected: network.chainId });
    const link = before ? follows(before, checkpoint) : begins(network.anchor.height, checkpoint);
    if (link) return refused(file, link);
    const keys = before?.regulators ?? network.regulators;
    const unsigned = signedBy(keys, checkpoint, signatures);
    if (unsigned) return refused(file, unsigned);
    const id = checkpointId(checkpoint);
    before = { ...checkpoint, id };
    const tally = { signed: checkpoint.signatures.length, of: distinct(keys) };
    newest = { file, anchor: { chainId: network.chainId, height, hash, time, sequence, id, ...tally } };
  }
  if (!newest) return refused(null, { rule: "none" });
  const age = inTime(newest.anchor.time, network.trustingPeriod, now);
  return age ? refused(newest.file, age) : { verdict: "valid", anchor: newest.anchor };
}

/** The first of the files: it names one before it unless it is the chain's first, and nothing under the network file's own anchor. */
function begins(anchor: number, { sequence, before, height }: Checkpoint): CheckpointRefusal | undefined {
  if (sequence === 1 && before !== null) return { rule: "before", before, expected: null };
  if (sequence > 1 && before === null) return { rule: "sequence", sequence, expected: 1 };
  return height < anchor ? { rule: "height", height, above: anchor - 1 } : undefined;
}

function follows(last: Before, { sequence, before, height, time }: Checkpoint): CheckpointRefusal | undefined {
  if (sequence !== last.sequence + 1) return { rule: "sequence", sequence, expected: last.sequence + 1 };
  if (before !== last.id) return { rule: "before", before, expected: last.id };
  if (height <= last.height) return { rule: "height", height, above: last.height };
  return time <= last.time ? { rule: "time", time, after: last.time } : undefined;
}

/** Every signature must hold and be of a key in force; more than 2/3 of these keys must be among them. */
function signedBy(
  keys: readonly string[],
  checkpoint: Checkpoint,
  check: SignatureCheck,
): CheckpointRefusal | undefined {
  const digest = checkpointDigest(checkpoint);
  for (const { key, signature } of checkpoint.signatures) {
    if (!keys.includes(key)) return { rule: "stranger", key };
    if (!check.verify(fromHex(signature), digest, fromHex(key))) return { rule: "signature", key };
  }
  // The parser lets no key sign twice.
  const signed = checkpoint.signatures.length;
  const of = distinct(keys);
  return signed * 3 > of * 2 ? undefined : { rule: "tooFew", signed, of };
}

function inTime(time: number, trustingPeriod: number, now: number): CheckpointRefusal | undefined {
  if (time > now + CLOCK_DRIFT) return { rule: "future", time, now };
  const until = time + trustingPeriod;
  return until <= now ? { rule: "old", time, until, now } : undefined;
}

/** A network file may name a key twice; it has one voice. */
const distinct = (keys: readonly string[]): number => new Set(keys).size;

function refused(file: number | null, refusal: CheckpointRefusal): CheckpointVerdict {
  return { verdict: "refused", file, refusal };
}
