/** A package on the disk, hashed as it is read. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FoundPackage } from "../../shared/release/judge.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";

export async function packageIn(path: string): Promise<FoundPackage> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          yield chunk;
        }
      },
      hash,
    );
  } catch (error) {
    throw new OperatorComplaint(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { name: basename(path), bytes, sha256: hash.digest("hex") };
}
