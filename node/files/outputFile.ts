/** A file that a command line asks for: written whole, or a complaint that says why it is not there. */
import { statSync, writeFileSync } from "node:fs";
import { Complaint } from "../command/complaint.ts";
import { systemReason } from "../command/systemFault.ts";
import { writeWhole } from "./wholeFile.ts";

/** `mode`: permissions of a new file. Throws a Complaint. */
export function writeOutput(path: string, content: string | Uint8Array, mode = 0o644): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    // A pipe or a device takes bytes and is not to be replaced by a file; a folder refuses them here, before a draft lies beside it.
    if (there && !there.isFile()) writeFileSync(path, bytes);
    else writeWhole(path, bytes, mode);
  } catch (error) {
    const why = systemReason(error);
    throw new Complaint({ en: `${path} cannot be written: ${why.en}.`, zh: `无法写入 ${path}：${why.zh}。` });
  }
}
