/** What the database said, as a fault that names the file and what to do: restore a damaged one, free a full or busy one. */
import { FaultError } from "../../shared/ipc/fault.ts";

// Primary result codes, https://sqlite.org/rescode.html
/** A missing table or column: our statements are fixed, so the file is not what it was. */
const ERROR = 1;
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

export function damaged(file: string, problem: string): FaultError {
  return new FaultError("node.damaged", { file, problem }, "restore");
}

/** node.damaged, node.inUse, or node.disk for everything else (full, read-only, I/O error). */
export function diskFault(file: string, error: unknown): FaultError {
  if (error instanceof FaultError)
    return new FaultError(error.fault.code, { file, ...error.fault.data }, error.fault.next);
  const problem = error instanceof Error ? error.message : String(error);
  if (error instanceof SyntaxError) return damaged(file, problem);
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  if (code === CORRUPT || code === NOT_A_DATABASE || code === ERROR) return damaged(file, problem);
  if (code === BUSY) return new FaultError("node.inUse", { file }, "none");
  return new FaultError("node.disk", { file, problem }, "retry");
}
