/** A file that somebody brings, read up to a limit whatever its size is said to be. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf } from "../vault/atomicFile.ts";

/** Opening a pipe waits for its other end without this; Windows knows no such flag. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Faults: "file.read" also for what is no file, such as a pipe; `tooLarge` over the limit. Both name the file, not its folder. */
export async function readBounded(path: string, limit: number, tooLarge = "proof.tooLarge"): Promise<Uint8Array> {
  try {
    const file = await open(path, AT_ONCE);
    try {
      if (!(await file.stat()).isFile())
        throw new FaultError("file.read", { file: basename(path), why: "noFile" }, "correct");
      // One byte more than may be read tells that a file is larger.
      const buffer = new Uint8Array(limit + 1);
      let size = 0;
      for (let read = 1; read > 0 && size <= limit; size += read)
        read = (await file.read(buffer, size, limit + 1 - size)).bytesRead;
      if (size > limit) throw new FaultError(tooLarge, { file: basename(path) }, "correct");
      return buffer.slice(0, size);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError("file.read", { file: basename(path), why: codeOf(error) ?? "unknown" }, "retry");
  }
}
