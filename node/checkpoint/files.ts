/** The files of `npm run checkpoint` beside network files: checkpoints. */
import {
  type Checkpoint,
  CHECKPOINT_LIMITS,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../shared/light/checkpoint.ts";
import { checkpointFaultWords } from "../../shared/words/checkpoints.ts";
import { Complaint } from "../command/complaint.ts";
import { bytesOf } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";

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
