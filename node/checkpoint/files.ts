/** The files of `npm run checkpoint` beside network files: checkpoints, and an offline key's own. */
import { z } from "zod";
import { Hex32 } from "../../shared/ledger/units.ts";
import {
  type Checkpoint,
  CHECKPOINT_LIMITS,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../shared/light/checkpoint.ts";
import { checkpointFaultWords } from "../../shared/words/checkpoints.ts";
import { Complaint } from "../command/complaint.ts";
import { bytesOf, jsonIn } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";

/** A regulator's offline key: a secp256k1 secret, 32 bytes in hex. */
export const KeyFile = z.strictObject({ format: z.literal("wattlight-regulator-key-1"), secret: Hex32 });

const KEY_BYTES = 4096;

/** 32 bytes, hex. */
export function secretIn(path: string): string {
  return jsonIn(path, KEY_BYTES, KeyFile, { en: "file of a regulator’s key", zh: "监管方密钥文件" }).secret;
}

export function checkpointIn(path: string): Checkpoint {
  const read = parseCheckpoint(bytesOf(path, CHECKPOINT_LIMITS.bytes));
  if (read.ok) return read.checkpoint;
  const { en, zh } = checkpointFaultWords(read.fault);
  throw new Complaint({ en: `${path}: ${en}`, zh: `${path}：${zh}` });
}

/** Whole or not at all: signatures that others gave must not be lost by a power cut. */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  writeOutput(path, encodeCheckpoint(checkpoint));
}
