/** The files of `npm run checkpoint` beside network files: checkpoints, and an offline key's own. */
import { z } from "zod";
import { Hex32 } from "../../shared/ledger/units.ts";
import {
  type Checkpoint,
  CHECKPOINT_LIMITS,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../shared/light/checkpoint.ts";
import { bytesOf, Complaint, jsonIn } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";

/** A regulator's offline key: a secp256k1 secret, 32 bytes in hex. */
export const KeyFile = z.strictObject({ format: z.literal("wattlight-regulator-key-1"), secret: Hex32 });

const KEY_BYTES = 4096;

/** 32 bytes, hex. */
export function secretIn(path: string): string {
  return jsonIn(path, KEY_BYTES, KeyFile, "file of a regulator's key").secret;
}

export function checkpointIn(path: string): Checkpoint {
  const read = parseCheckpoint(bytesOf(path, CHECKPOINT_LIMITS.bytes));
  if (read.ok) return read.checkpoint;
  throw new Complaint(`${path} is no checkpoint: ${JSON.stringify(read.fault)}`);
}

/** Whole or not at all: signatures that others gave must not be lost by a power cut. */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  writeWhole(path, encodeCheckpoint(checkpoint), 0o644);
}
