/** Files that a command line names: each complaint says which one and what is wrong with it. */
import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";
import { NetworkFile } from "../../shared/network/networkFile.ts";

/** What is wrong with a command or a file that it names, as a person reads it. */
export class Complaint extends Error {}

const NETWORK_BYTES = 4 << 20;

/** Throws a Complaint for a file that cannot be read or has more bytes than `limit`. */
export function bytesOf(path: string, limit: number): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > limit) throw new Complaint(`${path} has ${size} bytes, at most ${limit} are read`);
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function networkIn(path: string): NetworkFile {
  return jsonIn(path, NETWORK_BYTES, NetworkFile, "network file");
}

/** `what`: what the file should be, for the complaint. */
export function jsonIn<T>(path: string, limit: number, schema: z.ZodType<T>, what: string): T {
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
