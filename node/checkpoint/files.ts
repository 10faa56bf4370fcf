/** The files of `npm run checkpoint`: network files, checkpoints, and an offline key's own; each complaint names the file. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs";
import { z } from "zod";
import { Hex32 } from "../../shared/ledger/units.ts";
import {
  type Checkpoint,
  CHECKPOINT_LIMITS,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../shared/light/checkpoint.ts";
import { NetworkFile } from "../../shared/network/networkFile.ts";

export class Complaint extends Error {}

/** A regulator's offline key: a secp256k1 secret, 32 bytes in hex. */
export const KeyFile = z.strictObject({ format: z.literal("wattlight-regulator-key-1"), secret: Hex32 });

const NETWORK_BYTES = 4 << 20;
const KEY_BYTES = 4096;

export function bytesOf(path: string, limit: number): Uint8Array {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > limit) throw new Complaint(`${path} has ${size} bytes, at most ${limit} are read`);
    bytes = Uint8Array.from(readFileSync(path));
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return bytes;
}

export function networkIn(path: string): NetworkFile {
  return parsed(path, NETWORK_BYTES, NetworkFile, "network file");
}

/** 32 bytes, hex. */
export function secretIn(path: string): string {
  return parsed(path, KEY_BYTES, KeyFile, "file of a regulator's key").secret;
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

export function writeWhole(path: string, bytes: Uint8Array, mode: number): void {
  const draft = `${path}.new`;
  const handle = openSync(draft, "w", mode);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
}

function parsed<T>(path: string, limit: number, schema: z.ZodType<T>, what: string): T {
  const bytes = bytesOf(path, limit);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Complaint(`${path} is no JSON`);
  }
  const shaped = schema.safeParse(json);
  if (shaped.success) return shaped.data;
  const [issue] = shaped.error.issues;
  throw new Complaint(`${path} is no ${what}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}
