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

/** node.damaged, node.inUse, or node.disk for all else that SQLite says (full, read-only, I/O error); other errors stay what they are. */
export function diskFault(file: string, error: unknown): unknown {
  if (error instanceof FaultError)
    return new FaultError(error.fault.code, { file, ...error.fault.data }, error.fault.next);
  if (!(error instanceof Error) || !("errcode" in error)) return error;
  const problem = error.message;
  const code = Number(error.errcode) & 0xff;
  if (code === CORRUPT || code === NOT_A_DATABASE || code === ERROR) return damaged(file, problem);
  if (code === BUSY) return new FaultError("node.inUse", { file }, "none");
  return new FaultError("node.disk", { file, problem }, "retry");
}
